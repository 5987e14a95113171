"""The API event that follows every command: where it is late, the event connection is asked whether it lives."""

import math
from collections.abc import Iterable

from freeswitch.relay.clock import Clock
from freeswitch.relay.switch.event_values import Event, api_line
from freeswitch.relay.switch.link import Link
from freeswitch.relay.switch.watches import Watch

# By then everything that a command caused at once is in the state.
SETTLE_SECONDS = 0.5


class Echo:
    """Of one command, whose last line was just answered; `heard` once its API event has come."""

    def __init__(self, line: str, link: Link, clock: Clock) -> None:
        self._line = line
        self._link = link
        self._clock = clock
        # Without a line there is none.
        self.comes = bool(line)
        self._due = clock.monotonic() + SETTLE_SECONDS if line else math.inf
        self.heard = False

    def take(self, events: Iterable[Event]) -> None:
        self.heard = self.heard or (self.comes and any(api_line(event) == self._line for event in events))

    def wait(self, watch: Watch, seconds: float) -> None:
        """Wait for the next event, but not longer than so."""
        self.doubt_if_late()
        self._clock.wait(watch.signal, min(seconds, max(self._due - self._clock.monotonic(), 0.0)))

    def doubt_if_late(self) -> None:
        if self.heard:
            self._due = math.inf
        elif self._clock.monotonic() >= self._due:
            self._due = math.inf
            self._link.doubt()
