"""Whether a connection may go on: its token may have ended or been revoked meanwhile."""

from collections.abc import Collection, Sequence

from functions.shared.feed.events import Event
from functions.shared.participation.people import Person
from functions.shared.rooms.waiting import is_waiting_room
from functions.shared.standings.persons import users_of
from functions.shared.tables.known.revocations import known_revocations
from functions.shared.tables.live.connections import Viewer


def is_over(viewer: Viewer, now: float) -> bool:
    """Whether the token that opened the connection is good no more; of a revocation it is known within 30 seconds.

    Raises:
        TablesUnavailable: nobody can say.
    """
    if viewer.ends <= now:
        return True
    return known_revocations(viewer.domain).refuse(viewer.token, viewer.subject, viewer.issued)


def person_of(viewer: Viewer) -> Person:
    """Who it is."""
    return Person(viewer.subject, viewer.domain, viewer.can, viewer.name)


def last_for(viewer: Viewer, events: Sequence[Event]) -> int | None:
    """The seq of the event after which the viewer may be told nothing: they had to be in the meeting, and left it.

    None while there is no such event.
    """
    if not viewer.inside:
        return None
    users = users_of(viewer.subject, viewer.domain)
    ends = (one.seq for one in events if one.type == "conference.ended" or _left(one, users))
    return next(ends, None)


def _left(event: Event, users: Collection[str]) -> bool:
    return event.type == "member.left" and event.data.get("user") in users


def covers(viewer: Viewer, conference: str) -> bool:
    """Whether the token covers the conference, which is none in which people wait."""
    return not is_waiting_room(conference) and _names(viewer, conference)


def _names(viewer: Viewer, conference: str) -> bool:
    return "*" in viewer.conferences or conference in viewer.conferences
