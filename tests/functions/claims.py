"""Nodes that are up, and what they have claimed, as relays and look-ups leave it."""

from functions.shared.tables.claims import Claim, find_claim, write_claim
from functions.shared.tables.known.nodes import forget_nodes
from functions.shared.tables.nodes import NodesItem


def node(name: str, *, at: float, draining: bool = False) -> None:
    """A node whose relay was there, and followed FreeSWITCH, at this moment."""
    NodesItem(
        name, queue_url="queue", heartbeat=at, lease_owner="relay", lease_until=at + 10, switch_up=True,
        switch_seen=at, beats=1, draining=draining,
    ).save()  # fmt: skip
    forget_nodes()


def claimed(conference: str, by: str, *names: str, meeting: str = "", until: float = 0.0) -> None:
    """A node has the conference: for as long as its meeting, or until then."""
    assert write_claim(conference, Claim(node=by, meeting=meeting, until=until, names=names), find_claim(conference))


def owner(conference: str) -> str | None:
    """The node that stands in the claim, whether it still counts or not."""
    found = find_claim(conference)
    return None if found is None else found.node
