"""Nodes as the look-ups know them: who one is is remembered for half a minute, so that it costs no call of its own."""

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from functions.shared.tables.provisioned.identities import all_identities, find_identity

# So long may a credential that was taken away still be good in a process that has asked a moment before.
KNOWN_SECONDS = 30.0
# Whoever is not there may be provisioned any moment.
UNKNOWN_SECONDS = 5.0
MOST_NAMES = 1024


@dataclass(frozen=True)
class Asker:
    """A node that asks; `credentials` are SHA-256 of its passwords, in hex. Without `domains` it may ask about all.

    `address` is where it takes the calls of other nodes.
    """

    node: str
    credentials: tuple[str, ...]
    domains: frozenset[str] | None
    address: str = ""

    def serves(self, domain: str) -> bool:
        """Tell whether it may ask about a domain, whose name is in small letters."""
        return self.domains is None or domain in self.domains


# An operator's own tools, which read the tables anyway.
OPERATOR = Asker("", (), None)
_known: dict[str, tuple[float, Asker | None]] = {}
# By domain the WebSocket of each node.
Websockets = Mapping[str, Mapping[str, str]]
EVERY = "*"
_websockets: dict[str, tuple[float, Websockets]] = {}


def known_asker(node: str) -> Asker | None:
    """Who a node is, as it was at most 30 seconds ago.

    Raises:
        TablesUnavailable: it was to be read again and could not be.
    """
    until, asker = _known.get(node, (0.0, None))
    if time.monotonic() < until:
        return asker
    asked, found = time.monotonic(), find_identity(node)
    asker = Asker(found.name, found.credentials, frozenset(found.domains), found.address) if found else None
    if len(_known) >= MOST_NAMES:
        _known.clear()
    _known[node] = (asked + (KNOWN_SECONDS if asker else UNKNOWN_SECONDS), asker)
    return asker


def known_websockets(domain: str) -> Mapping[str, str]:
    """Where browsers register: for each node that serves a domain and says so, as it was at most 30 seconds ago.

    A scan of a table with one row for each FreeSWITCH, where it is not remembered.

    Args:
        domain: in small letters.

    Raises:
        TablesUnavailable: it was to be read again and could not be.
    """
    until, found = _websockets.get(EVERY, (0.0, {}))
    if time.monotonic() >= until:
        asked, found = time.monotonic(), _read_websockets()
        _websockets[EVERY] = (asked + KNOWN_SECONDS, found)
    return found.get(domain, {})


def _read_websockets() -> Websockets:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for node in all_identities():
        for domain in node.domains if node.websocket else ():
            found[domain][node.name] = node.websocket
    return found


def forget_identities() -> None:
    """Drop what is remembered, so that the next look-up reads the table."""
    _known.clear()
    _websockets.clear()
