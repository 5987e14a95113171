"""Commands about the whole picture: layout, reservation ids, size, rate and background."""

import re
from pathlib import Path

from infra.fake_freeswitch.conference_commands.order import Order
from infra.fake_freeswitch.conference_commands.usage import Usage
from infra.fake_freeswitch.conference_commands.video_commands import NOT_MIXING, switch_has_image
from infra.fake_freeswitch.conferences.floor import FRAME, take_video_floor, yield_video_floor
from infra.fake_freeswitch.conferences.still import still
from infra.fake_freeswitch.state.conference import Conference, Member
from infra.fake_freeswitch.state.profile import fps_text
from infra.fake_freeswitch.state.switch import Switch


def vid_layout(order: Order) -> str:
    if not order.words:
        return "-ERR Invalid input\n"
    if not order.conference.mux:
        return NOT_MIXING
    if order.words[0] == "list":
        return "".join(f"{name}\n" for name in order.conference.profile.layouts)
    if order.words[0].startswith("group"):
        group = order.words[0].partition(":")[2] if ":" in order.words[0] else " ".join(order.words[1:2])
        return _vid_layout_group(order.conference, group) if group else "-ERR Group name not specified.\n"
    if order.words[0] not in order.conference.profile.layouts:
        return f"-ERR Invalid layout [{order.words[0]}]\n"
    order.conference.show_layout(order.words[0])
    if order.conference.personal:
        return f"+OK Change personal canvas set to layout [{order.words[0]}]\n"
    return f"+OK Change canvas 1 to layout [{order.words[0]}]\n"


def _vid_layout_group(conference: Conference, group: str) -> str:
    """An unknown group is first announced as changed and then refused; with a personal canvas success is ``-ERR``."""
    if group not in conference.profile.groups:
        return f"+OK Change to layout group []\n-ERR Invalid layout [group:{group}]\n"
    conference.show_layout(f"group:{group}")
    if conference.personal:
        return f"-ERR Change personal canvas to layout group [{group}]\n"
    return f"+OK Change to layout group [{group}]\n"


def vid_res_id(order: Order) -> str:
    if not order.words:
        raise Usage
    if not order.conference.mux:
        return "-ERR conference is not in mixing mode\n"
    wanted = order.words[1] if len(order.words) > 1 else "clear"
    if order.words[0] == "all":
        if wanted != "clear":
            raise Usage
        return "".join(
            _set_reservation(order.switch, order.conference, member, "", "")
            for member in list(order.conference.members)
        )
    member = order.conference.member(int(order.words[0])) if order.words[0].isdecimal() else None
    if not member:
        raise Usage
    force = "force" if "force" in order.words[2:] else ""
    return _set_reservation(order.switch, order.conference, member, "" if wanted == "clear" else wanted, force)


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


def clear_vid_floor(order: Order) -> str:
    order.conference.video_floor_locked = False
    return "+OK floor Cleared\n"


def vid_fps(order: Order) -> str:
    if not order.conference.mux:
        return NOT_MIXING
    if not order.words:
        return f"+OK Current FPS [{order.conference.fps}]\n"
    try:
        fps = float(order.words[0])
    except ValueError:
        fps = 0.0
    # FreeSWITCH itself ends with a division by zero when it is told 0 or no number.
    if not 1 <= fps <= 100:
        return f"-ERR Invalid FPS [{order.words[0]}]\n"
    order.conference.fps = fps_text(fps)
    return f"+OK FPS set to [{order.conference.fps}]\n"


def vid_res(order: Order) -> str:
    if not order.conference.mux:
        return NOT_MIXING
    if not order.words:
        return "-ERR Invalid size\n"
    size = re.match(r"(\d+)(?:x(\d+))?", order.words[0])
    width, height = (int(size[1]), int(size[2] or 0)) if size else (0, 0)
    if width < 320 or height < 180:
        return f"-ERR Invalid size, [{width}x{height}] is too small\n"
    if width > 7680 or height > 4320:
        return f"-ERR Invalid size, [{width}x{height}] is too large.\n"
    order.conference.width, order.conference.height = width, height
    return f"+OK Resolution set to [{width}x{height}]\n"


def vid_bandwidth(order: Order) -> str:
    """Every member is told to be set, and then ``not set``: the encoders were not touched."""
    if not order.conference.mux:
        return NOT_MIXING
    if not order.words:
        return "-ERR Invalid input\n"
    size = re.match(r"(\d+)(kb|mb|)", order.words[0])
    kps = int(size[1]) * (1024 if size[2] == "mb" else 1) if size else -1
    lines = [
        f"+OK Set Bandwidth {kps} kps for member {member.channel.name}\n"
        for member in order.conference.members
        if member.video
    ]
    return "".join(lines) + "-ERR Bandwidth not set\n"


def vid_bgimg(order: Order) -> str:
    return _image(order, "Bgimg")


def vid_fgimg(order: Order) -> str:
    return _image(order, "FGimg")


def _image(order: Order, name: str) -> str:
    """``clear`` works and answers that it does not."""
    if not order.conference.mux:
        return NOT_MIXING
    if not order.words:
        return "-ERR Invalid input\n"
    known = switch_has_image(order.switch, order.words[0])
    if known or order.words[0] == "clear":
        image = order.words[0] if known else ""
        if name == "Bgimg":
            order.conference.background = image
        else:
            order.conference.foreground = image
    return f"+OK Set {name} {order.words[0]}\n" if known else f"-ERR Error Setting {name} {order.words[0]}\n"


def vid_personal(order: Order) -> str:
    if not order.conference.mux:
        return "-ERR conference is not in mixing mode\n"
    if order.words:
        order.conference.personal = order.words[0] == "on"
    return f"+OK personal is {'on' if order.conference.personal else 'off'}\n"


def vid_write_png(order: Order) -> str:
    if not order.words:
        return "-ERR Invalid input\n"
    if not order.conference.mux:
        return NOT_MIXING
    try:
        Path(order.words[0]).write_bytes(still(order.conference))
    except OSError:
        return "-ERR\n"
    return "+OK\n"


def canvas_auto_clear(order: Order) -> str:
    if len(order.words) < 2:
        return "+OK canvas 1 auto_clear=true\n"
    return f"+OK canvas 1 auto_clear={order.words[1]}\n"


def cam(order: Order) -> str:
    if not order.conference.mux:
        return NOT_MIXING
    return "+OK\n" if len(order.words) > 2 else "-ERR invalid args\n"
