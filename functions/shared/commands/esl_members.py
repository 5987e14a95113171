"""ESL text of the commands to one member."""

import re
from functools import singledispatch
from urllib.parse import quote

from functions.shared.commands import members
from functions.shared.commands.errors import UnsafeText
from functions.shared.commands.lines import (
    COLOUR,
    DIGITS,
    FONT,
    NAME,
    UUID,
    Line,
    conference_word,
    in_conference,
    media_path,
    word,
)
from functions.shared.commands.targets import Target
from functions.shared.conference_state import Banner
from functions.shared.media import IMAGES

# vid-banner's own words; it compares them after it has cut the options off, so nothing can quote them.
BANNER_WORDS = frozenset({"clear", "allclear", "reset"})
# What vid-res-id and vid-role-id read as something else than an id.
SLOT_WORDS = frozenset({"clear", "force"})


@singledispatch
def member_line(command: object, target: Target) -> Line:
    raise TypeError(f"not a command to a member: {command!r} for {target.conference}")


def _to_member(target: Target, verb: str, member: str, argument: str = "", *, expects: str) -> Line:
    number = target.number(word("member", member, UUID))
    return in_conference(target.conference, f"{verb} {number}{argument and ' '}{argument}", expects=expects)


def _switched(target: Target, member: str, on: bool, verb: str, opposite: str) -> Line:
    chosen = verb if on else opposite
    return _to_member(target, chosen, member, expects=rf"\+OK {chosen} \d+")


@member_line.register
def _(command: members.Mute, target: Target) -> Line:
    return _switched(target, command.member, command.muted, "mute", "unmute")


@member_line.register
def _(command: members.MuteVideo, target: Target) -> Line:
    return _switched(target, command.member, command.muted, "vmute", "unvmute")


@member_line.register
def _(command: members.Deafen, target: Target) -> Line:
    return _switched(target, command.member, command.deaf, "deaf", "undeaf")


@member_line.register
def _(command: members.Hold, target: Target) -> Line:
    return _switched(target, command.member, command.on_hold, "hold", "unhold")


@member_line.register
def _(command: members.SetVolume, target: Target) -> Line:
    expects = rf"\+OK Volume {command.direction.upper()} \d+ = {command.level}"
    return _to_member(target, f"volume_{command.direction}", command.member, str(command.level), expects=expects)


@member_line.register
def _(command: members.SetFloor, target: Target) -> Line:
    # A toggle without a way to force it: "+OK floor none" means that we took the floor away.
    return _to_member(target, "floor", command.member, expects=r"\+OK floor \d+")


@member_line.register
def _(command: members.SetVideoFloor, target: Target) -> Line:
    # On the locked holder even `force` toggles, so `to_esl` clears the lock first.
    return _to_member(target, "vid-floor", command.member, "force", expects=r"\+OK floor \d+")


@member_line.register
def _(command: members.SetSlot, target: Target) -> Line:
    if command.slot is None:
        return _to_member(target, "vid-res-id", command.member, "clear", expects=r"\+OK reservation_id cleared")
    slot = _id_word("slot", command.slot)
    expects = rf"\+OK reservation_id {re.escape(slot)}"
    # Without `force` the same id again takes the seat away.
    return _to_member(target, "vid-res-id", command.member, f"{slot} force", expects=expects)


@member_line.register
def _(command: members.SetRole, target: Target) -> Line:
    if command.role is None:
        return _to_member(target, "vid-role-id", command.member, "clear", expects=r"\+OK role_id cleared")
    role = _id_word("role", command.role)
    # Without `=` the same role again takes it away.
    return _to_member(target, "vid-role-id", command.member, f"={role}", expects=rf"\+OK role_id {re.escape(role)}")


def _id_word(field: str, value: str) -> str:
    word(field, value, NAME)
    if value.lower() in SLOT_WORDS:
        raise UnsafeText(field, value, "is a word of FreeSWITCH")
    return value


