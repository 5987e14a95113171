"""What an operator wants of a node, and that it is empty or gone, in the feed of each domain that it serves.

Told once, whoever tells it: an event's id is made of the node, its revision and when that was wanted; a node that comes
back under a name that was removed counts its revisions from the beginning. Whoever dies in between leaves it to
the sweep, which compares each row with what was told of it.
"""

from collections.abc import Iterable

from functions.shared.feed.appending import append_once
from functions.shared.feed.domain_feed import domain_event
from functions.shared.feed.events import Happening, NodeChanged, NodeRemoved
from functions.shared.grammars.moments import rfc3339
from functions.shared.tables.fleet.node_wishes import mark_told
from functions.shared.tables.nodes import Node


def is_told(node: Node, now: float) -> bool:
    """Whether the feeds say what the row says; of a node of which nobody ever wanted anything there is nothing."""
    return node.revision == 0 or node.told == _said(node, now)


def tell_wishes(node: Node, domains: Iterable[str], *, now: float) -> None:
    """Tell what is wanted of a node and whether it is empty, unless that is told.

    Raises:
        TablesUnavailable: it may be told in some of the domains; to tell it again is right.
    """
    if is_told(node, now):
        return
    said = _said(node, now)
    changed = NodeChanged(node=node.name, draining=node.draining, empty=node.is_empty(now), removing=node.removing)
    _tell(changed, said, node, domains, now)
    mark_told(node, said)


def tell_gone(node: Node, domains: Iterable[str], *, now: float) -> None:
    """Tell that a node is gone, unless that is told.

    Raises:
        TablesUnavailable: as above.
    """
    _tell(NodeRemoved(node=node.name), f"{node.revision}.removed", node, domains, now)


def _said(node: Node, now: float) -> str:
    return f"{node.revision}.empty" if node.is_empty(now) else str(node.revision)


def _tell(happening: Happening, said: str, node: Node, domains: Iterable[str], now: float) -> None:
    for domain in domains:
        event = domain_event(domain, happening, f"node-{node.name}-{node.wished_at:.3f}-{said}", at=rfc3339(now))
        # Little happens to a domain itself: all that its feed keeps is a call or two.
        append_once([event], domain=domain, now=now, after=0)
