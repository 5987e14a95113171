"""What is laid over a member's picture: a banner, a logo, an image while the camera is off."""

import re
from collections.abc import Mapping
from typing import Final, Literal
from urllib.parse import quote

from functions.shared.assets.naming import Named, named
from functions.shared.commands.common.command import same
from functions.shared.commands.common.errors import Refused, UnsafeText
from functions.shared.commands.common.lines import COLOUR, FONT, PATH, Line, file_of, media_path, own_path, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.to_member import MemberStep
from functions.shared.grammars.fields import MediaName
from functions.shared.grammars.media import IMAGES, own_name
from functions.shared.grammars.names import trouble_with
from functions.shared.stage.changes import wished
from functions.shared.stage.wish import Stage
from functions.shared.state import Banner, ConferenceState, MemberState

# vid-banner's own words; it compares them after it has cut the options off, so nothing can quote them.
_WORDS: Final = frozenset({"clear", "allclear", "reset"})
# What FreeSWITCH draws with where nothing is said (switch_core_video.c, switch_img_txt_handle_create).
DEFAULT_FONT: Final = "FreeSans.ttf"


class SetBanner(MemberStep, frozen=True):
    """Write a line of text under a member's picture."""

    banner: Banner

    draws_text = True

    def assets(self) -> tuple[Named, ...]:
        return fonts_of(self.banner)

    def asked_before(self, meeting: Meeting, /) -> str | None:
        path = _font_path(self.banner, meeting)
        return None if path is None else f"file_exists {path}"

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        if meeting.told.strip() == "false":
            # FreeSWITCH says yes to such a banner, and shows none.
            face = self.banner.font_face or DEFAULT_FONT
            raise Refused("no_font", f"FreeSWITCH has no font {face}: {_font_path(self.banner, meeting)} is not there")
        # A banner over another one is taken and not drawn (conference_video.c:877, 1391): `banner_patched` stays.
        first = (self.line(meeting, "vid-banner", "clear", expects=r"\+OK"),) if self.member in meeting.bannered else ()
        return (*first, self.line(meeting, "vid-banner", banner_argument(self.banner, meeting.own), expects=r"\+OK"))

    def already_of(self, member: MemberState, /) -> bool | None:
        return same(member.banner, self.banner)

    def stage_after(self, stage: Stage, state: ConferenceState, /) -> Stage:
        return wished(stage, state.member(self.member), "banner", self.banner)


class ClearBanner(MemberStep, frozen=True):
    """Remove a member's banner."""

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (self.line(meeting, "vid-banner", "clear", expects=r"\+OK"),)

    def stage_after(self, stage: Stage, state: ConferenceState, /) -> Stage:
        return wished(stage, state.member(self.member), "banner", None)


class SetMuteImage(MemberStep, frozen=True):
    """The image shown while a member's video is muted, or none (null)."""

    image: MediaName | None

    for_video = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        if self.image is None:
            return (self.line(meeting, "vid-mute-img", "clear", expects="_undef_"),)
        path = media_path("image", self.image, IMAGES, meeting.images_root, meeting.own)
        # The reply is the image that counts now; `_undef_` when the member has no place in the picture.
        return (self.line(meeting, "vid-mute-img", path, expects=rf"(\S*/)?{re.escape(file_of(path))}"),)

    def assets(self) -> tuple[Named, ...]:
        return named("image", "picture", self.image)


class SetLogo(MemberStep, frozen=True):
    """An image laid over a member's picture, or none (null)."""

    image: MediaName | None
    position: (
        Literal[
            "left-top",
            "left-mid",
            "left-bot",
            "center-top",
            "center-mid",
            "center-bot",
            "right-top",
            "right-mid",
            "right-bot",
        ]
        | None
    ) = None

    for_video = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        if self.image is None:
            return (self.line(meeting, "vid-logo-img", "clear", expects=r"\+OK Video logo cleared"),)
        position = f"{{position={self.position}}}" if self.position else ""
        path = media_path("image", self.image, IMAGES, meeting.images_root, meeting.own)
        # "+OK Video logo cleared" is what a missing file is answered with.
        return (self.line(meeting, "vid-logo-img", position + path, expects=r"\+OK Video logo set"),)

    def assets(self) -> tuple[Named, ...]:
        return named("image", "picture", self.image)


def fonts_of(banner: Banner) -> tuple[Named, ...]:
    """The font of the domain's own that a banner names."""
    return named("banner.font_face", "font", banner.font_face)


def _font_path(banner: Banner, meeting: Meeting) -> str | None:
    """Where FreeSWITCH will look for the font; None where it was not asked for its folder."""
    face = banner.font_face or DEFAULT_FONT
    if (own := own_name(face)) is not None:
        return own_path("banner.font_face", own, meeting.own)
    root = meeting.fonts_root.rstrip("/")
    return f"{word('folder', root, PATH)}/{word('banner.font_face', face, FONT)}" if root else None


def _font(face: str, own: Mapping[str, str]) -> str:
    mine = own_name(face)
    return word("banner.font_face", face, FONT) if mine is None else own_path("banner.font_face", mine, own)


def banner_argument(banner: Banner, own: Mapping[str, str]) -> str:
    """One word: FreeSWITCH takes the first word only and undoes the percent encoding."""
    text = banner.text
    if "{" in text or "}" in text:
        raise UnsafeText("banner.text", text, "may not have braces")
    if trouble := trouble_with(text):
        raise UnsafeText("banner.text", text, trouble)
    if text.strip().lower() in _WORDS or not text.strip():
        raise UnsafeText("banner.text", text, "is a word of FreeSWITCH, or nothing")
    options = {
        "font_face": banner.font_face and _font(banner.font_face, own),
        "font_scale": banner.font_scale,
        "bg": banner.bg and word("banner.bg", banner.bg, COLOUR),
        "fg": banner.fg and word("banner.fg", banner.fg, COLOUR),
        "min_font_size": banner.min_font_size,
        "max_font_size": banner.max_font_size,
    }
    given = ",".join(f"{name}={value}" for name, value in options.items() if value is not None)
    return f"{{{given}}}{quote(text, safe='')}" if given else quote(text, safe="")
