"""Looks through the node's open rows: what no message brought, and what a dead relay has left.

The queue only wakes the relay. A command whose message was never sent, went to a relay that is gone, or was tried too
often still stands in its row, and is found there within seconds.
"""

from collections.abc import Callable, Iterable
from heapq import nsmallest

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.claims import PATIENCE_SECONDS, Claimed
from freeswitch.relay.commands.hands import Hands
from freeswitch.relay.commands.inbox import MOST_AT_ONCE, POLL_SECONDS
from freeswitch.relay.commands.rows import CommandRows
from freeswitch.relay.conferences.rooms import Rooms
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.command_life.outcomes import CommandRow, is_of_node
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.unfinished import open_commands

# Half a read unit where nothing waits.
LOOK_SECONDS = 5.0
# What is queued for longer than that was not brought by its message; looked at sooner it only costs a claim more.
UNSENT_SECONDS = 2.0
# A relay that has gone may have left a question in the queue, which takes messages until it ends and keeps them hidden.
EARLY_SECONDS = POLL_SECONDS + 2.0
EARLY_LOOK_SECONDS = 0.5
EARLY_UNSENT_SECONDS = 0.5
# There were more than hands for them, or the table did not answer.
AGAIN_SECONDS = 1.0
# The oldest so many are kept in mind at a look; the others are there at the next one.
MOST_ROWS = 1000


class OpenCommands:
    """Hands open commands to `hands` that no message has brought, each conference's in their order."""

    def __init__(
        self,
        node: str,
        rows: CommandRows,
        hands: Hands,
        *,
        rooms: Rooms,
        clock: Clock,
        metrics: Metrics,
        may_begin: Callable[[], bool],
    ) -> None:
        self._node = node
        self._rows = rows
        self._hands = hands
        self._rooms = rooms
        self._clock = clock
        self._metrics = metrics
        self._may_begin = may_begin
        self._due = 0.0
        self._early_until = 0.0
        # Groups of which somebody works through what an earlier look has found.
        self._in_work: set[str] = set()

    def hurry(self) -> None:
        """Look now, and often for a while: after a start, and when FreeSWITCH was away."""
        self._due = 0.0
        self._early_until = self._clock.monotonic() + EARLY_SECONDS

    def run_once(self) -> None:
        """Look if it is time to."""
        if self._clock.monotonic() < self._due:
            return
        try:
            self._look()
        except TablesUnavailable as problem:
            self._look_again_in(AGAIN_SECONDS)
            self._metrics.count("TablesUnavailable")
            logger.warning("open commands could not be read", extra={"problem": str(problem)})

    def _look(self) -> None:
        early = self._clock.monotonic() < self._early_until
        self._due = self._clock.monotonic() + (EARLY_LOOK_SECONDS if early else LOOK_SECONDS)
        unsent = EARLY_UNSENT_SECONDS if early else UNSENT_SECONDS
        now = self._clock.time()
        due: list[CommandRow] = []
        held: set[str] = set()
        gone: list[CommandRow] = []
        for row in nsmallest(MOST_ROWS, open_commands(self._node), key=lambda row: row.created_at):
            if not is_of_node(row.id, self._node):
                # Nobody but the sweep may end it.
                self._metrics.count("CommandsForged")
                logger.error("an open row of this node has another node's id", extra={"command": row.id[:128]})
            elif row.state == "running":
                if row.until < now:
                    due.append(row)
                elif not self._rows.is_ours(row):
                    # Whatever was sent after it waits for it, too.
                    held.add(row.group)
                    self._look_again_in(row.until - now)
            elif self._is_gone(row):
                gone.append(row)
            elif now - row.created_at >= unsent:
                due.append(row)
        self._hand_over(row for row in due if row.group not in held)
        self._rows.end_gone(gone)

    def _look_again_in(self, seconds: float) -> None:
        self._due = min(self._due, self._clock.monotonic() + seconds)

    def _is_gone(self, row: CommandRow) -> bool:
        return bool(row.conference_uuid) and self._rooms.get(row.conference_uuid) is None

    def _hand_over(self, rows: Iterable[CommandRow]) -> None:
        groups: dict[str, list[str]] = {}
        for row in rows:
            groups.setdefault(row.group, []).append(row.id)
        for group, command_ids in groups.items():
            if group in self._in_work:
                continue
            if self._hands.free <= MOST_AT_ONCE:
                # Messages come first: one for which there are no hands would use up its tries.
                self._look_again_in(AGAIN_SECONDS)
                return
            self._in_work.add(group)
            self._hands.begin("open commands", self._work_through, group, command_ids)

    def _work_through(self, group: str, command_ids: list[str]) -> None:
        """A message may bring the same command: the lane lets one at a time, and the row's claim lets one of them."""
        try:
            for command_id in command_ids:
                with self._hands.lanes.hold(group, PATIENCE_SECONDS) as held:
                    if not held or not self._may_begin():
                        return
                    result = self._rows.work(command_id)
                    if result == "ran":
                        self._metrics.count("CommandsFound")
                    elif isinstance(result, Claimed):
                        return
        except TablesUnavailable as problem:
            self._look_again_in(AGAIN_SECONDS)
            logger.warning("an open command waits", extra={"problem": str(problem), "group": group})
        finally:
            self._in_work.discard(group)
