"""When a try that failed is made again: pure."""

from email.utils import parsedate_to_datetime
from typing import Final

# After so many seconds each; then the last one again and again, until a day is over.
PAUSES: Final = (5.0, 30.0, 120.0, 600.0, 1800.0, 3600.0, 7200.0)
# Receivers that fail together are not tried together.
SPREAD: Final = 0.1
# A receiver may ask for a longer pause, up to this one.
LONGEST_ASKED: Final = 2 * 3600.0
GIVE_UP_SECONDS: Final = 24 * 3600.0


def pause_after(failures: int, *, asked: float | None, chance: float) -> float:
    """Seconds until the next try.

    Args:
        failures: tries that failed one after the other, this one among them.
        asked: what the receiver said in `Retry-After`, in seconds: never sooner than that, within limits.
        chance: from 0 to 1.
    """
    own = PAUSES[min(failures, len(PAUSES)) - 1] * (1 + SPREAD * chance)
    return own if asked is None else max(own, min(asked, LONGEST_ASKED))


def asked_pause(header: str | None, now: float) -> float | None:
    """Read `Retry-After`, a number of seconds or a date; None for anything else."""
    text = (header or "").strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None
