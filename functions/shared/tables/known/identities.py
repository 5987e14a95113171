"""Nodes as the look-ups know them: who one is is remembered for half a minute, so that it costs no call of its own."""

import time
from dataclasses import dataclass

from functions.shared.tables.provisioned.identities import find_identity

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


def forget_identities() -> None:
    """Drop what is remembered, so that the next look-up reads the table."""
    _known.clear()
