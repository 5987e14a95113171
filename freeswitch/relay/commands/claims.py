"""Claims on commands' rows: taken, kept while the command runs, and given up with its outcome."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from freeswitch.relay.clock import Clock
from freeswitch.relay.loops.backoff import Backoff
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.command_life.outcomes import CommandRow, Outcome, is_of_node
from functions.shared.tables.base import TablesUnavailable, Unreadable
from functions.shared.tables.commands.claims import claim_command, extend_claim, finish_command
from functions.shared.tables.commands.rows import find_command

# Shorter than a message's visibility: when the message comes back, the claim of a dead relay has ended.
CLAIM_SECONDS = 11.0
# How long a claim and an outcome wait for DynamoDB to come back before they are left to the next delivery.
PATIENCE_SECONDS = 120.0


@dataclass(frozen=True)
class Claimed:
    """Somebody else's claim lasts: another relay's, dead or alive, until then (seconds since 1970)."""

    until: float


# `ran`: it was run just now. `ended`: it had ended before. `missing`: this node has no such command.
Worked = Literal["ran", "ended", "missing"] | Claimed


def about(row: CommandRow) -> dict[str, object]:
    """What every line about a command tells: by `request` it is found in the API's log and in the audit."""
    return {"command": row.id, "request": row.request, "kind": row.kind, "conference": row.conference}


class Claims:
    """Those of one relay, which is called `owner`.

    Args:
        may_wait: whether there is time to wait for DynamoDB; there is none while the relay stops.
    """

    def __init__(
        self, owner: str, node: str, *, clock: Clock, metrics: Metrics, may_wait: Callable[[], bool] = lambda: True
    ) -> None:
        self._owner = owner
        self._node = node
        self._clock = clock
        self._metrics = metrics
        self._may_wait = may_wait

    def are_ours(self, row: CommandRow) -> bool:
        """Whether the claim that stands in the row is this relay's."""
        return row.owner is not None and row.owner.startswith(f"{self._owner}/")

    def take(self, command_id: str) -> CommandRow | Worked:
        """Take the command, however long DynamoDB takes: to give its message back would use up one of its tries."""
        if not is_of_node(command_id, self._node):
            # To ask for it would be refused, and be taken for tables that do not answer.
            return "missing"
        mine = f"{self._owner}/{secrets.token_hex(8)}"
        pause = Backoff(0.2, 5.0)
        until = self._clock.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return self._claimed(command_id, mine)
            except Unreadable:
                raise
            except TablesUnavailable as problem:
                self._metrics.count("TablesUnavailable")
                logger.warning("DynamoDB does not answer", extra={"problem": str(problem), "command": command_id})
                if not self._may_wait() or self._clock.monotonic() > until:
                    raise
                self._clock.sleep(pause.failed())

    def _claimed(self, command_id: str, mine: str) -> CommandRow | Worked:
        row = claim_command(command_id, owner=mine, now=self._clock.time(), seconds=CLAIM_SECONDS, node=self._node)
        if row is not None:
            return row
        row = find_command(command_id)
        if row is None:
            return "missing"
        if not row.is_open:
            return "ended"
        if row.node != self._node:
            return "missing"
        # Ours is one that was written while its answer was lost: nothing has been done yet.
        return row if row.owner == mine else Claimed(row.until)

    def finish(self, row: CommandRow, outcome: Outcome, told_after: int | None) -> CommandRow | None:
        """Write the outcome, and a seq of the feed from before it; None where the command is not ours any more."""
        owner, now = row.owner or "", self._clock.time()
        ended = finish_command(
            row.id, owner=owner, attempt=row.attempt, outcome=outcome, now=now, told_after=told_after
        )
        if ended is not None:
            return ended
        # The client tries twice where an answer is lost: it may be our own end that stands there.
        found = find_command(row.id)
        ours = found is not None and not found.is_open and (found.owner, found.attempt) == (owner, row.attempt)
        return found if ours else None

    def keep(self, row: CommandRow) -> None:
        """Extend the claim while the command runs."""
        until = self._clock.time() + CLAIM_SECONDS
        try:
            extend_claim(row.id, owner=row.owner or "", attempt=row.attempt, until=until)
        except TablesUnavailable as problem:
            logger.warning("a claim could not be extended", extra=about(row) | {"problem": str(problem)})
