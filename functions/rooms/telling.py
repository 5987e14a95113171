"""Nodes are told which users changed: at once where that is little, else outside of the request, and in any case.

What is to be told is written with the change. So it is told whatever becomes of the request: if not by the request
itself then by the queue that it wakes, and if not by that then within a minute by the clock.
"""

import secrets
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from functions.shared.api.tokens import Grant
from functions.shared.audit.entry import Entry
from functions.shared.provisioning.announcements import addresses_changed, user_changes
from functions.shared.provisioning.difference import Change
from functions.shared.provisioning.user_changes import Author, UserChange, commands_for, send_all
from functions.shared.settings import TellingSettings, read
from functions.shared.sqs import waker
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.fleet.tellings import Changed, Telling, is_told
from functions.shared.telemetry.observations import count, logger

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

# So many commands to nodes are written while the caller waits: one call to the tables, and one to each node's queue.
MOST_AT_ONCE = 10
# What a message begins with that is about a domain's observers; a telling's id has no space.
OBSERVERS_OF = "observers of "
# A room that was just written is read a moment later (seconds).
OBSERVERS_DELAY = 2

settings = read(TellingSettings)


def telling_of(changes: Sequence[Change], grant: Grant, entry: Entry, *, now: float) -> Telling | None:
    """What the nodes of the domain must be told of these changes; None where it is nothing."""
    changed, addresses = user_changes(changes), addresses_changed(changes)
    if not changed and not addresses:
        return None
    return Telling(
        id=secrets.token_hex(16),
        domain=grant.domain,
        users=tuple(Changed(names=one.names, may_call=one.may_call, profile=one.profile) for one in changed),
        addresses=bool(addresses),
        subject=grant.sub,
        pseudonym=entry.pseudonym,
        audit_until=entry.expires,
        at=now,
    )


def tell_now_or_soon(telling: Telling, *, now: float) -> None:
    """Tell the nodes if that is little, else have it told; what fails is told by the clock."""
    try:
        if tell(telling, now=now, most=MOST_AT_ONCE):
            return
    except TablesUnavailable as error:
        logger.warning("nodes are told later", extra={"telling": telling.id, "reason": str(error)})
    wake(telling.id)


def tell(telling: Telling, *, now: float, most: int | None = None) -> bool:
    """Put the commands to every node that serves the domain; False, and nothing done, where these are more than `most`.

    Raises:
        TablesUnavailable: not all of it is written; to do all of it again does no harm.
    """
    changes = [
        UserChange(domain=telling.domain, names=one.names, may_call=one.may_call, profile=one.profile)
        for one in telling.users
    ]
    addresses = [telling.domain] if telling.addresses else []
    by_node = commands_for(changes, _author(telling), now=now, addresses_of=addresses)
    if most is not None and sum(map(len, by_node.values())) > most:
        return False
    send_all(by_node)
    is_told(telling.id)
    return True


def wake(telling_id: str) -> None:
    """Have it told at once; what the queue does not take is logged and counted, and told by the clock."""
    _send(telling_id)


def wake_for_observers(domain: str) -> None:
    """Have it looked at soon who of the domain may observe no more; what the queue does not take the clock does."""
    _send(f"{OBSERVERS_OF}{domain}", delay=OBSERVERS_DELAY)


def _send(body: str, *, delay: int = 0) -> None:
    if not settings.queue_url:
        return
    try:
        sqs_client().send_message(QueueUrl=settings.queue_url, MessageBody=body, DelaySeconds=delay)
    except (BotoCoreError, ClientError) as error:
        count("WakesFailed")
        logger.warning("it is done by the clock", extra={"wake": body, "reason": str(error)})


@cache
def sqs_client() -> "SQSClient":
    """A client of its own: a caller waits for this, so it gives up early and does not try again."""
    return waker(settings.region, settings.wake_seconds)


def _author(telling: Telling) -> Author:
    def entry_in(domain: str) -> Entry:
        return Entry(
            domain=domain,
            at=telling.at,
            operation="",
            result="done",
            pseudonym=telling.pseudonym,
            expires=telling.audit_until,
        )

    return Author(telling.subject, entry_in)
