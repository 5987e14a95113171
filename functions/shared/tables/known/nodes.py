"""Nodes as readers know them: a row is remembered for some seconds, so that it costs no call of its own."""

import time
from collections.abc import Iterable

from functions.shared.tables.nodes import Node, all_nodes, find_node, find_nodes

# A relay tells every 2.5 s that it lives, and a node is lost after 20 s without.
KNOWN_SECONDS = 5.0
# What is not well may be so again any moment.
DOUBTED_SECONDS = 1.0

_known: dict[str, tuple[float, Node | None]] = {}
EVERY = "*"
_all: dict[str, tuple[float, tuple[Node, ...]]] = {}


def known_node(name: str) -> Node | None:
    """The node as it was at most five seconds ago."""
    until, node = _known.get(name, (0.0, None))
    return node if time.monotonic() < until else node_now(name)


def node_now(name: str) -> Node | None:
    """The node as it is now."""
    return _remember(name, find_node(name))


def known_nodes(names: Iterable[str]) -> dict[str, Node | None]:
    """All these nodes; those that are not remembered are read together, a hundred a call."""
    now, wanted = time.monotonic(), set(names)
    fresh = {name: known[1] for name in wanted if (known := _known.get(name)) is not None and now < known[0]}
    missing = wanted - fresh.keys()
    found = {node.name: node for node in find_nodes(missing)} if missing else {}
    return fresh | {name: _remember(name, found.get(name)) for name in missing}


def all_known_nodes() -> tuple[Node, ...]:
    """Every node as it was at most five seconds ago, by name; a scan of a table with one row for each FreeSWITCH."""
    until, nodes = _all.get(EVERY, (0.0, ()))
    if time.monotonic() < until:
        return nodes
    nodes = tuple(sorted(all_nodes(), key=lambda node: node.name))
    _all[EVERY] = (time.monotonic() + KNOWN_SECONDS, nodes)
    return nodes


def forget_nodes() -> None:
    """Drop what is remembered, so that the next reader asks the table."""
    _known.clear()
    _all.clear()


def _remember(name: str, node: Node | None) -> Node | None:
    is_well = node is not None and node.state(time.time()) == "up"
    _known[name] = (time.monotonic() + (KNOWN_SECONDS if is_well else DOUBTED_SECONDS), node)
    return node
