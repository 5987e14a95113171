"""A grant as it counts in one meeting: who was made a host there is one, who was made none is none."""

import msgspec

from functions.shared.api.tokens import Grant
from functions.shared.standings.grants import abilities_in
from functions.shared.standings.persons import users_of
from functions.shared.state import ConferenceState
from functions.shared.tables.own_rows import find_own_conference


def in_meeting(grant: Grant, conference: str) -> Grant:
    """The grant in the meeting that has this name now; without one it is as the token says."""
    stored = find_own_conference(conference, grant.domain)
    return grant if stored is None or stored.ended_at is not None else as_ranked(grant, stored.state)


def as_ranked(grant: Grant, conference: ConferenceState) -> Grant:
    """The grant in this meeting."""
    can = abilities_in(conference, users_of(grant.sub, grant.domain), grant.can)
    return grant if can == grant.can else msgspec.structs.replace(grant, can=can)
