"""Whoever comes where a conference is not is brought to the node that has it, where nodes reach each other."""

from functions.shared.claims.claiming import Elsewhere
from functions.shared.tables.known.identities import Asker, known_asker


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
