"""The FreeSWITCH nodes: heartbeat, the lease of the one relay that serves each, and where its commands go.

The times in a row are the tables' own, as near as its relay knows them.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from functions.shared.nodes import gateway_states
from functions.shared.nodes.gateway_states import GatewayState
from functions.shared.tables.base import (
    ItemMeta,
    Row,
    TableItem,
    answering,
    batch_get_rows,
    table_name,
)
from functions.shared.tables.reading import items_of

# How far the clocks of a relay and of a function may be apart before either takes a living lease for a dead one.
TOLERANCE_SECONDS = 5.0
# A node whose relay has not told anything for so long is lost: nobody knows what happens there.
LOST_SECONDS = 20.0
# What went on there is taken to be over when FreeSWITCH has not been seen for so long.
OVER_SECONDS = 300.0
# So long after a node began to drain somebody may still be on the way into a conference that is new there: who was let
# in a moment before has a minute to come, by whoever remembered the row for five seconds more.
ARRIVING_SECONDS = 65.0

# `up`: a relay follows FreeSWITCH; `switch_down`: it cannot reach it; `lost`: there is no relay.
NodeState = Literal["up", "switch_down", "lost"]


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One node; times are seconds since 1970."""

    name: str
    queue_url: str = ""
    heartbeat: float = 0.0
    lease_owner: str | None = None
    lease_until: float = 0.0
    # Counts the writes of whoever holds the lease.
    beats: int = 0
    switch_up: bool = False
    # When a relay last followed FreeSWITCH here: what the rows tell was true then.
    switch_seen: float = 0.0
    # Up to when all that happened there is told, as far as its relay could say; 0 where none did.
    told_until: float = 0.0
    conferences: int = 0
    members: int = 0
    # What its conferences cost, in millions of pixels a second; 0 of a relay that does not tell.
    load: float = 0.0
    # What an operator wants of it: no new conference, since when; to be gone once nothing is left there.
    draining: bool = False
    draining_since: float = 0.0
    removing: bool = False
    # Counts the writes of operators, and when the last of them was: a node of this name may have been here before.
    revision: int = 0
    wished_at: float = 0.0
    # What of that the feeds of its domains were told (`told/nodes.py`).
    told: str = ""
    # As the relay that holds the lease has told; nothing before that.
    gateways: tuple[GatewayState, ...] = ()

    def is_served(self, now: float) -> bool:
        """Whether a relay holds the node's lease, so that a command sent to its queue is carried out."""
        return self.lease_owner is not None and self.lease_until + TOLERANCE_SECONDS > now and self.queue_url != ""

    def state(self, now: float) -> NodeState:
        """How far the rows that its relay wrote can be trusted."""
        if now - self.heartbeat > LOST_SECONDS:
            return "lost"
        return "up" if self.switch_up else "switch_down"

    def takes_part(self, now: float) -> bool:
        """Whether somebody may still be there: what it has claimed is nobody else's.

        Its relay may be without FreeSWITCH for a moment, as when one of them starts again.
        """
        return now - self.switch_seen <= LOST_SECONDS

    def is_over(self, now: float) -> bool:
        """Whether its conferences have ended, as far as anybody can tell; they are there again if it comes back.

        What a lost node held that is to be removed has ended at once.
        """
        if self.removing and self.state(now) == "lost":
            return True
        return self.state(now) != "up" and now - self.switch_seen > OVER_SECONDS

    def is_empty(self, now: float) -> bool:
        """Whether nobody is there and nobody can be on the way, so that it may stop; of a lost one nobody knows."""
        arrived = self.heartbeat >= self.draining_since + ARRIVING_SECONDS
        return self.draining and arrived and self.conferences == 0 and self.state(now) != "lost"


class NodesItem(TableItem):
    """One node."""

    class Meta(ItemMeta):
        table_name = table_name("nodes")

    node = UnicodeAttribute(hash_key=True)
    queue_url = UnicodeAttribute(default="")
    heartbeat = NumberAttribute(default=0)
    lease_owner = UnicodeAttribute(null=True)
    lease_until = NumberAttribute(default=0)
    beats = NumberAttribute(default=0)
    switch_up = BooleanAttribute(default=False)
    switch_seen = NumberAttribute(default=0)
    told_until = NumberAttribute(null=True)
    conferences = NumberAttribute(default=0)
    members = NumberAttribute(default=0)
    load = NumberAttribute(null=True)
    draining = BooleanAttribute(default=False)
    draining_since = NumberAttribute(null=True)
    removing = BooleanAttribute(null=True)
    revision = NumberAttribute(null=True)
    wished_at = NumberAttribute(null=True)
    told = UnicodeAttribute(null=True)
    gateways = UnicodeAttribute(default="")


def _node(item: NodesItem) -> Node:
    return Node(
        name=item.node,
        queue_url=item.queue_url,
        heartbeat=float(item.heartbeat),
        lease_owner=item.lease_owner,
        lease_until=float(item.lease_until),
        beats=int(item.beats),
        switch_up=item.switch_up,
        switch_seen=float(item.switch_seen),
        told_until=float(item.told_until or 0),
        conferences=int(item.conferences),
        members=int(item.members),
        load=float(item.load or 0),
        draining=item.draining,
        draining_since=float(item.draining_since or 0),
        removing=bool(item.removing),
        revision=int(item.revision or 0),
        wished_at=float(item.wished_at or 0),
        told=item.told or "",
        gateways=gateway_states.read(item.gateways, item.lease_owner),
    )


def node_in(row: Row) -> Node:
    """Read a node from what DynamoDB answers."""
    with answering():
        return _node(NodesItem.from_raw_data(row))


def find_node(name: str) -> Node | None:
    """Read one node."""
    with answering():
        try:
            return _node(NodesItem.get(name, consistent_read=True))
        except NodesItem.DoesNotExist:
            return None


def find_nodes(names: Iterable[str]) -> list[Node]:
    """Read these nodes, a hundred a call; one that does not exist, or cannot be read, is left out."""
    wanted = sorted(set(names))
    found: list[Node] = []
    # BatchGetItem takes 100 keys.
    for start in range(0, len(wanted), 100):
        rows = batch_get_rows(NodesItem, [(name,) for name in wanted[start : start + 100]])
        found += map(_node, items_of(map(NodesItem.from_raw_data, rows)))
    return found


def all_nodes() -> list[Node]:
    """Read every node; a scan, but of a table with one item per FreeSWITCH, and never for a caller who waits."""
    with answering():
        return [_node(item) for item in items_of(NodesItem.scan(consistent_read=True))]
