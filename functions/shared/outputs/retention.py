"""How long recordings are kept: a closed set of days, because each needs a rule of the bucket."""

from datetime import datetime
from typing import Final

# template.yaml has a rule for each but 0, which means for ever.
RETENTION_DAYS: Final = (0, 1, 7, 14, 30, 60, 90, 180, 365, 730, 1095, 1825, 3650)
TAG: Final = "retention-days"
DAY: Final = 24 * 3600.0
# After its file has gone a recording's row says so for this long.
TOLD_SECONDS: Final = DAY


def seconds_of(expires_at: str | None) -> float | None:
    """The moment in seconds since 1970; None where there is no end."""
    return None if expires_at is None else datetime.fromisoformat(expires_at).timestamp()


def is_gone(expires_at: str | None, now: float) -> bool:
    """Whether the file's time is over. S3 deletes it at the midnight after, but from now on nobody is given it."""
    end = seconds_of(expires_at)
    return end is not None and now >= end
