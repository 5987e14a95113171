"""Stores stills that were taken, by this relay or by one that died: each by a process of its own, a few at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import msgspec
from gevent.pool import Pool

from freeswitch.relay.children.child_process import ChildProcesses, Limits, NoAnswer, Stopped
from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.loops.backoff import Backoffs
from freeswitch.relay.loops.beside import spawn, tell
from freeswitch.relay.stills.folder import Folder
from freeswitch.relay.stills.lost import LostStills
from freeswitch.relay.stills.order import StoreOrder, StoreResult
from freeswitch.relay.telemetry.logs import logger
from functions.shared.feed.own_events import still_over
from functions.shared.grammars.moments import rfc3339
from functions.shared.outputs.stills import StillRow
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.stills import write_still

MODULE = "freeswitch.relay.stills"
MOST_AT_WORK = 2
LIMITS = Limits(quiet=60.0, most=60.0)
TRIES = 5
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0
# An order that nobody works on is looked for so often, and a picture without an order.
LOOK_SECONDS, SWEEP_SECONDS = 1.0, 5.0
STRAY_SECONDS = 120.0
HOLD_PAUSE = 0.05


class Storing:
    """`begin` with one; `run_once` is one turn of looking for what nobody works on."""

    def __init__(
        self, folder: Folder, node: str, clock: Clock, feed: StateWriter, processes: ChildProcesses | None = None
    ) -> None:
        self._folder = folder
        self._feed = feed
        self._node = node
        self._clock = clock
        self._lost = LostStills(folder, node, clock, feed)
        self._pool = Pool(MOST_AT_WORK)
        self._at_work: set[str] = set()
        self._pauses = Backoffs(clock.monotonic, FIRST_PAUSE, LONGEST_PAUSE)
        # How those ended whose row does not say so yet, or whose files are still there.
        self._ends: dict[str, StillRow] = {}
        self._look_at = self._sweep_at = 0.0
        self.processes = processes or ChildProcesses(MODULE)

    @property
    def busy(self) -> int:
        return len(self._at_work)

    def begin(self, order: StoreOrder) -> None:
        """Store it now, or in a later turn if all hands are full or it has just failed."""
        name = order.row.id
        if name in self._at_work or self._pool.full() or not self._pauses.may_try(name):
            return
        self._at_work.add(name)
        spawn("still", self._work, order, pool=self._pool)

    @contextmanager
    def held(self, still: str, seconds: float) -> Iterator[bool]:
        """Keep it from being stored meanwhile; False where, after so long, it still is being stored or written down."""
        until = self._clock.monotonic() + seconds
        while (busy := still in self._at_work or still in self._ends) and self._clock.monotonic() < until:
            self._clock.sleep(HOLD_PAUSE)
        if busy:
            yield False
            return
        self._at_work.add(still)
        try:
            yield True
        finally:
            self._at_work.discard(still)

    def give_up(self, row: StillRow, reason: str) -> None:
        """Let its row say that nothing came of it, if it was written at all, as soon as that can be."""
        self._end(row, "failed", reason)

    def run_once(self) -> None:
        """Go on with what nobody works on, remove what belongs to nobody."""
        now = self._clock.monotonic()
        if now < self._look_at:
            return
        self._look_at = now + LOOK_SECONDS
        for row in list(self._ends.values()):
            if self._pauses.may_try(row.id) and row.id not in self._at_work:
                self._at_work.add(row.id)
                spawn("still", self._settle_alone, row)
        self._lost.run_once(lambda still: still in self._at_work or still in self._ends)
        if not self._folder.is_ours():
            return
        for order in self._folder.orders():
            if order.row.expires < self._clock.time():
                self._folder.discard(order.row.id)
            elif order.row.node == self._node and order.row.id not in self._ends:
                self.begin(order)
        if now >= self._sweep_at:
            self._sweep_at = now + SWEEP_SECONDS
            removed = self._folder.sweep(STRAY_SECONDS, self._clock.wall())
            if removed:
                logger.warning("removed stills that belong to nobody", extra={"files": removed})

    def stop(self) -> None:
        """End the processes; the next relay goes on."""
        self.processes.stop()

    def join(self, seconds: float) -> None:
        """Wait for what is under way."""
        self._pool.join(timeout=seconds)

    def _work(self, order: StoreOrder) -> None:
        name = order.row.id
        try:
            self._try(order)
            if name in self._ends:
                self._settle(self._ends[name])
        finally:
            self._at_work.discard(name)

    def _try(self, order: StoreOrder) -> None:
        try:
            result = self.processes.run(self._folder.paper(order.row.id), StoreResult, LIMITS)
        except Stopped:
            return
        except NoAnswer as problem:
            self._failed(order.row, "storing_failed", str(problem))
        except Exception:  # noqa: BLE001  # whatever it was, it is tried again later, and the others are stored
            tell("storing a still", still=order.row.id)
            self._failed(order.row, "relay_error", "the trace is told beside this")
        else:
            if result.stored:
                self._end(order.row, "ready", None)
            else:
                self._failed(order.row, "storage_unavailable", result.detail or "")

    def _failed(self, row: StillRow, reason: str, problem: str) -> None:
        self._pauses.failed(row.id)
        told = {"still": row.id, "reason": reason, "problem": problem}
        if self._pauses.failures(row.id) < TRIES and row.expires > self._clock.time():
            logger.warning("a still is not stored yet", extra=told)
            return
        logger.error("a still could not be stored", extra=told)
        self._end(row, "failed", reason)

    def _end(self, row: StillRow, end: Literal["ready", "failed"], reason: str | None) -> None:
        self._pauses.succeeded(row.id)
        state = msgspec.structs.replace(row.state, state=end, reason=reason)
        self._ends[row.id] = msgspec.structs.replace(row, state=state)

    def _settle_alone(self, row: StillRow) -> None:
        try:
            self._settle(row)
        finally:
            self._at_work.discard(row.id)

    def _settle(self, row: StillRow) -> None:
        """Write how it ended, tell it, then let its files go: by them the next relay finds what is not told."""
        try:
            if not write_still(row):
                logger.error("a still's id is another's", extra={"still": row.id})
            elif row.told_after is not None:
                at = rfc3339(self._clock.time())
                told = still_over(row.state.conference, row.conference_uuid, row.state, at=at)
                self._feed.tell([told], domain=row.domain or None, after=row.told_after)
            self._folder.remove(row.id)
        except (OSError, TablesUnavailable) as problem:
            self._pauses.failed(row.id)
            logger.warning("a still is not settled yet", extra={"still": row.id, "problem": str(problem)})
        except Exception:  # noqa: BLE001  # whatever it was, it is tried again later
            self._pauses.failed(row.id)
            tell("settling a still", still=row.id)
        else:
            self._pauses.succeeded(row.id)
            self._ends.pop(row.id, None)
        if row.expires < self._clock.time():
            # Nobody can ask for it any more.
            self._pauses.succeeded(row.id)
            self._ends.pop(row.id, None)
