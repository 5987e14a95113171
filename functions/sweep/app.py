"""Every minute: commands that wait too long are sent once more, late ones end."""

import time

from functions.shared import command_queue
from functions.shared.command_queue import NotSent, send_command
from functions.shared.late_commands import MAX_SENDS, end_if_late
from functions.shared.observations import count, logger
from functions.shared.outcomes import CommandRow
from functions.shared.scheduled_handler import scheduled_handler
from functions.shared.tables import base
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands import count_send, open_commands
from functions.shared.tables.nodes import Node, all_nodes

# Whether a row was sent is not written down: that would be a second write for every command. What is still queued after
# this long was never sent or waits behind others; sending it again does no harm, the relay claims it once.
UNSENT_SECONDS = 10.0


def run_once(now: float) -> None:
    """Look at the open commands of every node.

    Raises:
        TablesUnavailable: for a node or for all; the commands of the others were looked at.
    """
    count("Swept")
    failure: TablesUnavailable | None = None
    for node in all_nodes():
        try:
            for row in open_commands(node.name):
                _settle(row, node, now)
        except TablesUnavailable as error:
            count("TablesUnavailable")
            logger.error("a node's commands were not swept", extra={"node": node.name, "reason": str(error)})
            failure = error
    if failure is not None:
        raise failure


def _settle(row: CommandRow, node: Node, now: float) -> None:
    if end_if_late(row, now).state != row.state:
        count("CommandExpired")
        logger.info("ended a late command", extra={"command": row.id, "kind": row.kind})
    elif _is_unsent(row, now) and node.queue_url:
        again = count_send(row.id, sends=row.sends)
        if again is not None:
            _send(again, node)


def _is_unsent(row: CommandRow, now: float) -> bool:
    waiting = row.state == "queued" and row.attempt == 0
    return waiting and row.sends < MAX_SENDS and now - row.created_at > UNSENT_SECONDS * row.sends


def _send(row: CommandRow, node: Node) -> None:
    try:
        send_command(node.queue_url, row)
        count("CommandResent")
    except NotSent as error:
        # It stays queued: the next minute tries again, and its deadline ends it.
        logger.warning("a command could not be sent", extra={"command": row.id, "reason": str(error)})


def run() -> None:
    run_once(time.time())


base.warm_up()
command_queue.warm_up()
handler = scheduled_handler(run)
