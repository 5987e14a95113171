"""Keeps a pair of connections to FreeSWITCH, and makes a new one when it is lost."""

from collections.abc import Callable

from gevent.event import Event as Signal

from freeswitch.relay.clock import Clock
from freeswitch.relay.loops.backoff import Backoff
from freeswitch.relay.switch.absence import Absence
from freeswitch.relay.switch.errors import ConnectionLost, EslError
from freeswitch.relay.switch.esl import CONNECT_SECONDS, REPLY_SECONDS, EslConnection
from freeswitch.relay.switch.event_queue import EventQueue
from freeswitch.relay.switch.pair import HEARD_SECONDS, Connect, Pair, open_pair
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics

# How often silence is looked for; a loss is noticed at once without that.
LOOK_SECONDS = 2.0
# FreeSWITCH is beside us: trying again soon costs nothing, and its rooms must be known again within 5 s.
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
# After a loss the first try is made at once, unless the pair had hardly stood: then commands still run within a second.
FIRM_SECONDS = 1.0
SHAKY_PAUSES = 0.05, 0.2
# The longest that one turn of its loop takes: two connections that nobody greets, a subscription without an answer.
LONGEST_TURN = 2 * CONNECT_SECONDS + REPLY_SECONDS + LONGEST_PAUSE


class Link:
    """The way to FreeSWITCH; `up` is set while a pair stands, `lost` is called when it does not any more."""

    def __init__(
        self,
        connect: Connect,
        queue: EventQueue,
        clock: Clock,
        metrics: Metrics,
        *,
        lost: Callable[[], None] = lambda: None,
    ) -> None:
        self._connect = connect
        self._queue = queue
        self._clock = clock
        self._metrics = metrics
        self._backoff = Backoff(FIRST_PAUSE, LONGEST_PAUSE)
        self._shaky = Backoff(*SHAKY_PAUSES)
        self._absence = Absence("FreeSWITCH", clock)
        self._pair: Pair | None = None
        self.up = Signal()
        self._lost = lost
        # Counts pairs: what was learnt on an earlier one does not hold on this one.
        self.generation = 0

    @property
    def commands(self) -> EslConnection:
        """The connection on which commands run.

        Raises:
            ConnectionLost: there is none.
        """
        if self._pair is None:
            raise ConnectionLost("not connected to FreeSWITCH")
        return self._pair.commands

    def stands(self, generation: int) -> bool:
        """Whether this is still the pair, and neither of its connections is lost."""
        return self._pair is not None and self.generation == generation and self._pair.stands

    @property
    def hears(self) -> bool:
        """Whether events come and are known: something was heard just now, so what happened before was heard, too."""
        heard = self._pair is not None and self._pair.hears
        return heard and self._queue.seconds_behind < HEARD_SECONDS

    def doubt(self) -> None:
        """An event that was due has not come: see whether any can."""
        if self._pair is not None:
            self._pair.doubt()

    def prove_heard(self) -> None:
        """Make sure that what has happened is known, or will be in a moment.

        Raises:
            ConnectionLost: it was not, so everything is read afresh.
        """
        pair = self._pair
        if pair is None:
            raise ConnectionLost("not connected to FreeSWITCH")
        if not self.hears:
            try:
                pair.ask_events()
            except EslError as problem:
                raise ConnectionLost(f"events are not heard: {problem}") from None

    def run_once(self) -> None:
        """Connect, or watch over the pair for a moment."""
        pair = self._pair
        if pair is None:
            self._open()
        elif self._clock.wait(pair.lost, LOOK_SECONDS):
            self._end(pair, pair.losses)
        else:
            try:
                pair.ping_the_quiet()
            except EslError as problem:
                self._end(pair, f"it does not answer: {problem}")

    def _open(self) -> None:
        # What an older pair left there; that one can add no more.
        self._queue.clear()
        try:
            pair = open_pair(self._connect, self._clock, on_event=self._queue.put, on_garbage=self._unreadable)
        except EslError as problem:
            self._metrics.count("ConnectionsRefused")
            self._absence.away(str(problem))
            self._clock.sleep(self._backoff.failed())
            return
        self._pair = pair
        self.generation += 1
        self._backoff.succeeded()
        self._metrics.count("Reconnects")
        self._absence.back(generation=self.generation)
        self.up.set()
        # Whoever waits for events reads everything afresh.
        self._queue.wake()

    def _unreadable(self, reason: str) -> None:
        # We do not know what it would have told: read everything again.
        self._metrics.count("EventsUnreadable")
        self._queue.overflowed = True
        self._queue.wake()
        logger.warning("an event could not be read", extra={"problem": reason})

    def _end(self, pair: Pair, problem: str) -> None:
        if pair is not self._pair:
            # Somebody else has ended it while we waited.
            return
        self._metrics.count("ConnectionsLost")
        self._absence.away(problem)
        self._drop()
        pair.abandon()
        if self._clock.monotonic() - pair.since < FIRM_SECONDS:
            self._clock.sleep(self._shaky.failed())
        else:
            self._shaky.succeeded()

    def _drop(self) -> None:
        self._pair = None
        self.up.clear()
        self._lost()

    def leave(self) -> None:
        """Say goodbye to FreeSWITCH; the next turn begins anew."""
        pair = self._pair
        if pair is not None:
            self._drop()
            pair.stop()
