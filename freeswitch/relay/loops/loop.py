"""One of the relay's loops: the same turn again and again, and whether it comes round, or does nothing else."""

from collections.abc import Callable

from gevent.event import Event as Signal

from freeswitch.relay.clock import Clock
from freeswitch.relay.loops.beside import UNEXPECTED, tell
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics

# A turn may take so much longer than the longest that its own waits allow.
SLACK_SECONDS = 10.0
# Nothing has happened, and still it has come round so often within a second: a wait in it does not wait.
MOST_IDLE_TURNS = 100
WINDOW_SECONDS = 1.0
# A turn that raised is not followed by the next one at once.
STUMBLED_SECONDS = 1.0


class Loop:
    """`run` turns until `over`.

    Args:
        longest_turn: seconds, the longest that one turn takes when everything that it waits for is late.
        work: any number that changes when there was something to do.
    """

    def __init__(
        self,
        name: str,
        turn: Callable[[], None],
        longest_turn: float,
        *,
        work: Callable[[], int],
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self.name = name
        self.longest_turn = longest_turn
        self.spins = False
        self.ended = Signal()
        self._turn = turn
        self._work = work
        self._clock = clock
        self._metrics = metrics
        # When it came round last, once it has been begun.
        self._round: float | None = None
        self._window = 0.0
        self._worked = 0
        self._idle_turns = 0

    def run(self, over: Callable[[], bool]) -> None:
        """Turn until then."""
        self._round = self._window = self._clock.monotonic()
        try:
            while not over():
                self._once()
        finally:
            self._round = None
            self.ended.set()

    def _once(self) -> None:
        try:
            self._turn()
        except UNEXPECTED:
            # A loop must live; but only a turn that went well shows that it does.
            tell("a loop", loop=self.name)
            self._clock.sleep(STUMBLED_SECONDS)
            return
        now = self._round = self._clock.monotonic()
        worked = self._work()
        if worked != self._worked:
            self._worked = worked
        else:
            self._idle_turns += 1
        if self._idle_turns >= MOST_IDLE_TURNS and now - self._window < WINDOW_SECONDS:
            self._brake(WINDOW_SECONDS - (now - self._window))
        elif now - self._window >= WINDOW_SECONDS:
            self.spins = False
            self._window, self._idle_turns = now, 0

    def _brake(self, seconds: float) -> None:
        """It must not take the others' time: nobody would hear of it, and no lease would be kept."""
        if not self.spins:
            self.spins = True
            self._metrics.count("LoopsSpinning")
            logger.error("a loop turns without doing anything", extra={"loop": self.name})
        self._clock.sleep(seconds)
        self._window, self._idle_turns = self._clock.monotonic(), 0

    def stuck_for(self, now: float) -> float:
        """For how many seconds it should have come round; 0 while all is well."""
        return 0.0 if self._round is None else max(0.0, now - self._round - self.longest_turn - SLACK_SECONDS)
