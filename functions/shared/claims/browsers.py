"""At which node a browser should register: where its conference is, so that its call need not go on to another one."""

import random
from collections.abc import Iterator, Mapping

from functions.shared.claims.placing import load_of, takes_new
from functions.shared.tables.claims import Claim
from functions.shared.tables.known.nodes import known_nodes

# Of so many at random one with little to do is nearly the emptiest of all, and they are read in one call.
SAMPLE = 8
# Two nodes whose loads differ by less than a small meeting have the same to do: everybody reads the same rows for some
# seconds, and would all go to the one that is a little below the others.
ALIKE = load_of("meeting", None, 4)


def browser_address(claim: Claim | None, addresses: Mapping[str, str], now: float) -> str:
    """The WebSocket of the node that has a conference, else of one with little to do; empty where there is none.

    At most one call, where a node's row is not remembered (5 s); more only where none of eight takes anything new.

    Args:
        claim: the conference's.
        addresses: the WebSockets of the nodes that serve its domain.
        now: in seconds since 1970.

    Raises:
        TablesUnavailable: nobody can say.
    """
    if claim is not None and claim.is_held(now) and claim.node in addresses:
        owner = known_nodes([claim.node])[claim.node]
        if owner is not None and owner.takes_part(now):
            return addresses[claim.node]
    for some in _at_random(list(addresses)):
        free = [node for node in known_nodes(some).values() if node is not None and takes_new(node, now)]
        if free:
            least = min(node.load for node in free)
            return addresses[random.sample([node.name for node in free if node.load <= least + ALIKE], 1)[0]]
    return ""


def _at_random(names: list[str]) -> Iterator[list[str]]:
    """A few of them, and then the others, as many as one BatchGetItem takes at a time."""
    random.shuffle(names)
    yield names[:SAMPLE]
    for start in range(SAMPLE, len(names), 100):
        yield names[start : start + 100]
