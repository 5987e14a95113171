"""How many conferences may be worked on at once, whether a message or a look at the rows brings their commands."""

from collections.abc import Callable
from typing import TypeVarTuple

from gevent.event import Event as Signal
from gevent.pool import Pool

from freeswitch.relay.commands.lanes import Lanes
from freeswitch.relay.loops.beside import spawn

# Conferences that are worked on at once.
MOST_GROUPS = 64

Ts = TypeVarTuple("Ts")


class Hands:
    """Begins work beside the loops, and knows how much of it goes on."""

    def __init__(self, most: int = MOST_GROUPS) -> None:
        self._pool = Pool(most)
        self.lanes = Lanes()
        # Conferences under way.
        self.busy = 0
        # One of them has ended.
        self.finished = Signal()

    @property
    def free(self) -> int:
        return int(self._pool.free_count())

    def begin(self, where: str, work: Callable[[*Ts], object], *arguments: *Ts) -> None:
        """Let a free hand do the work; `where` is its name in the log."""
        self.busy += 1
        spawn(where, work, *arguments, pool=self._pool).rawlink(self._ended)

    def _ended(self, _: object) -> None:
        self.busy -= 1
        self.finished.set()

    def join(self, seconds: float) -> bool:
        """Wait for what is under way; tells whether all of it has ended."""
        return bool(self._pool.join(timeout=seconds))
