"""Time as the relay sees it, in one object, so that a test can move it."""

import time
from collections import deque
from typing import Protocol

import gevent
from gevent.event import Event

# A beat brings an answer every 2.5 s: what is older than a minute may be older than a step or a slew of a clock.
KEPT_ANSWERS = 24


class Clock(Protocol):
    """What the relay asks about time."""

    def time(self) -> float:
        """Seconds since 1970, for what others read and for what they have written."""

    def wall(self) -> float:
        """Seconds since 1970 as this machine has them, for what only this machine has written, such as its files."""

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

    def wall(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        gevent.sleep(seconds)

    def wait(self, event: Event, seconds: float) -> bool:
        return bool(event.wait(seconds))


class TablesClock:
    """The machine's clock, corrected by the tables': only its `time` may be compared with times in rows.

    The tables write whole seconds into their answers (HTTP `Date`). An answer that was asked for at `sent`, came at
    `received` and says `date` was written at some moment in between, when their clock showed `date` to `date + 1`. Each
    answer so gives bounds of what must be added to our steady clock; what all answers of the last minute allow is
    half a second wide after a few of them.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._bounds: deque[tuple[float, float]] = deque(maxlen=KEPT_ANSWERS)

    def learn(self, date: float, sent: float, received: float) -> None:
        """Take in one answer; `sent` and `received` are moments of `monotonic`."""
        self._bounds.append((date - received, date + 1.0 - sent))
        low, high = self._span()
        if low > high:
            # One of the clocks was set, or stood still with its machine: only the newest answer still holds.
            newest = self._bounds[-1]
            self._bounds.clear()
            self._bounds.append(newest)

    @property
    def ahead(self) -> float | None:
        """By how many seconds the machine's own clock is ahead of the tables'; None while no answer has told."""
        own = self._own()
        return own - self._right(own) if self._bounds else None

    def time(self) -> float:
        return self._clock.monotonic() + self._right(self._own())

    def wall(self) -> float:
        return self._clock.wall()

    def monotonic(self) -> float:
        return self._clock.monotonic()

    def sleep(self, seconds: float) -> None:
        self._clock.sleep(seconds)

    def wait(self, event: Event, seconds: float) -> bool:
        return self._clock.wait(event, seconds)

    def _own(self) -> float:
        """What the machine would have added to the steady clock."""
        return self._clock.time() - self._clock.monotonic()

    def _right(self, own: float) -> float:
        """What is to be added. A clock that no answer contradicts is finer than they are."""
        if not self._bounds:
            return own
        low, high = self._span()
        return own if low <= own <= high else (low + high) / 2

    def _span(self) -> tuple[float, float]:
        return max(low for low, _ in self._bounds), min(high for _, high in self._bounds)
