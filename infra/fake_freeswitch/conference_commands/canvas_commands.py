"""Commands about the whole picture: layout, reservation ids, size, rate and background."""

import re

from infra.fake_freeswitch.conference import Conference, Member
from infra.fake_freeswitch.conference_commands.usage import Usage
from infra.fake_freeswitch.conference_commands.video_commands import NOT_MIXING, switch_has_image
from infra.fake_freeswitch.conference_life import FRAME
from infra.fake_freeswitch.floor import take_video_floor, yield_video_floor
from infra.fake_freeswitch.profile import fps_text
from infra.fake_freeswitch.switch import Switch


def vid_layout(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not words:
        return "-ERR Invalid input\n"
    if not conference.mux:
        return NOT_MIXING
    if words[0] == "list":
        return "".join(f"{name}\n" for name in conference.profile.layouts)
    if words[0].startswith("group"):
        group = words[0].partition(":")[2] if ":" in words[0] else " ".join(words[1:2])
        return _vid_layout_group(conference, group)
    if words[0] not in conference.profile.layouts:
        return f"-ERR Invalid layout [{words[0]}]\n"
    conference.show_layout(words[0])
    if conference.personal:
        return f"+OK Change personal canvas set to layout [{words[0]}]\n"
    return f"+OK Change canvas 1 to layout [{words[0]}]\n"


def _vid_layout_group(conference: Conference, group: str) -> str:
    """An unknown group is first announced as changed and then refused; with a personal canvas success is ``-ERR``."""
    if group not in conference.profile.groups:
        return f"+OK Change to layout group [(null)]\n-ERR Invalid layout [group:{group}]\n"
    conference.show_layout(f"group:{group}")
    if conference.personal:
        return f"-ERR Change personal canvas to layout group [{group}]\n"
    return f"+OK Change to layout group [{group}]\n"


def vid_res_id(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not words:
        raise Usage
    if not conference.mux:
        return "-ERR conference is not in mixing mode\n"
    wanted = words[1] if len(words) > 1 else "clear"
    if words[0] == "all":
        if wanted != "clear":
            raise Usage
        return "".join(_set_reservation(switch, conference, member, "", "") for member in list(conference.members))
    member = conference.member(int(words[0])) if words[0].isdecimal() else None
    if not member:
        raise Usage
    force = "force" if "force" in words[2:] else ""
    return _set_reservation(switch, conference, member, "" if wanted == "clear" else wanted, force)


def _set_reservation(switch: Switch, conference: Conference, member: Member, wanted: str, force: str) -> str:
    """The same id again takes it away, unless forced; an id has one holder."""
    if not member.video:
        return ""
    if not wanted or (wanted.lower() == member.reservation_id.lower() and not force):
        member.reservation_id = ""
        switch.later(FRAME, lambda: _picture_follows_voice(switch, conference))
        return "+OK reservation_id cleared\n"
    for holder in conference.members:
        if holder.reservation_id.lower() == wanted.lower():
            holder.reservation_id = ""
    member.reservation_id = wanted
    yield_video_floor(switch, conference, member)
    return f"+OK reservation_id {wanted}\n"


def _picture_follows_voice(switch: Switch, conference: Conference) -> None:
    holder = conference.member(conference.floor)
    if holder and holder.video and not holder.reservation_id and not conference.video_floor_locked:
        take_video_floor(switch, conference, holder)


def clear_vid_floor(switch: Switch, conference: Conference, text: str) -> str:
    conference.video_floor_locked = False
    return "+OK floor Cleared\n"


def vid_fps(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not conference.mux:
        return NOT_MIXING
    if not words:
        return f"+OK Current FPS [{conference.fps}]\n"
    try:
        fps = float(words[0])
    except ValueError:
        fps = 0.0
    if not 0 < fps <= 100:
        return f"-ERR Invalid FPS [{words[0]}]\n"
    conference.fps = fps_text(fps)
    return f"+OK FPS set to [{conference.fps}]\n"


def vid_res(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not conference.mux:
        return NOT_MIXING
    size = re.match(r"(\d+)x(\d+)", words[0]) if words else None
    if not size:
        raise Usage("-ERR Invalid input\n" if not words else "")
    width, height = int(size[1]), int(size[2])
    if width < 320 or height < 180:
        return f"-ERR Invalid size, [{width}x{height}] is too small\n"
    if width > 7680 or height > 4320:
        return f"-ERR Invalid size, [{width}x{height}] is too large.\n"
    conference.width, conference.height = width, height
    return f"+OK Resolution set to [{width}x{height}]\n"


def vid_bandwidth(switch: Switch, conference: Conference, words: list[str]) -> str:
    """Every member is told to be set, and then ``not set``: the encoders were not touched."""
    if not conference.mux:
        return NOT_MIXING
    size = re.fullmatch(r"(\d+)(kb|mb|)", words[0].partition(":")[0]) if words else None
    if not size:
        raise Usage
    kps = int(size[1]) * (1024 if size[2] == "mb" else 1)
    lines = [
        f"+OK Set Bandwidth {kps} kps for member {member.channel.name}\n"
        for member in conference.members
        if member.video
    ]
    return "".join(lines) + "-ERR Bandwidth not set\n"


def vid_bgimg(switch: Switch, conference: Conference, words: list[str]) -> str:
    return _image(switch, conference, words, "Bgimg")


def vid_fgimg(switch: Switch, conference: Conference, words: list[str]) -> str:
    return _image(switch, conference, words, "FGimg")


def _image(switch: Switch, conference: Conference, words: list[str], name: str) -> str:
    """``clear`` works and answers that it does not."""
    if not conference.mux:
        return NOT_MIXING
    if not words:
        raise Usage
    known = switch_has_image(switch, words[0])
    if known or words[0] == "clear":
        image = words[0] if known else ""
        if name == "Bgimg":
            conference.background = image
        else:
            conference.foreground = image
    return f"+OK Set {name} {words[0]}\n" if known else f"-ERR Error Setting {name} {words[0]}\n"


def vid_personal(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not conference.mux:
        return "-ERR conference is not in mixing mode\n"
    if words:
        conference.personal = words[0] == "on"
    return f"+OK personal is {'on' if conference.personal else 'off'}\n"


def vid_write_png(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not words:
        raise Usage
    return switch.write_picture(words[0]) if conference.mux else NOT_MIXING


def canvas_auto_clear(switch: Switch, conference: Conference, words: list[str]) -> str:
    if len(words) < 2:
        return "+OK canvas 1 auto_clear=true\n"
    return f"+OK canvas 1 auto_clear={words[1]}\n"


def cam(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not conference.mux:
        return NOT_MIXING
    return "+OK\n" if len(words) > 2 else "-ERR invalid args\n"
