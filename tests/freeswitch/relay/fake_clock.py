"""A clock that a test moves; it lets the others run where a real one does, and then time has passed."""

import gevent
from gevent.event import Event


class FakeClock:
    def __init__(self, now: float = 1_000_000.0) -> None:
        self.now = now
        self.slept: list[float] = []

    def time(self) -> float:
        return self.now

    def wall(self) -> float:
        return self.now

    def monotonic(self) -> float:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        gevent.sleep(0)
        self.now += seconds

    def wait(self, event: Event, seconds: float) -> bool:
        """What is done already counts, and then nobody else runs; else the whole wait is over at once."""
        if event.is_set():
            return True
        gevent.sleep(0)
        if not event.is_set():
            self.now += seconds
        return event.is_set()
