"""Stores stills that were taken, by this relay or by one that died: each by a process of its own, a few at once."""

import os
import sys
from pathlib import Path
from typing import Literal

import msgspec
from gevent import Timeout, subprocess
from gevent.pool import Pool

from freeswitch.relay.backoff import Backoff
from freeswitch.relay.beside import spawn
from freeswitch.relay.clock import Clock
from freeswitch.relay.logs import logger
from freeswitch.relay.stills.folder import Folder
from freeswitch.relay.stills.order import Order, Result
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.stills import write_still

MODULE = "freeswitch.relay.stills"
# Where Python finds it, wherever the relay was started.
ROOT = Path(__file__).parents[3]
MOST_AT_WORK = 2
STORE_SECONDS = 60.0
TRIES = 5
# An order that nobody works on, and a picture without an order, is looked for so often.
LOOK_SECONDS = 5.0
STRAY_SECONDS = 120.0


class Storing:
    """`begin` with one; `run_once` is one turn of looking for what nobody works on."""

    def __init__(self, folder: Folder, node: str, clock: Clock) -> None:
        self._folder = folder
        self._node = node
        self._clock = clock
        self._pool = Pool(MOST_AT_WORK)
        self._at_work: set[str] = set()
        self._look_at = 0.0
        self._processes: set[subprocess.Popen[bytes]] = set()

    @property
    def busy(self) -> int:
        return len(self._at_work)

    def begin(self, order: Order) -> None:
        """Store it now, or in a later turn if all hands are full."""
        if order.row.id in self._at_work or self._pool.full():
            return
        self._at_work.add(order.row.id)
        spawn("still", self._work, order, pool=self._pool)

    def run_once(self) -> None:
        """Go on with what nobody works on, remove what belongs to nobody."""
        if self._clock.monotonic() < self._look_at:
            return
        self._look_at = self._clock.monotonic() + LOOK_SECONDS
        if not self._folder.is_ours():
            return
        for order in self._folder.orders():
            if order.row.node == self._node:
                self.begin(order)
        removed = self._folder.sweep(STRAY_SECONDS, self._clock.wall())
        if removed:
            logger.warning("removed stills that belong to nobody", extra={"files": removed})

    def stop(self) -> None:
        """End the processes; the next relay goes on."""
        for process in list(self._processes):
            process.kill()

    def join(self, seconds: float) -> None:
        """Wait for what is under way."""
        self._pool.join(timeout=seconds)

    def _work(self, order: Order) -> None:
        pause = Backoff(0.5, 10.0)
        try:
            for left in reversed(range(TRIES)):
                result = self._store(order)
                if result.stored or not left:
                    break
                logger.warning("a still is not stored yet", extra={"still": order.row.id, "problem": result.detail})
                self._clock.sleep(pause.failed())
            self._end(order, "ready" if result.stored else "failed", result.detail)
        except (OSError, TablesUnavailable) as problem:
            # Its order lies there: a later turn tries again.
            logger.warning("a still waits", extra={"still": order.row.id, "problem": str(problem)})
        finally:
            self._at_work.discard(order.row.id)

    def _store(self, order: Order) -> Result:
        command = [sys.executable, "-m", MODULE, str(self._folder.paper(order.row.id)), str(os.getpid())]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        self._processes.add(process)
        try:
            with Timeout(STORE_SECONDS):
                said: bytes = process.communicate()[0]
            return msgspec.json.decode(said.strip().rpartition(b"\n")[2], type=Result)
        except Timeout:
            return Result(stored=False, detail=f"it took longer than {STORE_SECONDS:g} s")
        except msgspec.DecodeError:
            return Result(stored=False, detail=f"the storing process ended without a result ({process.returncode})")
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
            self._processes.discard(process)

    def _end(self, order: Order, end: Literal["ready", "failed"], detail: str | None) -> None:
        if end == "failed":
            logger.error("a still could not be stored", extra={"still": order.row.id, "problem": detail})
        reason = "storage_unavailable" if end == "failed" else None
        state = msgspec.structs.replace(order.row.state, state=end, reason=reason)
        write_still(msgspec.structs.replace(order.row, state=state))
        self._folder.remove(order.row.id)
