"""Time as the relay sees it, in one object, so that a test can move it."""

import time
from typing import Protocol

import gevent
from gevent.event import Event


class Clock(Protocol):
    """What the relay asks about time."""

    def time(self) -> float:
        """Seconds since 1970, for what others read."""

    def monotonic(self) -> float:
        """Seconds for measuring how long something takes."""

    def sleep(self, seconds: float) -> None:
        """Let others run for so long."""

    def wait(self, event: Event, seconds: float) -> bool:
        """Wait for an event, but not longer than so; tells whether it came."""


class SystemClock:
    """The machine's own clock."""

    def time(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        gevent.sleep(seconds)

    def wait(self, event: Event, seconds: float) -> bool:
        return bool(event.wait(seconds))
