"""How long to wait before trying again: a random part of a limit that doubles (full jitter)."""

import random
from collections.abc import Callable


class Backoff:
    """Counts failures in a row."""

    def __init__(self, first: float, most: float, chance: Callable[[], float] = random.random) -> None:
        self._first = first
        self._most = most
        self._chance = chance
        self._failures = 0

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self) -> float:
        """Count one more failure; gives the seconds to wait."""
        limit = min(self._most, self._first * float(1 << min(self._failures, 30)))
        self._failures += 1
        return limit * self._chance()
