"""Days and dates as a provisioning file writes them.

`mon`, `sat-mon`; `2026-12-25`, `2026-12-24..2027-01-01`, and for every year `12-25`, `12-24..01-01`.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS_ADVICE = f"must be one of {', '.join(WEEKDAYS)}, or two of them as in sat-mon"
DATES_ADVICE = "must be a date in quotes, as in 2026-12-25, 12-25 for every year, or two with .. between them"

_YEARLY = re.compile(r"[0-9]{2}-[0-9]{2}")
_DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A year that has 29 February.
_ANY_LEAP_YEAR = 2000


class NotInCalendar(ValueError):
    """A word that is no day, or no date."""


@dataclass(frozen=True)
class Dates:
    """One date, or all from one to another; those of every year are month and day, and may go past its end."""

    first: date
    last: date
    yearly: bool
    # Which list of holidays it is from.
    label: str = ""

    def holds(self, day: date) -> bool:
        if not self.yearly:
            return self.first <= day <= self.last
        here = day.replace(year=_ANY_LEAP_YEAR)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


@lru_cache(maxsize=1024)
def weekdays(text: str) -> frozenset[int]:
    """Return the days that a word means, 0 for Monday.

    Raises:
        NotInCalendar: it is neither a day nor two of them.
    """
    first, between, last = text.partition("-")
    if not between:
        last = first
    if first not in WEEKDAYS or last not in WEEKDAYS:
        raise NotInCalendar(text)
    start, end = WEEKDAYS.index(first), WEEKDAYS.index(last)
    return frozenset((start + step) % 7 for step in range((end - start) % 7 + 1))


@lru_cache(maxsize=4096)
def dates(text: str) -> Dates:
    """Read a date or a range; what stands behind a space is the name of the list that it is from.

    Raises:
        NotInCalendar: it is neither.
    """
    written, _, label = text.partition(" ")
    first, between, last = written.partition("..")
    if not between:
        last = first
    if _YEARLY.fullmatch(first) and _YEARLY.fullmatch(last):
        return Dates(_of_any_year(first), _of_any_year(last), yearly=True, label=label)
    if not _DATED.fullmatch(first) or not _DATED.fullmatch(last):
        raise NotInCalendar(text)
    found = Dates(_day(first), _day(last), yearly=False, label=label)
    if found.last < found.first:
        raise NotInCalendar(text)
    return found


def _of_any_year(text: str) -> date:
    return _day(f"{_ANY_LEAP_YEAR}-{text}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotInCalendar(text) from None
