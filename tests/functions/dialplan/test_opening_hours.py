"""When a window is open, and why it is not: weekdays, dates, and the edges of days, years and time zones."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.dialplan.opening_hours import closed_because, first_moment, is_open
from functions.shared.grammars.calendar import WEEKDAYS, NotInCalendar, dates, weekdays
from functions.shared.tables.provisioned.routes import Hours

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
BERLIN = "Europe/Berlin"


def window(start: str, end: str, timezone: str = BERLIN, **fields: tuple[str, ...]) -> Hours:
    return Hours(start=start, end=end, timezone=timezone, **fields)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


WEEK = window("09:00", "17:00", days=("mon", "fri"))
NIGHT = window("22:00", "06:00", "UTC", days=("mon",))
SUNDAY_NIGHT = window("22:00", "06:00", "UTC", days=("sun",))
LONG_WEEKEND = window("00:00", "24:00", "UTC", days=("fri-mon",))
EVENING = window("18:00", "24:00", days=("sun",))
CHRISTMAS = window("09:00", "17:00", "UTC", dates=("12-24..01-02",))
CLOSED = window("00:00", "24:00", "UTC", not_dates=("2026-12-25 feasts", "2026-12-31..2027-01-01"))


@pytest.mark.parametrize(
    ("hours", "at", "expected"),
    [
        (WEEK, utc(2026, 11, 23, 8, 0), True),  # 09:00 in Berlin's winter
        (WEEK, utc(2026, 11, 23, 7, 59), False),
        (WEEK, utc(2026, 11, 23, 16, 0), False),
        (WEEK, utc(2026, 11, 24, 12, 0), False),  # a Tuesday
        (WEEK, utc(2026, 7, 3, 7, 0), True),  # 09:00 in Berlin's summer
        (NIGHT, utc(2026, 11, 23, 23, 0), True),
        (NIGHT, utc(2026, 11, 24, 5, 59), True),
        (NIGHT, utc(2026, 11, 24, 6, 0), False),
        (NIGHT, utc(2026, 11, 23, 5, 0), False),
        (SUNDAY_NIGHT, utc(2026, 11, 23, 5, 59), True),  # over the week's end
        (SUNDAY_NIGHT, utc(2026, 11, 22, 5, 59), False),
        (LONG_WEEKEND, utc(2026, 11, 26, 23, 59), False),
        (LONG_WEEKEND, utc(2026, 11, 27, 0, 0), True),
        (LONG_WEEKEND, utc(2026, 11, 30, 23, 59), True),
        (LONG_WEEKEND, utc(2026, 12, 1, 0, 0), False),
        (EVENING, utc(2026, 11, 22, 22, 59), True),
        (EVENING, utc(2026, 11, 22, 23, 0), False),  # midnight in Berlin
        (CHRISTMAS, utc(2026, 12, 23, 12, 0), False),
        (CHRISTMAS, utc(2026, 12, 31, 12, 0), True),
        (CHRISTMAS, utc(2027, 1, 2, 12, 0), True),  # over the year's end
        (CHRISTMAS, utc(2027, 1, 3, 12, 0), False),
        (CLOSED, utc(2026, 12, 24, 23, 59), True),
        (CLOSED, utc(2026, 12, 25, 0, 0), False),
        (CLOSED, utc(2026, 12, 31, 0, 0), False),
        (CLOSED, utc(2027, 1, 1, 23, 59), False),
        (CLOSED, utc(2027, 1, 2, 0, 0), True),
    ],
)
def test_opening_hours_are_those_of_their_days_and_their_time_zone(hours: Hours, at: datetime, expected: bool) -> None:
    assert is_open(hours, at) is expected


def test_a_night_is_one_of_the_day_on_which_it_begins() -> None:
    before_christmas = window("22:00", "06:00", "UTC", not_dates=("2026-12-25",))

    assert is_open(before_christmas, utc(2026, 12, 25, 5, 0))
    assert not is_open(before_christmas, utc(2026, 12, 26, 5, 0))


@pytest.mark.parametrize(
    ("hours", "at", "expected"),
    [
        (WEEK, utc(2026, 11, 24, 12), "open 09:00 to 17:00 on mon, fri only, and it is tue 2026-11-24 13:00 in"),
        (WEEK, utc(2026, 11, 23, 17), "open 09:00 to 17:00 on mon, fri only, and it is mon 2026-11-23 18:00 in"),
        (CLOSED, utc(2026, 12, 25, 1), "closed on 2026-12-25 (feasts), and it is fri 2026-12-25 01:00 in UTC"),
        (CLOSED, utc(2027, 1, 1, 1), "closed on 2027-01-01, and it is"),
        (CHRISTMAS, utc(2026, 5, 1, 10), "not one of its dates (2026-05-01), and it is fri 2026-05-01 10:00 in UTC"),
    ],
)
def test_a_closed_window_says_why(hours: Hours, at: datetime, expected: str) -> None:
    assert (closed_because(hours, at) or "").startswith(expected)


# Clocks are put forward at 02:00 to 03:00 on 2026-03-29, back at 03:00 to 02:00 on 2026-10-25.
@pytest.mark.parametrize(
    ("start", "end", "opens", "closes"),
    [
        ("01:00", "02:30", utc(2026, 3, 29, 0), utc(2026, 3, 29, 1)),  # its end is left out: it closes with the jump
        ("02:30", "04:00", utc(2026, 3, 29, 1), utc(2026, 3, 29, 2)),  # so is its start
        ("02:10", "02:50", utc(2026, 3, 29, 1), utc(2026, 3, 29, 1)),  # all of it is left out
        ("00:00", "24:00", utc(2026, 3, 28, 23), utc(2026, 3, 29, 22)),  # 23 hours
        ("01:00", "02:30", utc(2026, 10, 24, 23), utc(2026, 10, 25, 0, 30)),  # closes the first time, and stays closed
        ("02:30", "03:00", utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 2)),  # an hour and a half
        ("00:00", "24:00", utc(2026, 10, 24, 22), utc(2026, 10, 25, 23)),  # 25 hours
    ],
)
def test_a_window_opens_and_closes_once_on_the_days_on_which_clocks_change(
    start: str, end: str, opens: datetime, closes: datetime
) -> None:
    hours = window(start, end, days=("sun",))
    first, last = opens - timedelta(hours=3), closes + timedelta(hours=3)
    minutes = [first + step * MINUTE for step in range(int((last - first) / MINUTE))]

    assert [at for at in minutes if is_open(hours, at)] == [at for at in minutes if opens <= at < closes]


# Half hours, jumps at midnight, a day that never was, an offset of two hours, zones without any change.
ZONES = (
    BERLIN, "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "America/Havana", "Pacific/Apia",
    "Asia/Kathmandu", "Asia/Kolkata", "Antarctica/Troll", "Europe/Dublin", "America/Sao_Paulo", "Asia/Tehran", "UTC",
    "Pacific/Kiritimati",
)  # fmt: skip


def changes(zone: ZoneInfo, year: int) -> Iterator[datetime]:
    """The moments at which a zone's offset changes in a year, to the hour before."""
    hours = [utc(year, 1, 1) + step * timedelta(hours=1) for step in range(366 * 24)]
    yield from (a for a, b in pairwise(hours) if a.astimezone(zone).utcoffset() != b.astimezone(zone).utcoffset())


