"""Whoever comes where a conference is not is brought to the node that has it, and whoever is called is rung where they
are registered, where nodes reach each other.
"""

from collections.abc import Sequence

from functions.shared.claims.claiming import Elsewhere, takes_part
from functions.shared.encoders.between_nodes import MOST_NODES
from functions.shared.tables.fleet.registrations import Registered
from functions.shared.tables.known.identities import Asker, known_asker

# Of so many it is seen whether they are lost: a user's row may name nodes on which they were an hour ago.
MOST_LOOKED_AT = 10


def address_of(elsewhere: Elsewhere, asker: Asker, domain: str) -> str:
    """Where the node that has the conference takes the calls of others; empty: nobody is brought there.

    One call, where that node is not remembered (30 s).

    Args:
        asker: where they are; a node that has no such address brings nobody across either.
        domain: whose room it is.

    Raises:
        TablesUnavailable: nobody can say.
    """
    if elsewhere.drains or not asker.address:
        return ""
    owner = known_asker(elsewhere.node)
    return owner.address if owner is not None and owner.serves(domain) else ""


def nodes_with(
    users: Sequence[str], domain: str, registered: Registered, asker: Asker, now: float
) -> list[tuple[Asker, tuple[str, ...]]]:
    """On which other nodes users are registered, and who on which; those first on which most of them are.

    Two reads for each node that is not remembered.

    Args:
        users: their ids.
        domain: theirs.
        registered: as it was read.
        asker: where the call is; without an address of its own it reaches nobody.
        now: in seconds since 1970.

    Raises:
        TablesUnavailable: nobody can say.
    """
    if not asker.address:
        return []
    there: dict[str, list[str]] = {}
    for user in users:
        for node, until in registered.get(f"{user}@{domain}", {}).items():
            if node != asker.node and until > now:
                there.setdefault(node, []).append(user)
    found: list[tuple[Asker, tuple[str, ...]]] = []
    for node in sorted(there, key=lambda name: (-len(there[name]), name))[:MOST_LOOKED_AT]:
        other = known_asker(node)
        if other is not None and other.address and other.serves(domain) and takes_part(node, now):
            found.append((other, tuple(there[node])))
        if len(found) == MOST_NODES:
            break
    return found
