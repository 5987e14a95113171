"""From the words after ``conference`` to the answer."""

from collections.abc import Callable

from infra.fake_freeswitch.conference import Conference, Member
from infra.fake_freeswitch.conference_commands import (
    call_commands,
    canvas_commands,
    member_commands,
    recording_commands,
    room_commands,
    sound_commands,
    video_commands,
)
from infra.fake_freeswitch.conference_commands.lists import json_list, list_of
from infra.fake_freeswitch.conference_commands.order import Aim, Order
from infra.fake_freeswitch.conference_commands.syntax import USAGE, help_text, usage_text
from infra.fake_freeswitch.conference_commands.usage import Usage
from infra.fake_freeswitch.conference_commands.xml_list import xml_list
from infra.fake_freeswitch.switch import Switch
from infra.fake_freeswitch.words import split_words

Handler = Callable[[Order], str]
MemberHandler = Callable[[Aim], str]

WORD_COMMANDS: dict[str, Handler] = {
    "canvas-auto-clear": canvas_commands.canvas_auto_clear,
    "count": lambda order: str(order.conference.size),
    "list": lambda order: list_of([order.conference], order.words, named=True),
    "xml_list": lambda order: xml_list([order.conference]),
    "json_list": lambda order: json_list([order.conference], order.words),
    "auto-3d-position": room_commands.auto_3d_position,
    "play": sound_commands.play,
    "moh": sound_commands.moh,
    "pause_play": sound_commands.pause_play,
    "play_status": sound_commands.play_status,
    "file_seek": sound_commands.file_seek,
    "file-vol": sound_commands.file_vol,
    "stop": sound_commands.stop,
    "exit_sound": sound_commands.exit_sound,
    "enter_sound": sound_commands.enter_sound,
    "cam": canvas_commands.cam,
    "relate": room_commands.relate,
    "getvar": room_commands.getvar,
    "setvar": room_commands.setvar,
    "lock": room_commands.lock,
    "unlock": room_commands.unlock,
    "pin": room_commands.pin,
    "nopin": room_commands.nopin,
    "get": room_commands.get,
    "set": room_commands.set_,
    "dial": call_commands.dial,
    "bgdial": call_commands.bgdial,
    "transfer": call_commands.transfer,
    "record": recording_commands.record,
    "norecord": recording_commands.norecord,
    "chkrecord": recording_commands.chkrecord,
    "pause": recording_commands.pause,
    "resume": recording_commands.resume,
    "recording": recording_commands.recording,
    "vid-layout": canvas_commands.vid_layout,
    "vid-res-id": canvas_commands.vid_res_id,
    "vid-fps": canvas_commands.vid_fps,
    "vid-res": canvas_commands.vid_res,
    "vid-bandwidth": canvas_commands.vid_bandwidth,
    "vid-bgimg": canvas_commands.vid_bgimg,
    "vid-fgimg": canvas_commands.vid_fgimg,
    "vid-personal": canvas_commands.vid_personal,
    "vid-write-png": canvas_commands.vid_write_png,
}
MEMBER_COMMANDS: dict[str, MemberHandler] = {
    "energy": member_commands.energy,
    "auto-energy": member_commands.auto_energy,
    "max-energy": member_commands.max_energy,
    "agc": member_commands.agc,
    "volume_in": member_commands.volume_in,
    "volume_out": member_commands.volume_out,
    "position": member_commands.position,
    "dtmf": member_commands.dtmf,
    "kick": member_commands.kick,
    "hup": member_commands.hup,
    "hold": member_commands.hold,
    "unhold": member_commands.unhold,
    "mute": member_commands.mute,
    "unmute": member_commands.unmute,
    "tmute": member_commands.tmute,
    "vmute": member_commands.vmute,
    "unvmute": member_commands.unvmute,
    "tvmute": member_commands.tvmute,
    "vmute-snap": video_commands.vmute_snap,
    "vblind": member_commands.vblind,
    "unvblind": member_commands.unvblind,
    "tvblind": member_commands.tvblind,
    "deaf": member_commands.deaf,
    "undeaf": member_commands.undeaf,
    "get-uuid": member_commands.get_uuid,
    "floor": video_commands.floor,
    "vid-floor": video_commands.vid_floor,
    "vid-banner": video_commands.vid_banner,
    "vid-logo-img": video_commands.vid_logo_img,
    "vid-mute-img": video_commands.vid_mute_img,
    "vid-role-id": video_commands.vid_role_id,
    "vid-codec-group": video_commands.vid_codec_group,
    "vid-canvas": video_commands.vid_canvas,
    "vid-watching-canvas": video_commands.vid_canvas,
    "vid-layer": video_commands.vid_layer,
    "vid-flip": video_commands.vid_flip,
    "vid-border": video_commands.vid_border,
    "vid-filter": video_commands.vid_filter,
}
TEXT_COMMANDS: dict[str, Handler] = {
    "say": sound_commands.say,
    "saymember": sound_commands.saymember,
    "clear-vid-floor": canvas_commands.clear_vid_floor,
}


