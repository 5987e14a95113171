"""Every minute: audit and feed learn how commands ended, and what nobody can carry out or see any more ends.

What was never sent is the relay's business: it looks through its node's open commands every few seconds, while this
runs once in a minute and a command lives for half of one.
"""

import random
import time
from collections.abc import Callable
from functools import partial

from functions.shared.command_life.outcomes import CommandRow
from functions.shared.feed.appending import last_seq
from functions.shared.handlers.scheduled_handler import scheduled_handler
from functions.shared.tables import base
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.unfinished import Illegible, end_unreadable, open_commands
from functions.shared.tables.nodes import Node, all_nodes
from functions.shared.telemetry.observations import count, logger
from functions.shared.told.late_commands import LOST_SECONDS, end_if_late
from functions.sweep.audited_ends import enter_ends
from functions.sweep.ended_connections import close_ended
from functions.sweep.forgotten_nodes import forgotten_nodes
from functions.sweep.lost_nodes import end_lost
from functions.sweep.lost_stills import end_lost_stills
from functions.sweep.settled_meetings import settle_meetings
from functions.sweep.wanted_of_nodes import follow_wishes

# Lambda ends it after 50 s.
BUDGET_SECONDS = 40.0
# Of these for the audit: an end takes two writes, some 10 ms.
AUDIT_SECONDS = 20.0
# And of these for meetings that are over: one of a hundred stays takes a second.
MEETING_SECONDS = 10.0
# And for connections whose token is over: to close one takes some 10 ms. What is left is for the nodes.
CLOSING_SECONDS = 3.0


def run_once(now: float, clock: Callable[[], float] = time.monotonic) -> None:
    """Look at the open commands of every node, and at what lost ones held, as far as the time goes.

    Raises:
        TablesUnavailable: for a node or for all; the others were looked at.
    """
    count("Swept")
    began = clock()
    over = began + BUDGET_SECONDS
    failure = _entered(lambda: clock() - began < AUDIT_SECONDS, now)
    failure = _settled(lambda: clock() - began < AUDIT_SECONDS + MEETING_SECONDS, now) or failure
    failure = _closed(lambda: clock() - began < AUDIT_SECONDS + MEETING_SECONDS + CLOSING_SECONDS, now) or failure
    # Where the time does not suffice, it is not the same nodes each time that are left out.
    nodes = all_nodes()
    try:
        nodes += forgotten_nodes([node.name for node in nodes], now)
    except TablesUnavailable as error:
        count("TablesUnavailable")
        logger.error("nodes without a row were not looked for", extra={"reason": str(error)})
        failure = error
    for number, node in enumerate(random.sample(nodes, len(nodes))):
        try:
            for row in open_commands(node.name, partial(_give_up, now=now)):
                if clock() > over:
                    logger.error("the sweep has no time left", extra={"nodes": len(nodes), "swept": number})
                    return
                _settle(row, node, now)
            end_lost(node, now, lambda: clock() < over)
            end_lost_stills(node, now)
            follow_wishes(node, now)
        except TablesUnavailable as error:
            count("TablesUnavailable")
            logger.error("a node was not swept", extra={"node": node.name, "reason": str(error)})
            failure = error
    if failure is not None:
        raise failure


def _entered(has_time: Callable[[], bool], now: float) -> TablesUnavailable | None:
    """Bring the ends of commands into the audit and the feed; what went wrong keeps nothing else from being done."""
    try:
        enter_ends(has_time, now=now)
    except TablesUnavailable as error:
        count("TablesUnavailable")
        count("AuditFailed")
        logger.error("the ends of commands are not in the audit yet", extra={"reason": str(error)})
        return error
    return None


def _settled(has_time: Callable[[], bool], now: float) -> TablesUnavailable | None:
    """Count the meetings that are over; what went wrong keeps nothing else from being done."""
    try:
        settle_meetings(has_time, now=now)
    except TablesUnavailable as error:
        count("TablesUnavailable")
        logger.error("meetings are not counted yet", extra={"reason": str(error)})
        return error
    return None


def _closed(has_time: Callable[[], bool], now: float) -> TablesUnavailable | None:
    """Close the connections whose token is over; what went wrong keeps nothing else from being done."""
    try:
        close_ended(has_time, now=now)
    except TablesUnavailable as error:
        count("TablesUnavailable")
        logger.error("connections were not looked at", extra={"reason": str(error)})
        return error
    return None


def _settle(row: CommandRow, node: Node, now: float) -> None:
    if end_if_late(row, now, lambda _: node).state != row.state:
        count("CommandExpired")
        logger.info("ended a late command", extra={"command": row.id, "request": row.request, "kind": row.kind})


def _give_up(one: Illegible, now: float) -> None:
    """End what another version wrote once it is over for that version, too; the next run tells it as any other end."""
    if one.deadline + LOST_SECONDS >= now:
        return
    before = last_seq(one.conference, now=now) if one.conference else None
    if end_unreadable(one.id, now=now, told_after=before):
        logger.error("ended a command that cannot be read", extra={"command": one.id, "reason": one.problem})


def run() -> None:
    run_once(time.time())


base.warm_up()
handler = scheduled_handler(run)
