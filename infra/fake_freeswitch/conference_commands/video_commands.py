"""Commands about the picture of one member: banner, images, role, floor and layer."""

from pathlib import Path

from infra.fake_freeswitch.conference_commands.order import Aim
from infra.fake_freeswitch.conference_commands.percent import percent_decoded
from infra.fake_freeswitch.conferences.floor import FRAME, take_floor, take_video_floor
from infra.fake_freeswitch.conferences.life import settle_floor
from infra.fake_freeswitch.state.switch import Switch

NOT_MIXING = "-ERR Conference is not in mixing mode\n"


def floor(aim: Aim) -> str:
    if aim.conference.floor == aim.member.id:
        take_floor(aim.switch, aim.conference, None)
        aim.switch.later(FRAME, lambda: settle_floor(aim.switch, aim.conference))
        return "+OK floor none\n"
    if aim.conference.floor:
        return f"-ERR floor is held by {aim.conference.floor}\n"
    take_floor(aim.switch, aim.conference, aim.member)
    return f"+OK floor {aim.member.id}\n"


def vid_floor(aim: Aim) -> str:
    if not aim.member.video:
        return ""
    if aim.conference.video_floor == aim.member.id and aim.conference.video_floor_locked:
        aim.conference.video_floor_locked = False
        return "+OK floor none\n"
    if aim.conference.video_floor and "force" not in (aim.data or "").lower():
        return f"-ERR floor is held by {aim.conference.video_floor}\n"
    aim.conference.video_floor_locked = True
    take_video_floor(aim.switch, aim.conference, aim.member)
    return f"+OK floor {aim.member.id}\n"


def vid_banner(aim: Aim) -> str:
    """``+OK`` whatever happens. The text is percent-decoded before its ``{options}`` are read."""
    text = percent_decoded(aim.data or "")
    if text in ("clear", "allclear"):
        aim.member.banner = ""
    elif text == "reset":
        aim.member.banner = aim.member.channel.variables.get("video_banner_text", "")
    elif text:
        aim.member.banner = text.partition("}")[2] if "}" in text else text
    return "+OK\n"


def vid_logo_img(aim: Aim) -> str:
    if not aim.member.video:
        return ""
    image = (aim.data or "").rpartition("}")[2]
    shown = image not in ("", "clear", "allclear") and switch_has_image(aim.switch, image)
    aim.member.logo = image if shown else ""
    return f"+OK Video logo {'set' if aim.member.logo else 'cleared'}\n"


def vid_mute_img(aim: Aim) -> str:
    """Takes any path from who is in the picture, and forgets it without one."""
    if not aim.member.video:
        return ""
    if aim.conference.layer_of(aim.member):
        aim.member.mute_image = aim.data if aim.data and aim.data.lower() != "clear" else ""
    return f"{aim.member.mute_image or '_undef_'}\n"


def vid_role_id(aim: Aim) -> str:
    if not aim.conference.mux:
        return "-ERR conference is not in mixing mode\n"
    if not aim.member.video:
        return ""
    wanted = (aim.data or "").removeprefix("=")
    toggled = aim.data == wanted and wanted.lower() == aim.member.role_id.lower()
    if not wanted or wanted == "clear" or toggled:
        aim.member.role_id = ""
        return "+OK role_id cleared\n"
    for holder in aim.conference.members:
        if holder.role_id.lower() == wanted.lower():
            holder.role_id = ""
    aim.member.role_id = wanted
    return f"+OK role_id {wanted}\n"


def vid_codec_group(aim: Aim) -> str:
    if not aim.member.video:
        return ""
    if not aim.data:
        return f"+OK Video codec group is {aim.member.codec_group}\n"
    aim.member.codec_group = "" if aim.data == "clear" else aim.data
    return f"+OK Video codec group {'set' if aim.member.codec_group else 'cleared'} {aim.member.codec_group}\n"


def vid_canvas(aim: Aim) -> str:
    return "-ERR Only 1 Canvas\n" if aim.conference.mux else NOT_MIXING


def vid_layer(aim: Aim) -> str:
    return f"+OK layer {aim.conference.layer_of(aim.member)}\n" if aim.data else "-ERR Invalid DATA\n"


def vid_flip(aim: Aim) -> str:
    return f"+OK flipped {aim.member.id}\n"


def vid_border(aim: Aim) -> str:
    if not aim.data:
        return "-ERR No text supplied\n"
    if not aim.conference.layer_of(aim.member):
        return f"-ERR Channel {aim.member.channel.name} is not in a video layer\n"
    return "+OK\n"


def vid_filter(_aim: Aim) -> str:
    return "+OK\n"


def vmute_snap(aim: Aim) -> str:
    if aim.member.hold:
        return f"-ERR member {aim.member.id} is on hold\n"
    return f"+OK vmute image snapped {aim.member.id}\n" if aim.conference.mux else NOT_MIXING


def switch_has_image(switch: Switch, path: str) -> bool:
    """A picture that the stand-in was told of, or that lies on its machine."""
    return path in switch.files or Path(path).is_file()