def answer(switch: Switch, argument: str) -> str:
    """What ``conference <argument>`` answers; empty when FreeSWITCH writes nothing."""
    text = argument.strip()
    words = split_words(text)
    if not words:
        return usage_text()
    if words[0] in ("help", "commands"):
        return help_text()
    conference = switch.conferences.get(words[0])
    if conference and len(words) == 1:
        return "Conference command, not specified.\nTry 'help'\n"
    if conference:
        return _command(switch, conference, text, words)
    return _without_conference(switch, words)


def _without_conference(switch: Switch, words: list[str]) -> str:
    conferences = list(switch.conferences.values())
    word = words[0].lower()
    if word == "list":
        return list_of(conferences, words[1:], named=False)
    if word == "count":
        return str(len(conferences))
    if word == "xml_list":
        return xml_list(conferences)
    if word == "json_list":
        return json_list(conferences, words[1:])
    if words[1:2] in (["dial"], ["bgdial"]):
        return call_commands.dial_unknown(switch, words[0], words[1], words[2:])
    return f"-ERR Conference {words[0]} not found\n"


def _command(switch: Switch, conference: Conference, text: str, words: list[str]) -> str:
    name = words[1].lower()
    try:
        if name in WORD_COMMANDS:
            return WORD_COMMANDS[name](Order(switch, conference, words[2:]))
        if name in MEMBER_COMMANDS:
            return _aimed(Order(switch, conference, words[2:]), MEMBER_COMMANDS[name])
        if name in TEXT_COMMANDS:
            # FreeSWITCH looks for the first place where the command's word stands in the line.
            start = text.lower().find(name) + len(name)
            return TEXT_COMMANDS[name](Order(switch, conference, words[2:], text[start:].strip()))
    except Usage as usage:
        return usage.before + USAGE[name]
    return f"-ERR Conference command '{words[1]}' not found.\n"


def _aimed(order: Order, handler: MemberHandler) -> str:
    """Members are an id, ``all``, ``last``, ``non_moderator`` or ``variable=value``; one word follows, no more."""
    if not order.words:
        raise Usage
    target, data = order.words[0], order.words[1] if len(order.words) > 1 else None
    if target.lower() in ("all", "non_moderator"):
        return _each(order, handler, data, moderators=target.lower() == "all")
    if target.lower() == "last":
        return _last(order, handler, data)
    digits = target[: len(target) - len(target.lstrip("0123456789"))]
    if digits and int(digits):
        member = order.conference.member(int(digits))
        missing = f"-ERR Non-Existant ID {int(digits)}\n"
    elif "=" in target:
        name, _, value = target.partition("=")
        member = next((found for found in order.conference.members if _variable(found, name) == value), None)
        missing = "-ERR Non-Existant member\n"
    else:
        raise Usage
    return handler(Aim(order.switch, order.conference, member, data)) if member else missing


def _each(order: Order, handler: MemberHandler, data: str | None, *, moderators: bool) -> str:
    lines = []
    for member in [member for member in order.conference.members if not member.kicked]:
        if member.moderator and not moderators:
            lines.append(f"Skipping moderator (member id {member.id}).\n")
        else:
            lines.append(handler(Aim(order.switch, order.conference, member, data)))
    return "".join(lines)


def _last(order: Order, handler: MemberHandler, data: str | None) -> str:
    """The highest id may belong to a recorder: then nothing happens, silently."""
    members = [member for member in order.conference.members if not member.kicked]
    newest = max(members, key=lambda member: member.id, default=None)
    if newest is None or any(recording.node_id > newest.id for recording in order.conference.recordings):
        return ""
    return handler(Aim(order.switch, order.conference, newest, data))


def _variable(member: Member, name: str) -> str:
    return member.channel.uuid if name == "uuid" else member.channel.variables.get(name, "")
