"""What is laid over a member's picture: a banner, a logo, an image while the camera is off."""

import re
from typing import Final, Literal
from urllib.parse import quote

from functions.shared.commands.common.command import same
from functions.shared.commands.common.errors import UnsafeText
from functions.shared.commands.common.lines import COLOUR, FONT, Line, media_path, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.to_member import MemberStep
from functions.shared.grammars.fields import MediaName
from functions.shared.grammars.media import IMAGES
from functions.shared.grammars.names import trouble_with
from functions.shared.stage.changes import wished
from functions.shared.stage.wish import Stage
from functions.shared.state import Banner, ConferenceState, MemberState

# vid-banner's own words; it compares them after it has cut the options off, so nothing can quote them.
_WORDS: Final = frozenset({"clear", "allclear", "reset"})


class SetBanner(MemberStep, frozen=True):
    """Write a line of text under a member's picture."""

    banner: Banner

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (self.line(meeting, "vid-banner", banner_argument(self.banner), expects=r"\+OK"),)

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
        path = media_path("image", self.image, IMAGES, meeting.images_root)
        # The reply is the image that counts now; `_undef_` when the member has no place in the picture.
        return (self.line(meeting, "vid-mute-img", path, expects=rf"(\S*/)?{re.escape(IMAGES[self.image])}"),)


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
        path = media_path("image", self.image, IMAGES, meeting.images_root)
        # "+OK Video logo cleared" is what a missing file is answered with.
        return (self.line(meeting, "vid-logo-img", position + path, expects=r"\+OK Video logo set"),)


def banner_argument(banner: Banner) -> str:
    """One word: FreeSWITCH takes the first word only and undoes the percent encoding."""
    text = banner.text
    if "{" in text or "}" in text:
        raise UnsafeText("banner.text", text, "may not have braces")
    if trouble := trouble_with(text):
        raise UnsafeText("banner.text", text, trouble)
    if text.strip().lower() in _WORDS or not text.strip():
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
