"""A changed user counts at once: every node of its domain forgets what it cached; a disabled one is thrown out."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from functions.shared.audit.entry import Entry
from functions.shared.command_life.command_queue import NotSent, send_commands
from functions.shared.command_life.outcomes import CommandRow, id_at_node
from functions.shared.commands import PlainCommand, encode_command, kind_of
from functions.shared.commands.node import DropRegistration, EndUserCalls, FlushUser, ReloadAddresses
from functions.shared.tables.commands.rows import create_commands
from functions.shared.tables.nodes import Node, all_nodes
from functions.shared.tables.provisioned.identities import all_identities
from functions.shared.telemetry.observations import logger

# FreeSWITCH keeps an answer for 30 minutes at most: a relay that comes back later has nothing to flush.
FLUSH_SECONDS = 1800.0


@dataclass(frozen=True, kw_only=True)
class UserChange:
    """A user that was changed, disabled or removed; `names` are the id and every alias, the old ones included."""

    domain: str
    names: tuple[str, ...]
    may_call: bool = True
    profile: str = "internal"
    # Only this node is concerned; without it every node that serves the domain.
    node: str = ""


@dataclass(frozen=True)
class Author:
    """Who had something changed: as commands tell it, and by domain as its audit does (`Entry` without an object)."""

    subject: str
    entry_in: Callable[[str], Entry]


def announce(
    changes: Iterable[UserChange], author: Author, *, now: float, addresses_of: Iterable[str] = ()
) -> list[str]:
    """Put the commands for these changes to every node of their domain; call it after the tables were written.

    Args:
        addresses_of: the domains whose users with fixed addresses are others now.

    Returns:
        The ids of the commands; what could not be sent is found by the nodes' relays within seconds.

    Raises:
        TablesUnavailable: a command could not be written; announcing all of it again does no harm.
    """
    by_node = commands_for(changes, author, now=now, addresses_of=addresses_of)
    send_all(by_node)
    return [row.id for rows in by_node.values() for row in rows]


def commands_for(
    changes: Iterable[UserChange], author: Author, *, now: float, addresses_of: Iterable[str] = ()
) -> dict[Node, list[CommandRow]]:
    """Make the commands of each node that has to know; nothing is written."""
    serving = {identity.name: identity.domains for identity in all_identities()}
    wanted = [(change.domain, change.node, command) for change in changes for command in _commands(change)]
    wanted += [(domain, "", ReloadAddresses()) for domain in addresses_of]
    entries = {domain: author.entry_in(domain) for domain in {domain for domain, _, _ in wanted}}
    made = {
        node: [
            _row(node, command, author.subject, entries[domain], now)
            for domain, only, command in wanted
            if (node.name == only if only else domain in serving.get(node.name, ()))
        ]
        for node in all_nodes()
    }
    return {node: rows for node, rows in made.items() if rows}


def send_all(by_node: Mapping[Node, Sequence[CommandRow]]) -> None:
    """Write all of them, many a call, and then wake each node; whom the queue does not reach finds its rows.

    Raises:
        TablesUnavailable: not all of them are written.
    """
    create_commands([row for rows in by_node.values() for row in rows])
    for node, rows in by_node.items():
        if node.queue_url:
            try:
                send_commands(node.queue_url, rows)
            except NotSent as error:
                told = {"node": node.name, "commands": len(rows), "reason": str(error)}
                logger.warning("commands wait to be found by their relay", extra=told)


def _commands(change: UserChange) -> Iterator[PlainCommand]:
    for name in dict.fromkeys(change.names):
        yield FlushUser(user=name, domain=change.domain)
    if not change.may_call:
        for name in dict.fromkeys(change.names):
            yield DropRegistration(user=name, domain=change.domain, profile=change.profile)
            yield EndUserCalls(user=name, domain=change.domain)


def _row(node: Node, command: PlainCommand, subject: str, entry: Entry, now: float) -> CommandRow:
    return CommandRow(
        id=id_at_node(node.name, secrets.token_hex(16)),
        kind=kind_of(command),
        body=encode_command(command).decode(),
        node=node.name,
        domain=entry.domain,
        subject=subject,
        created_at=now,
        deadline=now + FLUSH_SECONDS,
        # How it ends is in the audit as what its author has done.
        pseudonym=entry.pseudonym,
        audit_until=entry.expires,
    )
