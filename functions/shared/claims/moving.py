"""A conference goes to another node while its meeting goes on: from one moment on, whoever comes goes there."""

from functions.shared.claims.claiming import UNMET_SECONDS
from functions.shared.rooms.waiting import awaited
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.claims import Claim, find_claim, write_claim
from functions.shared.tables.nodes import find_node

TRIES = 5


def hand_over(conference: str, meeting: str, *, node: str, target: str, now: float) -> str:
    """Give a conference that this node has to another one: one conditional write, and none where that is done already.

    Nobody else can take it meanwhile: until its people are there it is held as for whoever comes first.

    Args:
        conference: as FreeSWITCH names it.
        meeting: the uuid of the meeting that goes on at `node`.
        now: in seconds since 1970.

    Returns:
        The target, where this meeting may go on; else another node whose claim counts, empty where that is the target
        itself: a meeting goes on there that is none of ours, and it would refuse everybody.

    Raises:
        TablesUnavailable: nobody can say; to do it again is right.
    """
    name = awaited(conference)
    for _ in range(TRIES):
        seen = find_claim(name)
        if seen is not None and seen.node == target and seen.moved == meeting and seen.is_held(now):
            return target
        if seen is not None and seen.node != node and seen.is_held(now):
            owner = find_node(seen.node)
            if owner is not None and owner.takes_part(now):
                return "" if seen.node == target else seen.node
        names = () if seen is None else seen.names
        if write_claim(name, Claim(node=target, until=now + UNMET_SECONDS, names=names, moved=meeting), seen):
            return target
    raise TablesUnavailable(f"others keep claiming {name}")
