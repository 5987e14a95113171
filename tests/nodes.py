"""The node that asks in tests: its name, its two passwords, and the domains that it may ask about."""

from collections.abc import Sequence

from functions.shared.nodes.passwords import hashed
from functions.shared.tables.known.identities import forget_identities, known_asker
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.identities import IDENTITY_KEY, IdentitiesItem, Identity

NODE, NEW_PASSWORD, OLD_PASSWORD = "fs1", "the-new-password", "the-old-password"


def serve(
    *domains: str,
    node: str = NODE,
    passwords: Sequence[str] = (NEW_PASSWORD, OLD_PASSWORD),
    address: str = "",
    websocket: str = "",
) -> None:
    """Let a node ask about these domains from now on, and about no others."""
    credentials = tuple(hashed(password) for password in passwords)
    identity = Identity(name=node, domains=domains, credentials=credentials, address=address, websocket=websocket)
    IdentitiesItem(node, IDENTITY_KEY, body=encode(identity)).save()
    forget_identities()
    # It has asked before, as nodes mostly have.
    known_asker(node)
