"""A meeting that goes on, and whom a host keeps out of it: the rows that a relay writes."""

import time

from functions.shared.standings.persons import Comer, persons_of
from functions.shared.state import ConferenceState
from functions.shared.tables.conferences.ends import end_conference
from functions.shared.tables.conferences.kept_out import KeptOut, write_kept_out
from functions.shared.tables.conferences.writes import write_conference

MEETING = "meeting-1"


def keep_out(
    comer: Comer, *entrances: str, conference: str = "board", meeting: str = MEETING, domain: str = "example.com"
) -> None:
    """A host of the meeting that goes on keeps somebody out; one of before domains were told apart has no `domain`."""
    write_conference(ConferenceState(name=conference, uuid=meeting, node="fs1", domain="example.com"))
    kept = KeptOut(conference=conference, meeting=meeting, persons=tuple(persons_of(meeting, comer)), domain=domain)
    write_kept_out(entrances, kept, now=time.time())


def end(conference: str = "board", meeting: str = MEETING) -> None:
    """The meeting is over; nobody takes back what was written of who is kept out."""
    assert end_conference(conference, meeting, now=time.time())
