"""What opening hours and lists of holidays may not say."""

import re
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from functions.shared.encoders.dial_strings import WORD
from functions.shared.grammars import calendar
from functions.shared.provisioning.findings import WORD_ADVICE, Finding, at, twice
from functions.shared.tables.provisioned.routes import Hours
from infra.provisioning.file_format import HolidaysEntry, Provisioning
from infra.provisioning.holidays import Holidays

# A route's row holds them all.
MOST_DATES = 500


def check_holidays(file: Provisioning) -> Iterator[Finding]:
    yield from twice("holidays", [entry.name for entry in file.holidays])
    for index, entry in enumerate(file.holidays):
        yield from at(["holidays", index], _holidays(entry))


def _holidays(entry: HolidaysEntry) -> Iterator[Finding]:
    if not WORD.fullmatch(entry.name):
        yield ["name"], WORD_ADVICE
    if _reads(calendar.dates, entry.name):
        yield ["name"], "is a date: a list needs a name of its own"
    if not 1 <= len(entry.dates) <= MOST_DATES:
        yield ["dates"], f"must be 1 to {MOST_DATES}"
    for index, written in enumerate(entry.dates):
        if not _is_date(written):
            yield ["dates", index], calendar.DATES_ADVICE


def check_hours(hours: Hours, holidays: Holidays) -> Iterator[Finding]:
    for field, last in (("start", "23:59"), ("end", "24:00")):
        value = getattr(hours, field)
        if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value) and (field, value) != ("end", "24:00"):
            yield [field], f"must be HH:MM in quotes, 00:00 to {last}"
    if hours.start == hours.end:
        yield ["end"], "must differ from start; the whole day is 00:00 to 24:00"
    for index, day in enumerate(hours.days):
        if not _reads(calendar.weekdays, day):
            yield ["days", index], calendar.DAYS_ADVICE
    for field in ("dates", "not_dates"):
        for index, written in enumerate(getattr(hours, field)):
            if written not in holidays and not _is_date(written):
                named = f", or the name of a list in holidays: {', '.join(sorted(holidays)) or 'there is none'}"
                yield [field, index], calendar.DATES_ADVICE + named
    try:
        ZoneInfo(hours.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        yield ["timezone"], "must be a name like Europe/Berlin"


def _is_date(written: str) -> bool:
    return " " not in written and _reads(calendar.dates, written)


def _reads(read: Callable[[str], object], written: str) -> bool:
    try:
        read(written)
    except calendar.NotInCalendar:
        return False
    return True
