"""A grant as it counts in one meeting: who was made a host there is one, who was made none is none.

Whoever came by a link into a room with a lobby is shown nothing, and does nothing, but while they are in the meeting.
"""

import msgspec

from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant
from functions.shared.standings.grants import abilities_in, is_inside
from functions.shared.standings.persons import users_of
from functions.shared.state import ConferenceState
from functions.shared.tables.own_rows import find_own_conference


def in_meeting(grant: Grant, conference: str) -> Grant:
    """The grant in the meeting that has this name now; without one it is as the token says.

    Raises:
        Problem: 409 for whoever has to be in it and is not.
    """
    stored = find_own_conference(conference, grant.domain)
    state = None if stored is None or stored.ended_at is not None else stored.state
    require_inside(state, grant.sub, grant.domain, inside=grant.inside)
    return grant if state is None else as_ranked(grant, state)


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
