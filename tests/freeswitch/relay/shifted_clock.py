"""The clock of a machine that is set wrong: its time is off, what it measures is right."""

from gevent.event import Event

from freeswitch.relay.clock import Clock


class ShiftedClock:
    """Another clock, but `seconds` ahead; a test may change that while it runs."""

    def __init__(self, clock: Clock, seconds: float = 0.0) -> None:
        self._clock = clock
        self.seconds = seconds

    def set(self, seconds: float) -> None:
        self.seconds = seconds

    def time(self) -> float:
        return self._clock.time() + self.seconds

    def wall(self) -> float:
        return self._clock.wall() + self.seconds

    def monotonic(self) -> float:
        return self._clock.monotonic()

    def sleep(self, seconds: float) -> None:
        self._clock.sleep(seconds)

    def wait(self, event: Event, seconds: float) -> bool:
        return self._clock.wait(event, seconds)
