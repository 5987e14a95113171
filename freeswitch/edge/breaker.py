"""Whether a function is asked: not for a while after it did not answer, so that its silence is waited for once."""

import time
from collections.abc import Callable
from typing import Final

# A refusal costs no time: it takes some in a row. A silence costs all of a look-up's time: it takes one.
REFUSALS: Final = 3
FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 8.0


class Breaker:
    """Closed while all is well; open for a pause; then one question tries whether all is well again."""

    def __init__(self, opened: Callable[[], None] = lambda: None, clock: Callable[[], float] = time.monotonic) -> None:
        """`opened` is called each time that it opens anew."""
        self._opened, self._clock = opened, clock
        self._refusals = 0
        self._pause = FIRST_PAUSE
        self._until: float | None = None
        self._trying = False

    @property
    def is_closed(self) -> bool:
        return self._until is None

    @property
    def wants_a_try(self) -> bool:
        """Whether it is open, and the next question would find out whether all is well."""
        return self._until is not None and self._clock() >= self._until and not self._trying

    def allows(self) -> bool:
        """Whether to ask now; who is told yes says afterwards how it went."""
        if self.is_closed:
            return True
        if not self.wants_a_try:
            return False
        self._trying = True
        return True

    def good(self) -> None:
        self._refusals, self._pause, self._until, self._trying = 0, FIRST_PAUSE, None, False

    def bad(self, *, stalled: bool) -> None:
        """Hear that there was no answer; `stalled` if it was waited for in vain."""
        if self._trying:
            self._trying = False
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
            self._until = self._clock() + self._pause
        elif self.is_closed:
            self._refusals += 1
            if stalled or self._refusals >= REFUSALS:
                self._until = self._clock() + self._pause
                self._opened()

    def let_go(self) -> None:
        """Hear that nobody will know how it went."""
        self._trying = False
