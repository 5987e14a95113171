"""The lease of the one relay that serves a node: taken, kept by heartbeats, given back.

Between relays no time counts: a lease is over when its holder gave it back, or when the row has not changed for as long
as a lease lasts, counted by who waits for it.
"""

from collections.abc import Sequence

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from functions.shared.tables.base import answering, condition_failed
from functions.shared.tables.nodes import Node, NodesItem


def take_lease(
    name: str,
    *,
    owner: str,
    now: float,
    seconds: float,
    queue_url: str,
    switch_up: bool = False,
    seen: Node | None = None,
) -> bool:
    """Take the node's lease, or take it again; False while it is another relay's.

    Args:
        seen: the row of a relay that is lost: it has not changed for as long as a lease lasts.
    """
    free = NodesItem.lease_owner.does_not_exist() | (NodesItem.lease_owner == owner)
    if seen is not None and seen.lease_owner is not None:
        unchanged = (NodesItem.beats == seen.beats) if seen.beats else NodesItem.beats.does_not_exist()
        free |= (NodesItem.lease_owner == seen.lease_owner) & unchanged
    changes = [
        NodesItem.lease_owner.set(owner),
        NodesItem.lease_until.set(now + seconds),
        NodesItem.heartbeat.set(now),
        NodesItem.beats.add(1),
        NodesItem.queue_url.set(queue_url),
        *_switch(switch_up, now),
    ]
    return _update(name, changes, free)


def beat(
    name: str,
    *,
    owner: str,
    now: float,
    seconds: float,
    switch_up: bool,
    conferences: int,
    members: int,
    load: float = 0.0,
    gateways: str | None = None,
    told_until: float | None = None,
) -> bool:
    """Say that the relay lives and extend its lease; False when the lease is another relay's by now.

    Args:
        load: what its conferences cost, in millions of pixels a second.
        gateways: as `gateway_states.write` writes them; None leaves what the row says.
        told_until: up to when all that happened there is told, in seconds since 1970; None leaves what the row says.
    """
    changes = [
        NodesItem.lease_until.set(now + seconds),
        NodesItem.heartbeat.set(now),
        NodesItem.beats.add(1),
        NodesItem.conferences.set(conferences),
        NodesItem.members.set(members),
        NodesItem.load.set(load),
        *_switch(switch_up, now),
        *([] if gateways is None else [NodesItem.gateways.set(gateways)]),
        *([] if told_until is None else [NodesItem.told_until.set(told_until)]),
    ]
    return _update(name, changes, NodesItem.lease_owner == owner)


def release_lease(name: str, *, owner: str) -> bool:
    """Give the lease back on a clean stop, so that the next relay need not wait for its end.

    What is known of FreeSWITCH stands: the next relay looks within seconds.
    """
    return _update(name, [NodesItem.lease_owner.remove(), NodesItem.lease_until.set(0)], NodesItem.lease_owner == owner)


def _switch(up: bool, now: float) -> list[Action]:
    return [NodesItem.switch_up.set(up), *([NodesItem.switch_seen.set(now)] if up else [])]


def _update(name: str, changes: Sequence[Action], condition: Condition) -> bool:
    with answering():
        try:
            NodesItem(name).update(actions=list(changes), condition=condition)
        except UpdateError as error:
            if condition_failed(error):
                return False
            raise
    return True
