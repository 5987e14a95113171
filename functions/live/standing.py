"""How the nodes of conferences are: what no event tells, for a node that is gone tells nothing."""

from collections.abc import Sequence

from functions.shared.grammars.moments import rfc3339
from functions.shared.live.frame_shapes import NodeView
from functions.shared.tables.conferences.rows import conferences_named
from functions.shared.tables.known.nodes import known_nodes


def node_views(names: Sequence[str], domain: str, *, now: float) -> dict[str, NodeView | None]:
    """Of each conference how its node is; None for one that does not go on, or whose node was gone for too long.

    Raises:
        TablesUnavailable: nobody can say.
    """
    found = {one.name: one.node for one in conferences_named(sorted(names), domain=domain, limit=len(names))}
    nodes = known_nodes(found.values())
    views: dict[str, NodeView | None] = dict.fromkeys(names)
    for name, named in found.items():
        node = nodes[named]
        if node is not None and not node.is_over(now):
            views[name] = NodeView(node_state=node.state(now), as_of=rfc3339(node.switch_seen))
    return views
