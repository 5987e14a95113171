"""A grant as it counts in one meeting: who was made a host there is one, who was made none is none.

Whoever came by a participant's link is shown nothing, and does nothing, but while they are in the meeting, as long as
its room has a lobby: that is looked up each time, for it may be switched on in the middle.
"""

import msgspec

from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant
from functions.shared.rights import Needs
from functions.shared.rooms.waiting import guests_wait
from functions.shared.standings.grants import abilities_in, host_decides, is_inside
from functions.shared.standings.persons import users_of
from functions.shared.state import ConferenceState
from functions.shared.tables.own_rows import find_own_conference
from functions.shared.tables.provisioned.rooms import find_room_of


def in_meeting(grant: Grant, conference: str, needs: Needs) -> Grant:
    """The grant in the meeting that has this name now, for what needs these; without one it is as the token says.

    Raises:
        Problem: 409 for whoever has to be in it and is not.
    """
    inside = grant.is_guests and has_lobby(conference, grant.domain)
    if not inside and not host_decides(grant.can, needs):
        return grant
    state = meeting_now(conference, grant.domain)
    require_inside(state, grant.sub, grant.domain, inside=inside)
    return grant if state is None else as_ranked(grant, state)


def outside(grant: Grant) -> Grant:
    """The grant of who came by a participant's link where no conference is named."""
    bound = any(has_lobby(conference, grant.domain) for conference in grant.conferences)
    return msgspec.structs.replace(grant, can=()) if bound else grant


def has_lobby(conference: str, domain: str) -> bool:
    """Whether whoever comes by a participant's link has to wait now; where the room is gone, its links lead nowhere."""
    room = find_room_of(conference)
    return room is None or room.domain != domain or guests_wait(room)


def meeting_now(conference: str, domain: str) -> ConferenceState | None:
    """The domain's meeting that goes on under this name."""
    stored = find_own_conference(conference, domain)
    return None if stored is None or stored.ended_at is not None else stored.state


def require_inside(conference: ConferenceState | None, subject: str, domain: str, *, inside: bool) -> None:
    """Raise 409 for whoever has to be in the meeting and is not in it.

    Args:
        conference: the meeting that goes on, if there is one.
        inside: whether this subject has to be in it.
    """
    if inside and (conference is None or not is_inside(conference, users_of(subject, domain))):
        raise Problem("not_inside", "who comes by this link is shown nothing but while they are in the meeting")


def as_ranked(grant: Grant, conference: ConferenceState) -> Grant:
    """The grant in this meeting."""
    can = abilities_in(conference, users_of(grant.sub, grant.domain), grant.can)
    return grant if can == grant.can else msgspec.structs.replace(grant, can=can)
