"""How long to wait between two tries: longer each time, and not for ever."""

import random
from collections.abc import Callable

from freeswitch_functions_client.problem import Problem

FIRST_SECONDS = 0.5
LAST_SECONDS = 30.0


class Pauses:
    """The pauses of one who tries again and again.

    Args:
        patience: after so many seconds without an answer it is given up; None: never.
        clock: in seconds.
        chance: between 0 and 1: so that not everybody comes back at once.
    """

    def __init__(
        self, patience: float | None, clock: Callable[[], float], chance: Callable[[], float] = random.random
    ) -> None:
        self._patience = patience
        self._clock = clock
        self._chance = chance
        self._failures = 0
        self._since: float | None = None

    def after(self, problem: Problem) -> float:
        """Return how many seconds to wait.

        Raises:
            Problem: it has gone on for too long.
        """
        now = self._clock()
        self._since = now if self._since is None else self._since
        if self._patience is not None and now - self._since >= self._patience:
            raise problem
        longest = min(FIRST_SECONDS * 2.0**self._failures, LAST_SECONDS)
        self._failures = min(self._failures + 1, 10)
        return max(longest * (0.5 + self._chance() / 2), float(problem.retry_after_seconds or 0))

    def now(self) -> float:
        return self._clock()

    def over(self) -> None:
        """There was an answer."""
        self._failures = 0
        self._since = None
