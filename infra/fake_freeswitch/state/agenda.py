"""Things that FreeSWITCH's other threads do a moment later, done in order by one thread."""

import heapq
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

log = logging.getLogger(__name__)


@dataclass(order=True)
class _Entry:
    due: float
    number: int
    action: Callable[[], None] = field(compare=False)


class Agenda:
    def __init__(self, lock: threading.RLock) -> None:
        self._wake = threading.Condition(lock)
        self._entries: list[_Entry] = []
        self._numbers = count()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="fake-freeswitch-agenda", daemon=True)
        self.failures = 0

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        self._thread.join(timeout=5)

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        with self._wake:
            heapq.heappush(self._entries, _Entry(time.monotonic() + seconds, next(self._numbers), action))
            self._wake.notify_all()

    @property
    def idle(self) -> bool:
        """Nothing is left to be done."""
        with self._wake:
            return not self._entries

    def forget(self) -> None:
        """Drop what is still to come: the switch has been restarted."""
        with self._wake:
            self._entries.clear()

    def _run(self) -> None:
        with self._wake:
            while not self._stopping:
                wait = self._entries[0].due - time.monotonic() if self._entries else None
                if wait is None or wait > 0:
                    self._wake.wait(wait)
                    continue
                entry = heapq.heappop(self._entries)
                try:
                    entry.action()
                except Exception:
                    log.exception("a delayed action of the stand-in failed")
                    self.failures += 1
