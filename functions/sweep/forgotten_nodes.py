"""Nodes whose row somebody has deleted: what stands under their names no row leads to any more."""

from collections.abc import Collection

from functions.shared.tables.commands.unfinished import nodes_of_open_commands
from functions.shared.tables.conferences.rows import nodes_of_conferences
from functions.shared.tables.nodes import Node, all_nodes

# To look for them is to read every living conference: hardly ever there is one, so once an hour, in one sweep's minute.
EVERY_SECONDS, SWEEP_SECONDS = 3600.0, 60.0


def forgotten_nodes(known: Collection[str], now: float) -> list[Node]:
    """Nodes without a row under which conferences or open commands stand, when it is time to look for them.

    Raises:
        TablesUnavailable: they are looked for in an hour.
    """
    if now % EVERY_SECONDS >= SWEEP_SECONDS:
        return []
    names = (nodes_of_conferences() | nodes_of_open_commands()).difference(known)
    # One that is new may have come after the known ones were read.
    names = names.difference(node.name for node in all_nodes()) if names else names
    return [Node(name=name) for name in sorted(names)]
