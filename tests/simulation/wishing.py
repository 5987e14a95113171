"""What an operator wants of a node, written as the API writes it."""

from msgspec import structs

from functions.shared.tables.fleet.node_wishes import wish_write
from functions.shared.tables.nodes import find_node
from functions.shared.tables.transactions import write_together


def wish(name: str, *, draining: bool, now: float) -> bool:
    """Drain a node, or let it take conferences again; False where there is none, or somebody else was faster.

    Raises:
        TablesUnavailable: it may be done.
    """
    node = find_node(name)
    if node is None:
        return False
    since = now if draining else 0.0
    wanted = structs.replace(node, draining=draining, draining_since=since, revision=node.revision + 1)
    return not write_together([wish_write(node, wanted)])
