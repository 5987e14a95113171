"""`conference NAME get uuid`: whether the meeting that a command is for still has its name.

FreeSWITCH takes a name only (conference_api.c:223), so what comes too late for one meeting reaches the next one.
"""

import re

from functions.shared.commands.common.lines import to_conference
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.replies import GONE

_MEETING = re.compile(r"[0-9a-fA-F-]{36}")


def meeting_query(meeting: Meeting) -> str:
    """The line to ask with.

    Raises:
        UnsafeText: the conference's name is none that a command may hold.
    """
    return to_conference(meeting.conference, "get uuid")


def is_over(answer: str, meeting: Meeting) -> bool:
    """Whether the answer shows no meeting of that name or another one; False where it does not tell."""
    answer = answer.strip()
    return bool(GONE.match(answer)) or (bool(_MEETING.fullmatch(answer)) and answer != meeting.uuid)
