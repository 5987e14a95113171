"""Coming into a conference on some node: claims it for that node where nobody has, and says where it is otherwise."""

from collections.abc import Callable
from dataclasses import dataclass

from msgspec import structs

from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.claims import Claim, Place, find_claim, write_claim
from functions.shared.tables.known.nodes import known_node, node_now
from functions.shared.tables.nodes import Node

# Whoever comes first is there within seconds; where nobody comes, somebody else may claim it.
UNMET_SECONDS = 60.0
# Whoever is let in has at least so long to get there: the call is answered, a prompt is heard.
COMING_SECONDS = 20.0
# How often others may write the same claim meanwhile; each time one of them had more luck.
TRIES = 5


@dataclass(frozen=True)
class Elsewhere:
    """Why a conference cannot be entered on this node: another one has it, or this one takes nothing new."""

    conference: str
    node: str
    drains: bool = False

    def __str__(self) -> str:
        if self.drains:
            return f"the node {self.node} takes no new conference, so it does not take {self.conference}"
        return f"{self.conference} is on the node {self.node}"


def claim(
    place: Place, seen: Claim | None, node: str, asking_node: Callable[[], Node | None], now: float
) -> Elsewhere | None:
    """Let somebody in who comes on a node, which has the conference or gets it; None: they come in.

    Nothing is read or written where the node has it. Who claims it first writes once; so does whoever comes when a
    claim is almost over that nobody has come to, so that nobody else takes it while they are on their way.

    Args:
        seen: the claim as it was read together with the room.
        node: where they are; empty where nobody comes, but an operator's tool asks.
        asking_node: that node's row. Without one no relay serves a node of this name, so nobody can tell whether the
            conference is on it: they come in, as if there were no claims.
        now: in seconds since 1970.

    Raises:
        TablesUnavailable: nobody can say.
    """
    if not node:
        return None
    for _ in range(TRIES):
        if seen is not None and seen.node == node and seen.is_held(now + COMING_SECONDS) and place.is_in(seen):
            return None
        asking = asking_node()
        if asking is None:
            return None
        mine = _claimed(place, seen, asking, now)
        if isinstance(mine, Elsewhere):
            return mine
        if write_claim(place.conference, mine, seen):
            return None
        seen = find_claim(place.conference)
    raise TablesUnavailable(f"others keep claiming {place.conference}")


def _claimed(place: Place, seen: Claim | None, asking: Node, now: float) -> Claim | Elsewhere:
    """What the claim should be, if it is to be had."""
    if seen is not None and seen.is_held(now):
        if seen.node == asking.name:
            # Claimed by who did not know all its names, or almost over.
            return structs.replace(seen, until=max(seen.until, now + UNMET_SECONDS), names=_names(seen, place))
        if takes_part(seen.node, now):
            return Elsewhere(place.conference, seen.node)
    if asking.draining:
        return Elsewhere(place.conference, asking.name, drains=True)
    # Copies of a lost node's claim say that it is held, so they are written, too; those of one that is over do not.
    names = _names(seen, place) if seen is not None and seen.is_held(now) else place.names
    return Claim(node=asking.name, until=now + UNMET_SECONDS, names=names)


def _names(seen: Claim, place: Place) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*seen.names, *place.names)))


def takes_part(name: str, now: float) -> bool:
    """Whether a node's claims count: as it was known, and where it was lost by then, as it is now."""
    for node_of in (known_node, node_now):
        node = node_of(name)
        if node is not None and node.takes_part(now):
            return True
    return False
