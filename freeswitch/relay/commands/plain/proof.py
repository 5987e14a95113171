"""FreeSWITCH said yes: what shows that it is so, an event, the state, or nothing but its word."""

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.plain.echo import SETTLE_SECONDS, Echo
from freeswitch.relay.commands.plain.steps import failed, unknown
from freeswitch.relay.switch.errors import ConnectionLost
from freeswitch.relay.switch.event_values import Event, integer, rfc3339
from freeswitch.relay.switch.link import Link
from freeswitch.relay.switch.watches import Watch
from functions.shared.command_life.outcomes import Evidence, Step
from functions.shared.commands import Confirmed, Failed, Meeting, PlainCommand, kind_of, redact

# Where the row's showing it is what is promised: a busy machine hears later.
LONGEST_SETTLE_SECONDS = 5.0
STATE_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4)


class Proof:
    """Looks for the evidence that each command's kind has."""

    def __init__(self, link: Link, clock: Clock) -> None:
        self._link = link
        self._clock = clock

    def prove(self, step: PlainCommand, meeting: Meeting, watch: Watch, text: str, lines: tuple[str, ...]) -> Step:
        """FreeSWITCH said yes: see whether it is so."""
        kind, proof = kind_of(step), step.proven
        echo = Echo(lines[-1] if lines else "", self._link, self._clock)
        if proof.kind == "event":
            verdict = self._event(step, meeting, watch, proof.within, echo)
            if isinstance(verdict, Failed):
                return failed(step, verdict.reason, redact(verdict.detail), reply=text)
            if verdict is not None:
                return Step(kind=kind, state="confirmed", evidence=verdict, reply=text)
        elif proof.kind == "reply":
            self._settled(watch, echo, SETTLE_SECONDS)
            return Step(kind=kind, state="accepted", evidence=self.seen("reply"), reply=text)
        elif proof.kind == "file":
            # Whoever knows the file looks at it.
            return Step(kind=kind, state="accepted", evidence=self.seen("reply"), reply=text)
        return self._state(step, meeting, watch, text, echo)

    def _state(self, step: PlainCommand, meeting: Meeting, watch: Watch, text: str, echo: Echo) -> Step:
        """Ask FreeSWITCH until it shows it; it is confirmed when the events have told the conference's row, too."""
        kind, proof = kind_of(step), step.proven
        until = self._clock.monotonic() + (proof.within if proof.kind == "state" else 0)
        for pause in (*STATE_PAUSES, *[STATE_PAUSES[-1]] * 10):
            if self.shows(step, meeting):
                if self._settled(watch, echo, min(proof.within, LONGEST_SETTLE_SECONDS)):
                    return Step(kind=kind, state="confirmed", evidence=self.seen("state"), reply=text)
                if not watch.lost:
                    # FreeSWITCH shows it, the conference's row cannot: no events are heard, so it is not confirmed.
                    return Step(kind=kind, state="accepted", evidence=self.seen("state"), reply=text)
            if watch.lost or self._clock.monotonic() >= until:
                break
            self._clock.sleep(pause)
        if watch.lost:
            raise ConnectionLost("before it showed what came of it")
        detail = f"FreeSWITCH said yes, but nothing showed it within {proof.within:g} s"
        return unknown(step, "not_shown", detail, reply=text)

    def _event(
        self, step: PlainCommand, meeting: Meeting, watch: Watch, seconds: float, echo: Echo
    ) -> Evidence | Failed | None:
        until = self._clock.monotonic() + seconds
        while True:
            echo.take(taken := watch.take())
            for event in taken:
                match step.confirms(event, meeting):
                    case Confirmed(name):
                        return Evidence(kind="event", event=name, at=when(event) or rfc3339(self._clock.time()))
                    case Failed() as failure:
                        return failure
            left = until - self._clock.monotonic()
            if left <= 0 or watch.lost:
                return None
            echo.wait(watch, left)

    def _settled(self, watch: Watch, echo: Echo, seconds: float) -> bool:
        """Wait until the state has taken in what the command caused: its API event is the last of it."""
        until = self._clock.monotonic() + seconds
        while True:
            echo.take(watch.take())
            if echo.heard:
                return True
            left = until - self._clock.monotonic()
            if left <= 0 or watch.lost or not echo.comes:
                echo.doubt_if_late()
                return False
            echo.wait(watch, left)

    def shows(self, step: PlainCommand, meeting: Meeting) -> bool:
        """Ask FreeSWITCH whether the wished end is the state."""
        query = step.state_query(meeting)
        return query is not None and bool(step.reads_state(self._link.commands.api(query), meeting))

    def seen(self, kind: str) -> Evidence:
        """Evidence of this moment."""
        now = rfc3339(self._clock.time())
        return Evidence(kind="reply", at=now) if kind == "reply" else Evidence(kind="state", at=now)


def when(event: Event) -> str | None:
    micros = integer(event.get("Event-Date-Timestamp"))
    return None if micros is None else rfc3339(micros / 1e6)
