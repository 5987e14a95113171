"""How many guesses an id, a source and a node have, and when the next one's turn is.

A guess takes its slot before its PIN is compared. The first slots of an hour are free, then they follow each other
at a pace; nobody waits longer for a slot than stated, so a room is never closed and no wait is without an end.
"""

from collections.abc import Callable
from dataclasses import dataclass

from functions.shared.tables.counters.attempts import HOUR, Taken


@dataclass(frozen=True)
class Budget:
    """Slots for an hour.

    Args:
        free: so many without a wait.
        due: when the n-th slot after them is, in seconds after the hour's first.
        longest: the longest wait for a slot, in seconds.
    """

    free: int
    due: Callable[[int], float]
    longest: float

    def turn(self, taken: Taken, now: float) -> float:
        """Return when the turn of the slot is that was taken last; now for a free one."""
        late = taken.slots - self.free
        if late <= 0:
            return now
        return min(max(now, taken.since + self.due(late)), now + self.longest)

    def turn_of_next(self, taken: Taken, now: float) -> float:
        """Return when the turn of the next slot would be."""
        return self.turn(Taken(taken.slots + 1, taken.since or now), now)

    @property
    def ceiling(self) -> int:
        """How many slots an hour has; whoever takes more is attacking."""
        low, high = 0, HOUR
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.due(middle) <= HOUR else (low, middle - 1)
        return self.free + low


# Whoever has not failed waits at most so long for an answer, whatever others do.
LONGEST_WAIT_SECONDS = 60.0
# And whoever has failed again and again, at most so long.
LONGEST_WAIT_OF_GUESSERS = 600.0

# More typing errors than a large meeting's start has; then 100 an hour. It binds whatever the source says: a caller's
# number is the caller's word.
OF_AN_ID = Budget(free=20, due=lambda late: late * 36.0, longest=LONGEST_WAIT_SECONDS)
# Over all ids: who sprays guesses over many ids is slowed like who guesses at one.
OF_A_NODE = Budget(free=100, due=lambda late: late * 6.0, longest=LONGEST_WAIT_SECONDS)
# 1, 2, 4, 8 … seconds after each other, over all ids.
OF_A_SOURCE = Budget(free=1, due=lambda late: 2.0 ** min(late, 20) - 1, longest=LONGEST_WAIT_OF_GUESSERS)
# As long as an id is so quiet, a right PIN's slot is not given back: that would be a third table call for each.
QUIET_SLOTS = 10
