"""A claim lasts as long as there is a meeting: its relay says when one begins and ends."""

from msgspec import structs

from functions.shared.claims.claiming import UNMET_SECONDS
from functions.shared.rooms.waiting import awaited, is_waiting_room
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.claims import Claim, claim_writes, find_claim, write_claim
from functions.shared.tables.nodes import find_node
from functions.shared.tables.transactions import Put

# Whoever was let in a moment before the end still comes, and then a meeting begins again on the same node.
AFTER_SECONDS = 10.0
TRIES = 5


def take(conference: str, *, node: str, now: float) -> str:
    """Do as `taken` does, and give the node that has it."""
    return taken(conference, node=node, now=now).node


def taken(conference: str, *, node: str, now: float) -> Claim:
    """Make sure that this node has the conference of a meeting that goes on there, whoever let people into it.

    One call, two where nobody has it.

    Args:
        conference: as FreeSWITCH names it.
        now: in seconds since 1970.

    Returns:
        The claim: this node's, or another one's that counts.

    Raises:
        TablesUnavailable: nobody can say.
    """
    name = awaited(conference)
    for _ in range(TRIES):
        seen = find_claim(name)
        if seen is not None and seen.is_held(now) and (seen.node == node or _takes_part(seen.node, now)):
            return seen
        names = () if seen is None else seen.names
        # Not the meeting yet: a relay that dies before it has written what goes on must leave nothing for ever.
        mine = Claim(node=node, until=now + UNMET_SECONDS, names=names)
        if write_claim(name, mine, seen):
            return mine
    raise TablesUnavailable(f"others keep claiming {name}")


def hold(conference: str, meeting: str, *, node: str, now: float) -> str:
    """Say that a meeting goes on at this node, or that people wait there for one: its claim lasts as long.

    Two calls, one where it was said before.

    Args:
        conference: as FreeSWITCH names it.
        meeting: its uuid.
        now: in seconds since 1970.

    Returns:
        The node that has the conference: this one, or another one whose claim counts.

    Raises:
        TablesUnavailable: to say it again is right.
    """
    name = awaited(conference)
    for _ in range(TRIES):
        seen = find_claim(name)
        if seen is not None and seen.node != node and seen.is_held(now) and _takes_part(seen.node, now):
            return seen.node
        names = () if seen is None else seen.names
        mine = seen if seen is not None and seen.node == node else Claim(node=node, names=names)
        held = _with(mine, conference, meeting)
        if held == seen or write_claim(name, held, seen):
            return node
    raise TablesUnavailable(f"others keep claiming {name}")


def let_go(conference: str, meeting: str, *, node: str, now: float) -> None:
    """Say that this meeting is over. Two calls; one where the claim is another meeting's, or another node's.

    Raises:
        TablesUnavailable: to say it again is right.
    """
    name = awaited(conference)
    for _ in range(TRIES):
        seen = find_claim(name)
        if seen is None or not _is_of(seen, conference, meeting, node):
            return
        if write_claim(name, _without(seen, conference, now), seen):
            return
    raise TablesUnavailable(f"others keep claiming {name}")


def letting_go(conference: str, meeting: str, *, node: str, now: float) -> list[Put]:
    """The writes that say so, for who writes something else together with them. One call, to read the claim.

    Raises:
        TablesUnavailable: no answer in time.
    """
    name = awaited(conference)
    seen = find_claim(name)
    if seen is None or not _is_of(seen, conference, meeting, node):
        return []
    return claim_writes(name, _without(seen, conference, now), seen)


def _takes_part(name: str, now: float) -> bool:
    """By a relay's clock, which is the tables' own."""
    node = find_node(name)
    return node is not None and node.takes_part(now)


def _is_of(claim: Claim, conference: str, meeting: str, node: str) -> bool:
    return claim.node == node and (claim.waiting if is_waiting_room(conference) else claim.meeting) == meeting


def _without(claim: Claim, conference: str, now: float) -> Claim:
    return structs.replace(_with(claim, conference, ""), until=now + AFTER_SECONDS)


def _with(claim: Claim, conference: str, meeting: str) -> Claim:
    if is_waiting_room(conference):
        return structs.replace(claim, waiting=meeting)
    return structs.replace(claim, meeting=meeting)
