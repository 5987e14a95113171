"""What an API event tells: commands that leave no other trace, ours and those that somebody types by hand."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

import msgspec

from functions.shared.grammars.media import font_named
from functions.shared.grammars.names import printable
from functions.shared.state import Banner

# What is read afterwards, because the event does not say whether the command worked.
Question = Literal["layout", "seats"]

_SEATING = frozenset({"vid-res-id", "vid-role-id", "vid-floor", "clear-vid-floor"})
_SIZE = re.compile(r"([0-9]{3,4})x([0-9]{3,4})")
_NUMBER = re.compile(r"[0-9]{1,9}")
# As long as a banner of the API's.
LONGEST_BANNER = 256
_OPTIONS = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True, slots=True)
class HandTyped:
    """One `conference NAME SUBCOMMAND …`; `words` are what follows the subcommand, never to be logged."""

    conference: str
    subcommand: str
    words: tuple[str, ...]

    @property
    def question(self) -> Question | None:
        if self.subcommand == "vid-layout" and self.words and self.words[0].lower() != "list":
            return "layout"
        return "seats" if self.subcommand in _SEATING else None

    @property
    def layout(self) -> tuple[str | None, str | None]:
        """The layout and the group that were asked for."""
        first = self.words[0] if self.words else ""
        if not first.startswith("group"):
            return first, None
        group = first.partition(":")[2] or (self.words[1] if len(self.words) > 1 else "")
        return None, group or None

    @property
    def max_members(self) -> int | None:
        if self.subcommand == "set" and len(self.words) > 1 and self.words[0].lower() == "max_members":
            return int(self.words[1]) if _NUMBER.fullmatch(self.words[1]) else None
        return None

    @property
    def canvas(self) -> str | None:
        """The size that the canvas is given; FreeSWITCH refuses what is smaller or larger."""
        match = _SIZE.match(self.words[0]) if self.subcommand == "vid-res" and self.words else None
        if match is None or not (320 <= int(match[1]) <= 7680 and 180 <= int(match[2]) <= 4320):
            return None
        return f"{match[1]}x{match[2]}"

    @property
    def banner_target(self) -> str:
        return self.words[0] if self.subcommand == "vid-banner" and len(self.words) > 1 else ""


def hand_typed(argument: str) -> HandTyped | None:
    """Read the argument of an API event of `conference`; None for the forms without a conference."""
    words = argument.split()
    if len(words) < 2 or argument.startswith("^^"):
        return None
    return HandTyped(words[0], words[1].lower(), tuple(words[2:]))


def banner_text(word: str, before: Banner | None) -> Banner | None:
    """What a member's banner is after `vid-banner` with this word."""
    text = unquote(word)
    options: dict[str, str] = {}
    while match := _OPTIONS.match(text):
        options |= dict(item.split("=", 1) for item in match[1].split(",") if "=" in item)
        text = text[match.end() :]
    text = printable(text)[:LONGEST_BANNER]
    if text in ("clear", "allclear", "reset"):
        return None
    if not text:
        return before
    fields: dict[str, object] = {"text": text}
    for name, value in options.items():
        if name in ("fg", "bg", "font_face"):
            fields[name] = font_named(value) if name == "font_face" else value
        elif name in ("font_scale", "min_font_size", "max_font_size") and _NUMBER.fullmatch(value):
            fields[name] = int(value)
    try:
        return msgspec.convert(fields, Banner)
    except msgspec.ValidationError:
        # Typed by hand, so with values that we would not take; the text is still what stands there.
        return Banner(text=text)
