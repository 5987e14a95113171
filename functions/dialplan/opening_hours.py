"""When a route is open: by weekday, date and the clock on the wall of its time zone.

A window is one stretch of time, from the first moment at which the clock shows its start, or more, to the first at
which it shows its end. So it opens and closes once, also on the days on which clocks are changed: of an hour that comes
twice the first one counts, and in one that is left out a window opens or closes when the clock jumps.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from functions.shared.grammars.calendar import WEEKDAYS, Dates, dates, weekdays
from functions.shared.tables.provisioned.routes import Hours

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
MIDNIGHT = "24:00"


def is_open(hours: Hours, at: datetime) -> bool:
    """Tell whether a moment (aware) is within opening hours, in their own time zone."""
    return closed_because(hours, at) is None


def closed_because(hours: Hours, at: datetime) -> str | None:
    """Say why a window is closed at a moment (aware); None if it is open."""
    zone = ZoneInfo(hours.timezone)
    local = at.astimezone(zone)
    reasons = []
    for day in _days_around(local.date()):
        if _begins(hours, day, zone) <= at < _ends(hours, day, zone):
            reason = _not_on(hours, day)
            if reason is None:
                return None
            reasons.append(reason)
    now = f"{WEEKDAYS[local.weekday()]} {local:%Y-%m-%d %H:%M} in {hours.timezone}"
    on = f" on {', '.join(hours.days)}" if hours.days else ""
    why = reasons[0] if reasons else f"open {hours.start} to {hours.end}{on} only"
    return f"{why}, and it is {now}"


def _days_around(day: date) -> Sequence[date]:
    """The days whose windows a moment may be in: a night's begins the day before, and where clocks are put back at
    midnight the next day begins before this one is over.
    """
    before = () if day == date.min else (day - DAY,)
    after = () if day == date.max else (day + DAY,)
    return (day, *before, *after)


def _not_on(hours: Hours, day: date) -> str | None:
    """Why nothing is open on a day; a window past midnight is one of the day on which it begins."""
    if hours.days and not any(day.weekday() in weekdays(word) for word in hours.days):
        return f"open {hours.start} to {hours.end} on {', '.join(hours.days)} only"
    if hours.dates and _found(hours.dates, day) is None:
        return f"not one of its dates ({day})"
    if (found := _found(hours.not_dates, day)) is not None:
        return f"closed on {day}" + (f" ({found.label})" if found.label else "")
    return None


def _found(written: Sequence[str], day: date) -> Dates | None:
    return next((found for found in map(dates, written) if found.holds(day)), None)


def _begins(hours: Hours, day: date, zone: ZoneInfo) -> datetime:
    return first_moment(day, hours.start, zone)


def _ends(hours: Hours, day: date, zone: ZoneInfo) -> datetime:
    past_midnight = hours.end == MIDNIGHT or hours.end < hours.start
    return first_moment(day + DAY if past_midnight else day, "00:00" if hours.end == MIDNIGHT else hours.end, zone)


def first_moment(day: date, shown: str, zone: ZoneInfo) -> datetime:
    """Return the first moment of a day at which its clocks show a time (HH:MM) or a later one, in UTC."""
    wall = datetime.combine(day, time.fromisoformat(shown))
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    if _wall(moment, zone) == wall:
        return moment
    # The time is left out. By the offset from before, the moment is behind the jump; by the one from after, before it.
    early = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while moment - early > SECOND:
        middle = early + timedelta(seconds=int((moment - early).total_seconds()) // 2)
        early, moment = (early, middle) if _wall(middle, zone) >= wall else (middle, moment)
    return moment


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
