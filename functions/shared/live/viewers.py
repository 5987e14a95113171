"""Whether a connection may go on: its token may have ended or been revoked meanwhile."""

from collections.abc import Sequence

import msgspec

from functions.shared.api.tokens import Grant
from functions.shared.feed.domain_feed import is_domains
from functions.shared.feed.events import MOVED, Event
from functions.shared.participation.people import Person
from functions.shared.rooms.waiting import is_waiting_room
from functions.shared.standings.grants import keeps_away
from functions.shared.standings.persons import user_of
from functions.shared.state import Standing
from functions.shared.tables.known.revocations import known_revocations
from functions.shared.tables.live.connections import Viewer
from functions.shared.telemetry.observations import logger


def viewer_of(grant: Grant) -> Viewer:
    """What is kept of a token by whose right something stands for longer than the request."""
    return Viewer(
        subject=grant.sub,
        domain=grant.domain,
        conferences=grant.conferences,
        can=grant.can,
        token=grant.jti,
        issued=grant.issued,
        ends=grant.ends,
        name=grant.name,
        guest=grant.is_guests,
    )


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

    That a host keeps them out they are not told themselves: whoever subscribes after it may subscribe no more. None
    while there is no such event.
    """
    user = user_of(viewer.subject, viewer.domain)
    for one in events:
        if kept_out_by(viewer, [one]):
            return one.seq - 1
        if viewer.inside and not _moves_on(one) and (one.type == "conference.ended" or _left(one, user)):
            return one.seq
    return None


def kept_out_by(viewer: Viewer, events: Sequence[Event]) -> bool:
    """Whether a host keeps them out of the meeting, by what these events told last of it."""
    for one in reversed(events):
        if one.type == "conference.ended" and not _moves_on(one):
            return False
        if (standings := _standings(one)) is not None:
            user = user_of(viewer.subject, viewer.domain)
            return keeps_away(_first_meeting(one), standings, user, viewer.can)
    return False


def _first_meeting(event: Event) -> str:
    """Of which meeting the people in an event's standings are made: one that was moved has begun as another."""
    changed = event.data.get("changed")
    began = changed.get("began_as") if isinstance(changed, dict) else None
    return began if isinstance(began, str) else event.meeting


def _standings(event: Event) -> Sequence[Standing] | None:
    """What hosts have made of whom, where an event tells that it is different now."""
    changed = event.data.get("changed") if event.type == "conference.changed" else None
    if not isinstance(changed, dict) or "standings" not in changed:
        return None
    try:
        return msgspec.convert(changed["standings"], tuple[Standing, ...])
    except msgspec.ValidationError as error:
        logger.error("it cannot be read who is kept out", extra={"event": event.id, "reason": str(error)})
        return None


def _moves_on(event: Event) -> bool:
    """Whether it is an end after which the same people go on in a meeting on another node."""
    return MOVED in (event.data.get("reason"), event.data.get("cause"))


def _left(event: Event, user: str) -> bool:
    return event.type == "member.left" and event.data.get("user") == user


def covers(viewer: Viewer, conference: str) -> bool:
    """Whether the token covers the conference, which is none in which people wait."""
    return not (is_waiting_room(conference) or is_domains(conference)) and _names(viewer, conference)


def _names(viewer: Viewer, conference: str) -> bool:
    return "*" in viewer.conferences or conference in viewer.conferences
