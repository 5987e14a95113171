"""`nodes:` of a file: which nodes there are, what each proves itself with, and the domains that it may ask about."""

import re
from collections.abc import Iterator

from functions.shared.encoders.between_nodes import NODE_ADDRESS
from functions.shared.encoders.dial_strings import DOMAIN
from functions.shared.grammars.websockets import problem_of
from functions.shared.handlers.authentication import NODE_NAME
from functions.shared.nodes.passwords import hashed
from functions.shared.provisioning.findings import Finding, at, twice
from functions.shared.provisioning.rows import Row
from functions.shared.tables.provisioned.identities import IDENTITY_KEY, IdentitiesItem, Identity, find_identity
from infra.provisioning.file_format import NodeEntry, Provisioning

MOST_CREDENTIALS = 2
SHA256 = re.compile("[0-9a-f]{64}")
MAKE_ONE = "`python -m infra.node_credential NAME` makes one"


def check_nodes(file: Provisioning) -> Iterator[Finding]:
    yield from twice("nodes", [node.name for node in file.nodes])
    for index, node in enumerate(file.nodes):
        yield from at(["nodes", index], _check_node(node))


def _check_node(node: NodeEntry) -> Iterator[Finding]:
    if not NODE_NAME.fullmatch(node.name):
        yield ["name"], "must be 1 to 64 of A-Z a-z 0-9 _ . -, as the node's NODE_NAME"
    yield from twice("domains", list(node.domains))
    for index, domain in enumerate(node.domains):
        if not DOMAIN.fullmatch(domain):
            yield ["domains", index], "must be a host name"
    if node.address and not NODE_ADDRESS.fullmatch(node.address):
        yield ["address"], "must be host:port, as other nodes reach its NODES_PORT, such as 10.0.0.2:5090"
    if node.websocket and (problem := problem_of(node.websocket)) is not None:
        yield ["websocket"], problem
    credentials = node.credentials or ()
    if len(credentials) > MOST_CREDENTIALS:
        yield ["credentials"], f"must be {MOST_CREDENTIALS} at most: the new one and the old one"
    yield from twice("credentials", list(credentials))
    for index, credential in enumerate(credentials):
        if not SHA256.fullmatch(credential) or credential == hashed(""):
            yield ["credentials", index], f"must be SHA-256 of a password, 64 hex digits in small letters: {MAKE_ONE}"


def node_rows(file: Provisioning) -> Iterator[Row]:
    """Return who each node is; where the file names no credentials it keeps those that it has."""
    for node in file.nodes:
        credentials = node.credentials
        if credentials is None:
            before = find_identity(node.name)
            credentials = before.credentials if before else ()
        identity = Identity(
            name=node.name,
            domains=node.domains,
            credentials=credentials,
            address=node.address,
            websocket=node.websocket,
        )
        yield Row(IdentitiesItem, node.name, IDENTITY_KEY, identity)
