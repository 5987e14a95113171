"""Commands about the picture of one member: banner, images, role, floor and layer."""

from infra.fake_freeswitch.conference import Conference, Member
from infra.fake_freeswitch.floor import take_floor, take_video_floor
from infra.fake_freeswitch.percent import percent_decoded
from infra.fake_freeswitch.switch import Switch

NOT_MIXING = "-ERR Conference is not in mixing mode\n"


def floor(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    if conference.floor == member.id:
        take_floor(switch, conference, None)
        return "+OK floor none\n"
    if conference.floor:
        return f"-ERR floor is held by {conference.floor}\n"
    take_floor(switch, conference, member)
    return f"+OK floor {member.id}\n"


def vid_floor(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    if not member.video:
        return ""
    if conference.video_floor == member.id and conference.video_floor_locked:
        conference.video_floor_locked = False
        return "+OK floor none\n"
    if conference.video_floor and "force" not in (data or "").lower():
        return f"-ERR floor is held by {conference.video_floor}\n"
    conference.video_floor_locked = True
    take_video_floor(switch, conference, member)
    return f"+OK floor {member.id}\n"


def vid_banner(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    """``+OK`` whatever happens. The text is percent-decoded before its ``{options}`` are read."""
    text = percent_decoded(data or "")
    if text in ("clear", "allclear"):
        member.banner = ""
    elif text == "reset":
        member.banner = member.channel.variables.get("video_banner_text", "")
    elif text:
        member.banner = text.partition("}")[2] if "}" in text else text
    return "+OK\n"


def vid_logo_img(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    if not member.video:
        return ""
    image = (data or "").rpartition("}")[2]
    member.logo = image if data and data not in ("clear", "allclear") and switch_has_image(switch, image) else ""
    return f"+OK Video logo {'set' if member.logo else 'cleared'}\n"


def vid_mute_img(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    if data == "clear":
        member.mute_image = ""
    elif data and switch_has_image(switch, data):
        member.mute_image = data
    return f"{member.mute_image or '_undef_'}\n"


def vid_role_id(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    if not conference.mux:
        return "-ERR conference is not in mixing mode\n"
    if not member.video:
        return ""
    wanted = (data or "").removeprefix("=")
    toggled = data == wanted and wanted == member.role_id
    if not wanted or wanted == "clear" or toggled:
        member.role_id = ""
        return "+OK role_id cleared\n"
    member.role_id = wanted
    return f"+OK role_id {wanted}\n"


def vid_codec_group(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    if not member.video:
        return ""
    if data and data != "clear":
        member.codec_group = data
        return f"+OK Video codec group set {data}\n"
    member.codec_group = ""
    return "+OK Video codec group cleared\n"


def vid_canvas(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    return "-ERR Only 1 Canvas\n" if conference.mux else NOT_MIXING


def vid_layer(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    return f"+OK layer {member.layer}\n" if data else "-ERR Invalid DATA\n"


def vid_flip(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    return f"+OK flipped {member.id}\n"


def vid_border(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    if not data:
        return "-ERR No text supplied\n"
    return f"-ERR Channel {member.channel.name} is not in a video layer\n" if not member.video else "+OK\n"


def vid_filter(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    return "+OK\n"


def vmute_snap(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    if member.hold:
        return f"-ERR member {member.id} is on hold\n"
    return f"+OK vmute image snapped {member.id}\n" if conference.mux else NOT_MIXING


def switch_has_image(switch: Switch, path: str) -> bool:
    """Only pictures the stand-in was told of exist on it."""
    return path in switch.files
