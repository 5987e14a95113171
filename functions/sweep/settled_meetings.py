"""Meetings that have ended are counted, listed, and kept for as long as their domain wants."""

from collections.abc import Callable
from functools import cache

from functions.shared.audit.entry import kept_until
from functions.shared.meetings.meeting import counted
from functions.shared.tables.history.meetings import settle, stays_of, unsettled_meetings
from functions.shared.tables.known.meeting_days import meeting_days
from functions.shared.telemetry.observations import count, logger


def settle_meetings(has_time: Callable[[], bool], *, now: float) -> None:
    """Settle what has ended since the last time; killed anywhere in between, the next run does it again.

    Raises:
        TablesUnavailable: the next run goes on.
    """
    days = cache(meeting_days)
    for head in unsettled_meetings():
        if not has_time():
            count("MeetingsBehind")
            logger.error("meetings wait to be counted; the next run goes on")
            return
        stays, _ = stays_of(head.meeting.uuid)
        settle(head, counted(head.meeting, stays), stays, expires=kept_until(now, days(head.meeting.domain)))
