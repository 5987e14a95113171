"""Two connections to FreeSWITCH, lost together: what is left of them does nothing to the next two."""

import time
from collections.abc import Callable
from typing import Protocol

from gevent.event import Event as Signal

from freeswitch.relay.clock import Clock
from freeswitch.relay.loops.beside import spawn
from freeswitch.relay.switch.errors import ConnectionLost, EslError
from freeswitch.relay.switch.esl import EslConnection
from freeswitch.relay.switch.event_values import GATEWAY_EVENTS, REGISTRATION_EVENTS, REPORTS
from functions.shared.commands.naming import RENAMED

# A filter would hide HEARTBEAT and BACKGROUND_JOB, so none is set: the list itself is short.
EVENTS = ("HEARTBEAT", "BACKGROUND_JOB", "API", "CHANNEL_HANGUP", "SHUTDOWN", *REPORTS)
CUSTOM_EVENTS = ("conference::maintenance", RENAMED, "sofia::register_failure", *GATEWAY_EVENTS, *REGISTRATION_EVENTS)
SUBSCRIPTION = " ".join(("event json", *EVENTS, "CUSTOM", *CUSTOM_EVENTS))
# A dead peer is seen within QUIET + ANSWER, well inside the 30 s that are promised.
QUIET_SECONDS = 10.0
ANSWER_SECONDS = 5.0
# While something came over the event connection so short a time ago, what happened before has been heard.
HEARD_SECONDS = 1.0
# Changes nothing, is answered by every version, and gives no event.
PING = "nolog"


class Connect(Protocol):
    """Makes a connection that is logged in."""

    def __call__(
        self, *, on_event: Callable[[dict[str, str]], None] | None, on_garbage: Callable[[str], None] | None
    ) -> EslConnection: ...


def connect(
    host: str,
    port: int,
    password: str,
    *,
    on_event: Callable[[dict[str, str]], None] | None,
    on_garbage: Callable[[str], None] | None,
) -> EslConnection:
    """A connection to FreeSWITCH that is logged in."""
    connection = EslConnection(host, port, password, on_event=on_event, on_garbage=on_garbage)
    connection.connect()
    return connection


class Pair:
    """One connection for commands and one for events; `lost` is its own, so that no older pair can set it."""

    def __init__(self, events: EslConnection, commands: EslConnection, clock: Clock) -> None:
        self.events = events
        self.commands = commands
        self.lost = Signal()
        self._clock = clock
        self._doubted = False
        self.since = clock.monotonic()
        self._heard = {one: (one.frames_received, self.since) for one in (events, commands)}
        for one in (events, commands):
            one.lost.rawlink(lambda _event: self.lost.set())

    @property
    def stands(self) -> bool:
        """Whether both connections do; true no longer than they do, while `lost` is heard of a moment later."""
        return self.events.connected and self.commands.connected

    @property
    def losses(self) -> str:
        """Why they ended."""
        return "; ".join(one.loss for one in (self.events, self.commands) if one.loss)

    def ping_the_quiet(self) -> None:
        """A peer that is gone without a word shows only in that it does not answer.

        Raises:
            EslError: it is gone.
        """
        now = self._clock.monotonic()
        for one, (frames, since) in self._heard.items():
            if one.frames_received != frames:
                self._heard[one] = (one.frames_received, now)
            elif now - since >= QUIET_SECONDS:
                one.send(PING, ANSWER_SECONDS)
                self._heard[one] = (one.frames_received, self._clock.monotonic())

    @property
    def hears(self) -> bool:
        """Whether the event connection has told something just now."""
        return time.monotonic() - self.events.heard_at < HEARD_SECONDS

    def doubt(self) -> None:
        """Ask the event connection whether it lives, beside whoever missed an event; it is lost if it does not."""
        if not self._doubted:
            self._doubted = True
            spawn("event connection", self._dispel)

    def _dispel(self) -> None:
        try:
            self.ask_events()
        except EslError:
            # Its loss is told by the link.
            return
        finally:
            self._doubted = False

    def ask_events(self) -> None:
        """Let the event connection answer; it is lost if it does not.

        Raises:
            EslError: it is.
        """
        try:
            self.events.send(PING, ANSWER_SECONDS)
        except EslError as problem:
            self.events.abandon(f"it does not answer: {problem}")
            raise

    def abandon(self) -> None:
        """End both without a word."""
        self.events.abandon()
        self.commands.abandon()

    def stop(self) -> None:
        """Say goodbye on both."""
        self.events.stop()
        self.commands.stop()


def open_pair(
    connect: Connect,
    clock: Clock,
    *,
    on_event: Callable[[dict[str, str]], None],
    on_garbage: Callable[[str], None],
) -> Pair:
    """Connect twice and subscribe; what cannot be a whole pair is closed again.

    Raises:
        EslError: a connection did not come about, or was lost while the other one was made.
    """
    made: list[EslConnection] = []
    pair = None
    try:
        made.append(connect(on_event=on_event, on_garbage=on_garbage))
        made.append(connect(on_event=None, on_garbage=None))
        events, commands = made
        answer = events.send(SUBSCRIPTION).data
        if not answer.startswith("+OK"):
            raise ConnectionLost(f"FreeSWITCH answered the subscription with {answer!r}")
        whole = Pair(events, commands, clock)
        if not whole.stands:
            raise ConnectionLost(f"lost while it was set up: {whole.losses}")
        pair = whole
        return pair
    finally:
        if pair is None:
            for one in made:
                one.abandon()
