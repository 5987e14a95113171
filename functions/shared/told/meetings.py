"""What whoever tells of a conference keeps of its meetings: each stay, and each end."""

from collections.abc import Sequence

from functions.shared.meetings.gone import Departed, Ended
from functions.shared.meetings.meeting import meeting_of, stay_of
from functions.shared.tables.history.meetings import end_meeting, write_stays


def write_meetings(departed: Sequence[Departed], over: Sequence[Ended], *, now: float) -> None:
    """Write who has left and which meetings are over; to write them again changes nothing.

    Raises:
        TablesUnavailable: a part of it may be written.
    """
    if departed:
        write_stays([(one.meeting, stay_of(one)) for one in departed], now=now)
    for one in over:
        meeting = meeting_of(one)
        if meeting is not None:
            end_meeting(meeting, now=now)
