"""When a room may be entered: the same for every way into it. Who is in it by then stays."""

from datetime import UTC, datetime
from typing import Protocol

# What somebody hears who comes too early or too late.
PROMPT = "not_open"


class Window(Protocol):
    """A room, or what a dial-in id opens: seconds since 1970, 0 for no limit."""

    @property
    def not_before(self) -> int: ...

    @property
    def not_after(self) -> int: ...


def closed_because(place: Window, now: float) -> str | None:
    """Say why a place may not be entered now (seconds since 1970); None if it may."""
    if now < place.not_before:
        return f"is not open before {_told(place.not_before)}"
    if place.not_after and now >= place.not_after:
        return f"has been closed since {_told(place.not_after)}"
    return None


def narrower(one: Window, other: Window) -> tuple[int, int]:
    """Return the limits of a window within another."""
    ends = [limit for limit in (one.not_after, other.not_after) if limit]
    return max(one.not_before, other.not_before), min(ends, default=0)


def _told(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