@member_line.register
def _(command: members.SetBanner, target: Target) -> Line:
    return _to_member(target, "vid-banner", command.member, banner_argument(command.banner), expects=r"\+OK")


@member_line.register
def _(command: members.ClearBanner, target: Target) -> Line:
    return _to_member(target, "vid-banner", command.member, "clear", expects=r"\+OK")


def banner_argument(banner: Banner) -> str:
    """One word: FreeSWITCH takes the first word only and undoes the percent encoding."""
    text = banner.text
    if any(character in "{}" or not _shown(character) for character in text):
        raise UnsafeText("banner.text", text, "may not have braces or control characters")
    if text.strip().lower() in BANNER_WORDS or not text.strip():
        raise UnsafeText("banner.text", text, "is a word of FreeSWITCH, or nothing")
    options = {
        "font_face": banner.font_face and word("banner.font_face", banner.font_face, FONT),
        "font_scale": banner.font_scale,
        "bg": banner.bg and word("banner.bg", banner.bg, COLOUR),
        "fg": banner.fg and word("banner.fg", banner.fg, COLOUR),
        "min_font_size": banner.min_font_size,
        "max_font_size": banner.max_font_size,
    }
    given = ",".join(f"{name}={value}" for name, value in options.items() if value is not None)
    return f"{{{given}}}{quote(text, safe='')}" if given else quote(text, safe="")


def _shown(character: str) -> bool:
    # C0, DEL and C1 are control characters; surrogates are not text.
    point = ord(character)
    return point >= 0x20 and not 0x7F <= point <= 0x9F and not 0xD800 <= point <= 0xDFFF


@member_line.register
def _(command: members.SetMuteImage, target: Target) -> Line:
    if command.image is None:
        return _to_member(target, "vid-mute-img", command.member, "clear", expects="_undef_")
    path = media_path("image", command.image, IMAGES, target.images_root)
    # The reply is the image that counts now; `_undef_` when the member has no place in the picture.
    return _to_member(
        target, "vid-mute-img", command.member, path, expects=rf"(\S*/)?{re.escape(IMAGES[command.image])}"
    )


@member_line.register
def _(command: members.SetLogo, target: Target) -> Line:
    if command.image is None:
        return _to_member(target, "vid-logo-img", command.member, "clear", expects=r"\+OK Video logo cleared")
    position = f"{{position={command.position}}}" if command.position else ""
    path = media_path("image", command.image, IMAGES, target.images_root)
    # "+OK Video logo cleared" is what a missing file is answered with.
    return _to_member(target, "vid-logo-img", command.member, position + path, expects=r"\+OK Video logo set")


@member_line.register
def _(command: members.SendDtmf, target: Target) -> Line:
    digits = word("digits", command.digits, DIGITS)
    return _to_member(target, "dtmf", command.member, digits, expects=rf"\+OK sent {re.escape(digits)} to \d+")


@member_line.register
def _(command: members.Relate, target: Target) -> Line:
    other = target.number(word("other", command.other, UUID))
    expects = r"\+OK relationship .* cleared\." if command.relation == "clear" else rf"\+OK \S+ {command.relation} set"
    return _to_member(target, "relate", command.member, f"{other} {command.relation}", expects=expects)


@member_line.register
def _(command: members.Transfer, target: Target) -> Line:
    place = conference_word(command.conference)
    if command.profile is not None:
        place = f"{place}@{word('profile', command.profile, NAME)}"
    number = target.number(word("member", command.member, UUID))
    expects = rf"\+OK Member '\d+' sent to conference {re.escape(place)}\."
    return in_conference(target.conference, f"transfer {place} {number}", expects=expects)


@member_line.register
def _(command: members.Kick, target: Target) -> Line:
    return _to_member(target, "kick", command.member, expects=r"\+OK kicked \d+")


@member_line.register
def _(command: members.HangUp, target: Target) -> Line:
    # By uuid and for members only: a call that is not in this conference is none of this command's business.
    target.number(word("member", command.member, UUID))
    return Line(f"uuid_kill {command.member} NORMAL_CLEARING", expects=r"\+OK")
