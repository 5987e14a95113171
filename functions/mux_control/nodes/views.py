"""Nodes as the API shows them, and what may be wanted of one."""

import msgspec

from functions.shared.grammars.moments import Moment, rfc3339
from functions.shared.tables.nodes import Node, NodeState


class NodeLife(msgspec.Struct, frozen=True, kw_only=True):
    """A node, as its relay told it at `as_of`. `served`: a relay carries out commands there. `draining`: it takes no
    new conference. `empty`: it drains, has no conference left, and nobody can be on the way to it, so it may be
    stopped. `removing`: it is gone once its relay is, and what was there has ended. `load` is what its conferences
    cost, in millions of pixels a second.
    """

    name: str
    state: NodeState
    served: bool
    as_of: Moment
    draining: bool
    draining_since: Moment | None
    empty: bool
    removing: bool
    conferences: int
    members: int
    load: float
    revision: int


class Nodes(msgspec.Struct, frozen=True):
    """A page of nodes; `next` is the cursor of the page after it, null on the last one."""

    items: tuple[NodeLife, ...]
    next: str | None


class NodeWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the node takes no new conference. `false` also takes a removal back that has not come to its end."""

    draining: bool


def view_of(node: Node, now: float) -> NodeLife:
    """A node as it is shown."""
    return NodeLife(
        name=node.name,
        state=node.state(now),
        served=node.is_served(now),
        as_of=rfc3339(node.heartbeat),
        draining=node.draining,
        draining_since=rfc3339(node.draining_since) if node.draining_since else None,
        empty=node.is_empty(now),
        removing=node.removing,
        conferences=node.conferences,
        members=node.members,
        load=node.load,
        revision=node.revision,
    )
