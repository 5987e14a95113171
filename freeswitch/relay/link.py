"""Keeps two connections to FreeSWITCH, one for commands and one for events, and knows when they are dead."""

from collections.abc import Callable
from typing import Protocol

from gevent.event import Event as Signal

from freeswitch.relay.backoff import Backoff
from freeswitch.relay.clock import Clock
from freeswitch.relay.errors import ConnectionLost, EslError
from freeswitch.relay.esl import EslConnection
from freeswitch.relay.event_queue import EventQueue
from freeswitch.relay.logs import logger
from freeswitch.relay.metrics import Metrics

# A filter would hide HEARTBEAT and BACKGROUND_JOB, so none is set: the list itself is short.
EVENTS = ("HEARTBEAT", "BACKGROUND_JOB", "API", "CHANNEL_HANGUP", "SHUTDOWN")
CUSTOM_EVENTS = ("conference::maintenance", "sofia::register_failure")
SUBSCRIPTION = " ".join(("event json", *EVENTS, "CUSTOM", *CUSTOM_EVENTS))
# A dead peer is seen within QUIET + ANSWER, well inside the 30 s that are promised.
QUIET_SECONDS = 10.0
ANSWER_SECONDS = 5.0
# How often silence is looked for; a loss is noticed at once without that.
LOOK_SECONDS = 2.0
# FreeSWITCH is beside us: trying again soon costs nothing, and its rooms must be known again within 5 s.
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
# Changes nothing, is answered by every version, and gives no event.
PING = "nolog"


class Connect(Protocol):
    """Makes a connection that is logged in."""

    def __call__(
        self, *, on_event: Callable[[dict[str, str]], None] | None, on_garbage: Callable[[str], None] | None
    ) -> EslConnection: ...


class Link:
    """The way to FreeSWITCH; `up` is set while both connections stand."""

    def __init__(self, connect: Connect, queue: EventQueue, clock: Clock, metrics: Metrics) -> None:
        self._connect = connect
        self._queue = queue
        self._clock = clock
        self._metrics = metrics
        self._backoff = Backoff(FIRST_PAUSE, LONGEST_PAUSE)
        self._commands: EslConnection | None = None
        self._events: EslConnection | None = None
        self._lost = Signal()
        self._heard: dict[EslConnection, tuple[int, float]] = {}
        self.up = Signal()
        self.on_up: Callable[[], None] = lambda: None
        self.on_down: Callable[[], None] = lambda: None
        # Counts connections: what was learnt on an earlier one does not hold on this one.
        self.generation = 0

    @property
    def commands(self) -> EslConnection:
        """The connection on which commands run.

        Raises:
            ConnectionLost: there is none.
        """
        if self._commands is None or not self.up.is_set():
            raise ConnectionLost("not connected to FreeSWITCH")
        return self._commands

    def run_once(self) -> None:
        """Connect, or watch over the connections for a moment."""
        if not self.up.is_set():
            try:
                self._open()
            except EslError as problem:
                self._metrics.count("ConnectionsRefused")
                logger.warning("no connection to FreeSWITCH", extra={"problem": str(problem)})
                self._drop()
                self._clock.sleep(self._backoff.failed())
            return
        if self._clock.wait(self._lost, LOOK_SECONDS):
            self._end()
            return
        self._ping_the_quiet()

    def _open(self) -> None:
        self._lost.clear()
        self._queue.clear()
        self._events = self._connect(on_event=self._queue.put, on_garbage=self._unreadable)
        self._commands = self._connect(on_event=None, on_garbage=None)
        answer = self._events.send(SUBSCRIPTION).data
        if not answer.startswith("+OK"):
            raise ConnectionLost(f"FreeSWITCH answered the subscription with {answer!r}")
        for connection in (self._events, self._commands):
            connection.lost.rawlink(lambda _event: self._lost.set())
            self._heard[connection] = (connection.frames_received, self._clock.monotonic())
        if self._events.lost.is_set() or self._commands.lost.is_set():
            raise ConnectionLost("the connection was lost while it was set up")
        self.generation += 1
        self._backoff.succeeded()
        self._metrics.count("Reconnects")
        logger.info("connected to FreeSWITCH", extra={"generation": self.generation})
        self.up.set()
        self.on_up()

    def _ping_the_quiet(self) -> None:
        """A peer that is gone without a word shows only in that it does not answer."""
        now = self._clock.monotonic()
        for connection, (frames, since) in list(self._heard.items()):
            if connection.frames_received != frames:
                self._heard[connection] = (connection.frames_received, now)
            elif now - since >= QUIET_SECONDS:
                try:
                    connection.send(PING, ANSWER_SECONDS)
                    self._heard[connection] = (connection.frames_received, self._clock.monotonic())
                except EslError as problem:
                    logger.warning("FreeSWITCH does not answer", extra={"problem": str(problem)})
                    self._end()
                    return

    def _unreadable(self, reason: str) -> None:
        # We do not know what it would have told: read everything again.
        self._metrics.count("EventsUnreadable")
        self._queue.overflowed = True
        self._queue.wake()
        logger.warning("an event could not be read", extra={"problem": reason})

    def _end(self) -> None:
        reasons = [one.loss for one in (self._events, self._commands) if one is not None and one.loss]
        logger.warning("lost FreeSWITCH", extra={"problem": "; ".join(reasons)})
        self._metrics.count("ConnectionsLost")
        self._drop()
        self.on_down()

    def _drop(self) -> None:
        self.up.clear()
        for connection in (self._events, self._commands):
            if connection is not None:
                connection.abandon()
        self._events = self._commands = None
        self._heard.clear()

    def leave(self) -> None:
        """Break off, and begin anew at the next turn."""
        self.stop()
        self.on_down()

    def stop(self) -> None:
        """Say goodbye to FreeSWITCH."""
        self.up.clear()
        for connection in (self._events, self._commands):
            if connection is not None:
                connection.stop()
        self._events = self._commands = None
        self._heard.clear()
