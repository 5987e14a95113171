"""Who the nodes are: what each proves itself with, and the domains that it may ask about."""

from collections.abc import Iterable

import msgspec
from pynamodb.attributes import UnicodeAttribute

from functions.shared.tables.base import ItemMeta, answering, batch_get, table_name
from functions.shared.tables.provisioned.documents import DocumentItem, read_documents
from functions.shared.tables.reading import decoded, readable

IDENTITY_KEY = "#"


class Identity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A node; `credentials` are SHA-256 of its passwords, in hex: one, and two while rotating.

    `address` is where it takes the calls of other nodes, as host:port; empty where it takes none. `websocket` is where
    browsers register at it, such as wss://fs1.example.com:7443; empty where it is not said.
    """

    name: str
    domains: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()
    address: str = ""
    websocket: str = ""


class IdentitiesItem(DocumentItem):
    """(node, `#`) who it is. Not in the nodes table: what a relay writes there must not say what its node may do."""

    class Meta(ItemMeta):
        table_name = table_name("identities")

    node = UnicodeAttribute(hash_key=True)


def find_identity(node: str) -> Identity | None:
    """Read who a node is."""
    return read_documents(IdentitiesItem, node, [IDENTITY_KEY]).get(IDENTITY_KEY, Identity)


def find_identities(nodes: Iterable[str]) -> dict[str, Identity]:
    """Read who these nodes are, a hundred a call; one that nobody provisions, or that cannot be read, is left out."""
    wanted = sorted(set(nodes))
    found: dict[str, Identity] = {}
    # BatchGetItem takes 100 keys.
    for start in range(0, len(wanted), 100):
        items = batch_get(IdentitiesItem, [(node, IDENTITY_KEY) for node in wanted[start : start + 100]])
        found |= {one.name: one for one in readable(items, identity_in)}
    return found


def all_identities() -> list[Identity]:
    """Read who all nodes are: a scan, for provisioning only."""
    with answering():
        return list(readable(IdentitiesItem.scan(consistent_read=True), identity_in))


def identity_in(item: IdentitiesItem) -> Identity:
    """Read who a node is from its item."""
    return decoded(item.body, Identity, f"who {item.node!r} is")
