"""One timer for all who wait on a connection: a timer for every command costs more than the command itself."""

import time
from typing import Any

import gevent
from gevent.event import Event
from gevent.hub import Waiter

from freeswitch.relay.loops.beside import spawn
from freeswitch.relay.switch.errors import ReplyTimeout


class Deadlines:
    """Ends waits that take too long."""

    def __init__(self) -> None:
        self._ends: dict[Waiter[Any], tuple[float, float]] = {}
        self._changed = Event()
        self._asleep_until = 0.0
        self._running = False

    def add(self, answer: "Waiter[Any]", seconds: float) -> None:
        """Give the answer so many seconds."""
        at = time.monotonic() + seconds
        self._ends[answer] = at, seconds
        if not self._running:
            self._running = True
            spawn("deadlines", self._run)
        elif at < self._asleep_until:
            self._changed.set()

    def remove(self, answer: "Waiter[Any]") -> None:
        """Nobody waits any more."""
        self._ends.pop(answer, None)

    def _run(self) -> None:
        while self._ends:
            now = time.monotonic()
            for answer, (at, seconds) in list(self._ends.items()):
                if at <= now:
                    del self._ends[answer]
                    fail(answer, ReplyTimeout(f"no reply within {seconds:g} s"))
            self._asleep_until = min((at for at, _ in self._ends.values()), default=now)
            self._changed.clear()
            self._changed.wait(max(self._asleep_until - now, 0))
        self._running = False


def fail(answer: "Waiter[Any]", problem: Exception) -> None:
    """Let whoever waits for the answer have an exception instead; callable from anywhere."""
    gevent.get_hub().loop.run_callback(answer.throw, problem)
