"""What a token allows in one meeting: what a host has made of its holder there counts more than what it came with."""

from collections.abc import Collection, Iterable

from functions.shared.rights import Ability, Needs, may
from functions.shared.standings.persons import person_of_user, rank_of
from functions.shared.state import ConferenceState, Rank, Standing

MORE_THAN_A_HOST: Needs = ("control",)
# The only ability that a host gives or takes.
STANDING: Ability = "host"


def abilities_in(conference: ConferenceState, user: str, can: Collection[Ability]) -> tuple[Ability, ...]:
    """The abilities of a token in a meeting.

    Whoever runs the service (`control`, `admin`) is nobody whom a host makes a participant.

    Args:
        user: the user whom the token's subject names, as in the conference.
        can: what the token says.
    """
    held = tuple(can)
    if may(held, MORE_THAN_A_HOST) or not conference.standings:
        return held
    rank = _rank(conference.first_uuid, conference.standings, user)
    if rank == "kept_out":
        return ()
    if rank == "participant":
        return tuple(one for one in held if one != STANDING)
    return (*held, STANDING) if rank == "host" and STANDING not in held else held


def keeps_away(meeting: str, standings: Iterable[Standing], user: str, can: Collection[str]) -> bool:
    """Whether a host keeps out whom a token names: they are told nothing of that meeting, and say nothing there.

    Args:
        meeting: the meeting's uuid, of one that was moved that as which it began.
        user: the user whom the token's subject names, as in the conference.
        can: what the token says; who runs the service is kept out by nobody.
    """
    return not may(can, MORE_THAN_A_HOST) and _rank(meeting, standings, user) == "kept_out"


def _rank(meeting: str, standings: Iterable[Standing], user: str) -> Rank | None:
    return rank_of(standings, [person_of_user(meeting, user)])


def is_inside(conference: ConferenceState, user: str) -> bool:
    """Whether this user, as they are named there, is in the conference, by any call."""
    return any(member.user == user for member in conference.members)


def host_decides(can: Collection[str], needs: Needs) -> bool:
    """Whether it is as a host that somebody may do something, or might, so that the meeting has to be asked."""
    return STANDING in needs and not may([one for one in can if one != STANDING], needs)