NEAR_CHANGES = [
    (name, at) for name in ZONES for year in (2011, 2016, 2023, 2026) for at in changes(ZoneInfo(name), year)
]
times = st.integers(0, 24 * 60 - 1).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")
moments = st.one_of(
    st.tuples(st.sampled_from(ZONES), st.integers(0, 40 * 366 * 24 * 60).map(lambda at: utc(2000, 1, 1) + at * MINUTE)),
    st.sampled_from(NEAR_CHANGES).flatmap(
        lambda near: st.tuples(
            st.just(near[0]), st.integers(-36 * 60, 36 * 60).map(lambda minutes: near[1] + minutes * MINUTE)
        )
    ),
)


def first_by_looking(day: date, shown: str, zone: ZoneInfo) -> datetime:
    """Look at the wall minute by minute: no reckoning with offsets."""
    wanted = datetime.combine(day, time.fromisoformat(shown))
    at = utc(day.year, day.month, day.day) - 30 * timedelta(hours=1)
    while at.astimezone(zone).replace(tzinfo=None) < wanted:
        at += MINUTE
    return at


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NEAR_CHANGES), st.integers(-1, 1), times)
def test_the_first_moment_is_the_one_at_which_somebody_who_looks_sees_it(
    near: tuple[str, datetime], days: int, shown: str
) -> None:
    zone = ZoneInfo(near[0])
    day = near[1].astimezone(zone).date() + days * DAY

    assert first_moment(day, shown, zone) == first_by_looking(day, shown, zone)


@settings(max_examples=150, deadline=None)
@given(moments, times, st.one_of(times, st.just("24:00")), st.sets(st.sampled_from(WEEKDAYS), min_size=1))
def test_a_window_is_open_from_its_first_moment_to_its_last_in_every_zone(
    moment: tuple[str, datetime], start: str, end: str, days: set[str]
) -> None:
    name, at = moment[0], moment[1].replace(second=0, microsecond=0)
    zone, here = ZoneInfo(name), at.astimezone(ZoneInfo(name)).date()
    if start == end:
        return

    def holds(day: date) -> bool:
        later = day + DAY if end == "24:00" or end < start else day
        closes = first_by_looking(later, "00:00" if end == "24:00" else end, zone)
        return WEEKDAYS[day.weekday()] in days and first_by_looking(day, start, zone) <= at < closes

    hours = window(start, end, name, days=tuple(days))
    assert is_open(hours, at) is any(holds(here + step * DAY) for step in range(-3, 4))


@given(st.sampled_from(WEEKDAYS), st.sampled_from(WEEKDAYS))
def test_a_range_of_days_begins_and_ends_with_its_own(first: str, last: str) -> None:
    found = weekdays(f"{first}-{last}")
    step, walked = WEEKDAYS.index(first), {WEEKDAYS.index(first)}
    while WEEKDAYS[step % 7] != last:
        step += 1
        walked.add(step % 7)

    assert found == walked


@pytest.mark.parametrize("word", ["", "Mon", "mo", "mon-", "-mon", "mon-tue-wed", "mon..tue", "1"])
def test_what_is_no_day_is_none(word: str) -> None:
    with pytest.raises(NotInCalendar):
        weekdays(word)


@pytest.mark.parametrize(
    "word",
    ["", "2026-13-01", "2026-02-29", "02-30", "2026-12-25..", "..12-25", "2026-12-25..12-26", "2026-12-26..2026-12-25",
     "25.12.2026", "2026-1-1", "20261225", "2026-W10-1"],
)  # fmt: skip
def test_what_is_no_date_is_none(word: str) -> None:
    with pytest.raises(NotInCalendar):
        dates(word)


def test_the_29th_of_february_comes_in_leap_years() -> None:
    leap = dates("02-29")

    assert leap.holds(date(2028, 2, 29))
    assert not leap.holds(date(2027, 2, 28))
    assert dates("02-28..03-01").holds(date(2027, 3, 1))
