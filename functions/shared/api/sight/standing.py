"""A grant as it counts in one meeting: who was made a host there is one, who was made none is none.

Whom a host keeps out is shown nothing of the meeting and does nothing there, whatever the token says, unless they run
the service.

Whoever came by a participant's link is shown nothing, and does nothing, but while they are in the meeting, as long as
its room has a lobby: that is looked up each time, for it may be switched on in the middle.
"""

from collections.abc import Collection

import msgspec

from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant
from functions.shared.rights import Needs, may
from functions.shared.rooms.waiting import guests_wait
from functions.shared.standings.grants import MORE_THAN_A_HOST, abilities_in, host_decides, is_inside, keeps_away
from functions.shared.standings.persons import user_of
from functions.shared.state import ConferenceState
from functions.shared.tables.own_rows import find_own_conference, find_own_head
from functions.shared.tables.provisioned.rooms import find_room_of


def in_meeting(grant: Grant, conference: str, needs: Needs) -> Grant:
    """The grant in the meeting that has this name now, for what needs these; without one it is as the token says.

    Raises:
        Problem: 409 for whoever has to be in it and is not; 403 for whom a host keeps out.
    """
    inside = grant.is_guests and has_lobby(conference, grant.domain)
    state = require_in_now(conference, grant.sub, grant.domain, grant.can, inside=inside)
    return grant if state is None or not host_decides(grant.can, needs) else as_ranked(grant, state)


def outside(grant: Grant) -> Grant:
    """The grant of who came by a participant's link where no conference is named."""
    bound = any(has_lobby(conference, grant.domain) for conference in grant.conferences)
    return msgspec.structs.replace(grant, can=()) if bound else grant


def has_lobby(conference: str, domain: str) -> bool:
    """Whether whoever comes by a participant's link has to wait now; where the room is gone, its links lead nowhere."""
    room = find_room_of(conference)
    return room is None or room.domain != domain or guests_wait(room)


def require_in_now(
    conference: str, subject: str, domain: str, can: Collection[str], *, inside: bool
) -> ConferenceState | None:
    """Do `require_in` with the meeting that goes on under this name; its members are read only where they count.

    Returns:
        The meeting; None where there is none, or it does not matter to these abilities.
    """
    if may(can, MORE_THAN_A_HOST):
        return None
    stored = (find_own_conference if inside else find_own_head)(conference, domain)
    state = None if stored is None or stored.ended_at is not None else stored.state
    require_in(state, subject, domain, can, inside=inside)
    return state


def require_in(
    conference: ConferenceState | None, subject: str, domain: str, can: Collection[str], *, inside: bool
) -> None:
    """Raise 403 for whom a host keeps out of the meeting, and 409 for whoever has to be in it and is not.

    Args:
        conference: the meeting that goes on, if there is one.
        subject: of the token, and so `domain` and `can`.
        inside: whether this subject has to be in it.
    """
    user = user_of(subject, domain)
    if conference is not None and keeps_away(conference.first_uuid, conference.standings, user, can):
        raise kept_out()
    if inside and (conference is None or not is_inside(conference, user)):
        raise Problem("not_inside", "who comes by this link is shown nothing but while they are in the meeting")


def kept_out() -> Problem:
    """What who is kept out is told of a meeting."""
    return Problem("missing_ability", "a host keeps the token's holder out of the meeting until it ends")


def as_ranked(grant: Grant, conference: ConferenceState) -> Grant:
    """The grant in this meeting."""
    can = abilities_in(conference, user_of(grant.sub, grant.domain), grant.can)
    return grant if can == grant.can else msgspec.structs.replace(grant, can=can)
