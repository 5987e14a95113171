"""What the relay orders from the finishing process, and what that answers."""

from typing import Literal

import msgspec


class FinishOrder(msgspec.Struct, frozen=True, kw_only=True):
    """One recording to finish; all paths are whole."""

    recording: str
    parts: tuple[str, ...]
    format: Literal["mp4", "mkv", "wav"]
    # The finished file, and where progress is noted, both beside the parts.
    out: str
    progress: str
    cut_off: bool = False
    # Without a bucket the file stays where it is.
    bucket: str = ""
    key: str = ""
    region: str = ""
    retention_days: int = 0


class Finished(msgspec.Struct, frozen=True, kw_only=True):
    """How it ended: `ready` with what is known of the file, `failed` for good, or `later`."""

    state: Literal["ready", "failed", "later"]
    reason: str | None = None
    detail: str | None = None
    bytes: int | None = None
    sha256: str | None = None
    duration_seconds: float | None = None
    has_video: bool | None = None
    has_sound: bool | None = None
    incomplete: bool | None = None
    # The finished file, and what may be deleted once that is written down.
    file: str | None = None
    leftovers: tuple[str, ...] = ()
