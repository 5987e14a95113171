"""What the relay orders from the process that renders a text, and what that answers."""

from typing import Literal

import msgspec


class SpeechOrder(msgspec.Struct, frozen=True, kw_only=True):
    """One text to render into the file."""

    text: str
    voice: str
    file: str


class SpeechResult(msgspec.Struct, frozen=True, kw_only=True):
    """How long it lasts, in seconds, or why there is nothing to play."""

    seconds: float = 0.0
    problem: Literal["", "no_speech", "not_spoken", "too_long"] = ""
    detail: str = ""
