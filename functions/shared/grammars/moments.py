"""Moments as every answer and event tells them."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec

# RFC 3339 in UTC.
Moment = Annotated[str, msgspec.Meta(extra_json_schema={"format": "date-time"})]


# Seconds since 1970 at the end of the year 9999 in UTC, the last one that an answer can tell.
THE_END = 253_402_300_800
WITHIN = "must be between 1970 and 9999 in UTC"
ZONED = "needs a time zone, as in 2026-12-01T09:00:00+01:00"


def trouble_with_moment(moment: datetime) -> str | None:
    """Why a moment that somebody names cannot be taken; None if it can: every entrance asks here.

    A year that is one where it was written may be none in UTC, in which it is told.
    """
    if moment.tzinfo is None:
        return ZONED
    return None if 0 <= moment.timestamp() < THE_END else WITHIN


def rfc3339(seconds: float) -> str:
    """Seconds since 1970 in UTC, to the millisecond."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def seconds_of(moment: str) -> float:
    """Seconds since 1970 of a moment in RFC 3339.

    Raises:
        ValueError: it is none.
    """
    return datetime.fromisoformat(moment).timestamp()


def seconds_between(since: str | None, until: str | None) -> float | None:
    """From one moment to another, both in RFC 3339; None where one of them is not known."""
    try:
        long = (datetime.fromisoformat(until or "") - datetime.fromisoformat(since or "")).total_seconds()
    except (ValueError, TypeError):
        return None
    # Two clocks: the switch's and the relay's.
    return max(0.0, round(long, 3))
