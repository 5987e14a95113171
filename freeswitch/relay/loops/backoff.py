"""How long to wait before trying again: a random part of a limit that doubles (full jitter)."""

import random
from collections.abc import Callable, Hashable, Iterable
from functools import partial


def limit_of(failures: int, first: float, most: float) -> float:
    """The longest pause after so many failures in a row."""
    return min(most, first * float(1 << min(failures, 30)))


class Backoff:
    """Counts failures in a row."""

    def __init__(self, first: float, most: float, chance: Callable[[], float] = random.random) -> None:
        self._first = first
        self._most = most
        self._chance = chance
        self.failures = 0

    def succeeded(self) -> None:
        self.failures = 0

    def failed(self) -> float:
        """Count one more failure; gives the seconds to wait."""
        limit = limit_of(self.failures, self._first, self._most)
        self.failures += 1
        return limit * self._chance()


class Backoffs:
    """A back-off for each of many things, so that one that fails again and again holds up no other.

    Only what has failed since it last succeeded is remembered.
    """

    def __init__(
        self, now: Callable[[], float], first: float, most: float, chance: Callable[[], float] = random.random
    ) -> None:
        self._now = now
        self._new = partial(Backoff, first, most, chance)
        self._failing: dict[Hashable, tuple[Backoff, float]] = {}

    def __len__(self) -> int:
        return len(self._failing)

    def due(self, thing: Hashable) -> float:
        """The moment from which it may be tried again, by the given clock."""
        return self._failing[thing][1] if thing in self._failing else self._now()

    def may_try(self, thing: Hashable) -> bool:
        return self.due(thing) <= self._now()

    def failures(self, thing: Hashable) -> int:
        """How often in a row it has failed."""
        return self._failing[thing][0].failures if thing in self._failing else 0

    def failed(self, thing: Hashable) -> float:
        """Count one more failure; gives the seconds to wait."""
        backoff = self._failing[thing][0] if thing in self._failing else self._new()
        pause = backoff.failed()
        self._failing[thing] = backoff, self._now() + pause
        return pause

    def succeeded(self, thing: Hashable) -> None:
        """It succeeded, or does not exist any more."""
        self._failing.pop(thing, None)

    def keep(self, things: Iterable[Hashable]) -> None:
        """Forget all others."""
        living = set(things)
        for thing in self._failing.keys() - living:
            del self._failing[thing]
