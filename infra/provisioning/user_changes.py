"""A changed user counts at once: every node of its domain forgets what it cached; a disabled one is thrown out."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from functions.shared.command_life.command_queue import NotSent, send_command
from functions.shared.commands import PlainCommand, encode_command, kind_of
from functions.shared.commands.node import DropRegistration, EndUserCalls, FlushUser, ReloadAddresses
from functions.shared.observations import logger
from functions.shared.outcomes import CommandRow
from functions.shared.tables.commands.rows import create_command
from functions.shared.tables.nodes import Node, all_nodes
from functions.shared.tables.provisioned.identities import all_identities
from infra.operators import entry_by_operator

# FreeSWITCH keeps an answer for 30 minutes at most: a relay that comes back later has nothing to flush.
FLUSH_SECONDS = 1800.0
SUBJECT = "provisioning"


@dataclass(frozen=True, kw_only=True)
class UserChange:
    """A user that was changed, disabled or removed; `names` are the id and every alias, the old ones included."""

    domain: str
    names: tuple[str, ...]
    may_call: bool = True
    profile: str = "internal"
    # Only this node is concerned; without it every node that serves the domain.
    node: str = ""


def announce(changes: Iterable[UserChange], *, now: float, addresses_of: Iterable[str] = ()) -> list[str]:
    """Put the commands for these changes to every node of their domain; call it after the tables were written.

    Args:
        addresses_of: the domains whose users with fixed addresses are others now.

    Returns:
        The ids of the commands; what could not be sent is found by the nodes' relays within seconds.

    Raises:
        TablesUnavailable: a command could not be written; announcing all of it again does no harm.
    """
    serving = {identity.name: identity.domains for identity in all_identities()}
    nodes = all_nodes()
    wanted = [(change.domain, change.node, command) for change in changes for command in _commands(change)]
    wanted += [(domain, "", ReloadAddresses()) for domain in addresses_of]
    return [
        _put(node, domain, command, now)
        for domain, only, command in wanted
        for node in nodes
        if (node.name == only if only else domain in serving.get(node.name, ()))
    ]


def _commands(change: UserChange) -> Iterator[PlainCommand]:
    for name in dict.fromkeys(change.names):
        yield FlushUser(user=name, domain=change.domain)
    if not change.may_call:
        for name in dict.fromkeys(change.names):
            yield DropRegistration(user=name, domain=change.domain, profile=change.profile)
            yield EndUserCalls(user=name, domain=change.domain)


def _put(node: Node, domain: str, command: PlainCommand, now: float) -> str:
    entry = entry_by_operator(domain, "provision", now=now)
    row = CommandRow(
        id=secrets.token_hex(16),
        kind=kind_of(command),
        body=encode_command(command).decode(),
        node=node.name,
        domain=domain,
        subject=SUBJECT,
        created_at=now,
        deadline=now + FLUSH_SECONDS,
        # How it ends is in the audit as what whoever runs this has done.
        pseudonym=entry.pseudonym,
        audit_until=entry.expires,
    )
    create_command(row)
    if node.queue_url:
        try:
            send_command(node.queue_url, row)
        except NotSent as error:
            logger.warning("a command waits to be found by its relay", extra={"command": row.id, "reason": str(error)})
    return row.id
