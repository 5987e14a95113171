"""One stream: begun again when it breaks, ended when it is asked to, whatever FreeSWITCH is doing just then."""

from collections.abc import Mapping

from freeswitch.relay.outputs.streams.connecting import Connecting
from freeswitch.relay.outputs.streams.wire import Flow
from freeswitch.relay.switch.event_values import Event
from functions.shared.command_life.outcomes import Step
from functions.shared.outputs.life import OVER

# A connection that nobody answers holds FreeSWITCH as long as TCP does.
CONNECTING_SECONDS = 150.0
AGAIN_SECONDS = 10.0


class Stream(Connecting):
    """Changed by events and by `tend`; `row` is what is written."""

    # ---------------------------------------------------------------- commands

    def start(self) -> Step:
        """Begin to stream."""
        if self.row.state.state in OVER:
            return Step.failed("start_stream", self.row.state.reason or "over", "this stream has ended")
        if self.open or self.trying or self.row.state.state not in ("starting", "interrupted"):
            return self._means.seen("start_stream")
        return self._begin()

    def stop(self) -> Step:
        """End it, now or as soon as FreeSWITCH can."""
        self.want_stop()
        if not self.runs:
            return self._means.seen("stop_stream")
        if not self.open:
            if not self.trying:
                self._over("ready", "stopped")
            # While FreeSWITCH connects nothing can break it off; `tend` ends it then.
            return self._means.seen("stop_stream")
        return self._stop()

    # ------------------------------------------------------------------ events

    def take(self, event: Event) -> None:
        """An event about this stream's address."""
        if not self.runs:
            return
        match event.get("Action"):
            case "start-recording" if "Error" in event:
                self.trying = False
                self._refused("refused")
            case "start-recording":
                self._opened()
            case "stop-recording" if self.open:
                self._broke()

    def belongs_to(self, domain: str) -> None:
        """Learn whose it is, where the relay came to the conference too late to know."""
        if domain and not self.row.job.domain:
            self._job(domain=domain)

    def conference_ended(self, *, crashed: bool) -> None:
        """There is no conference any more."""
        self.open = self.trying = False
        if not self.runs:
            return
        if self.row.job.stop_wanted:
            self._over("ready", "stopped")
        else:
            self._over("failed" if crashed else "ready", "conference_ended")

    def reconcile(self, listed: Mapping[str, bool]) -> None:
        """Compare with what FreeSWITCH says that it streams now."""
        if not self.runs:
            return
        if self.name in listed:
            if not self.open:
                self._opened()
        elif self.open or self.row.state.state == "live":
            self._broke()
        elif self.row.state.state == "starting" and not self.trying:
            # The relay ended between its row and its command, or while FreeSWITCH was connecting.
            self._again("interrupted")

    # -------------------------------------------------------------------- time

    def tend(self) -> None:
        """Do what is due."""
        now, state = self._means.now(), self.row.state.state
        if not self.runs:
            return
        if self.trying and now - self._trying_since > CONNECTING_SECONDS and not self.open:
            self.trying = False
            self._refused("no_answer")
        elif self.open and state in ("live", "interrupted") and (flow := self._wire.flow(now)) != self._flow:
            # Its host may have been looked up for that: it may be over, or about to be, by now.
            if self.open and self.row.state.state in ("live", "interrupted"):
                self._flows(flow)
        elif state == "live" and self.row.job.restarts and now - self._live_since >= self._means.outputs.good_seconds:
            self._job(restarts=())
        elif state == "interrupted" and not self.trying and not self.open and now >= self.retry_at:
            self._state(retries=self.row.state.retries + 1, last_retry_at=self._means.stamp())
            self._begin()
        elif state == "stopping" and now >= self._ask_stop_at:
            self._ask_stop_at = now + AGAIN_SECONDS
            if self.open:
                self._stop()
            elif not self.trying:
                self._over("ready", "stopped")

    def _flows(self, flow: Flow) -> None:
        """What FreeSWITCH sends is taken, or not any more, or nobody is there: it notices late or never."""
        self._flow = flow
        if flow == "moves":
            self._live_since = self._means.now()
            self._become("live", reason=None)
        elif flow == "stuck":
            self._become("interrupted", reason="stalled")
        else:
            # Its stop-recording then is one that nobody asked for: the stream is begun again.
            self._ask_to_stop()
