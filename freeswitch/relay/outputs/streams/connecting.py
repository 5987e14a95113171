"""How a stream begins, breaks, is begun again, and is over."""

from freeswitch.relay.commands.plain.tries import Extra
from freeswitch.relay.outputs.live_row import LiveRow
from freeswitch.relay.outputs.means import Means
from freeswitch.relay.outputs.restarts import next_try
from freeswitch.relay.outputs.streams.stream_key import StreamKey
from freeswitch.relay.outputs.streams.wire import Flow, Wire
from functions.shared.command_life.outcomes import Step
from functions.shared.commands.outputs.streams import StartStream, StopStream
from functions.shared.outputs.jobs import StreamRow
from functions.shared.outputs.stream_reach import check_reach
from functions.shared.outputs.stream_targets import TargetRefused, read_target
from functions.shared.state import OutputLife

START_SECONDS = 40.0
STOP_SECONDS = 20.0


class Connecting(LiveRow[StreamRow]):
    """Whether FreeSWITCH sends, or tries to, and what becomes of the row then."""

    def __init__(self, row: StreamRow, means: Means, *, key: str | None = None) -> None:
        super().__init__(row, means)
        now = means.now()
        # FreeSWITCH sends / is connecting, as far as is known; what an earlier relay saw going on is asked about first.
        self.open = row.state.state in ("live", "stopping")
        self.trying = False
        self.retry_at = now
        self._trying_since = now
        self._live_since = now
        self._ask_stop_at = now
        self._wire = Wire(row.job.url, means.connections, means.resolve)
        self._flow: Flow = "moves"
        self._key = StreamKey(row, means.streams.key_secrets, key)

    @property
    def name(self) -> str:
        return self._key.name

    @property
    def connects(self) -> bool:
        """FreeSWITCH is connecting, and nothing can break that off."""
        return self.trying and not self.open

    def learn(self, path: str) -> None:
        self._key.learn(path)

    def _begin(self) -> Step:
        """Check where it goes, once more, and tell FreeSWITCH."""
        if self._key.trouble:
            self._over("failed", "key_unreadable")
            return Step.failed("start_stream", "key_unreadable", self._key.trouble)
        # From here on until FreeSWITCH says how it went, nobody else begins it.
        self.trying, self._trying_since = True, self._means.now()
        try:
            check_reach(read_target(self.row.job.url), self._means.streams, self._means.resolve)
        except TargetRefused as problem:
            self.trying = False
            self._refused(problem.reason)
            return Step.failed("start_stream", problem.reason, problem.problem)
        if self.row.state.state not in ("starting", "interrupted"):
            # It was ended while its host was looked up.
            self.trying = False
            if self.runs:
                self._over("ready", "stopped")
            return Step.failed("start_stream", "stopped", "it was stopped before it was begun")
        command = StartStream(stream=self.row.id, url=self.row.job.url)
        step = self._means.switch.run(command, self.row.conference_uuid, START_SECONDS, Extra(self._key.given()))
        if step.state == "failed" and self.trying and not self.open:
            self.trying = False
            self._refused(step.reason or "refused")
        elif step.state == "confirmed" and not self.open and self.trying:
            self._opened()
        return step

    def _ask_to_stop(self) -> Step:
        command = StopStream(stream=self.row.id, url=self.row.job.url)
        return self._means.switch.run(command, self.row.conference_uuid, STOP_SECONDS, Extra(self._key.given()))

    def _stop(self) -> Step:
        step = self._ask_to_stop()
        if step.state == "confirmed" or step.reason in ("not_recording", "conference_gone"):
            self.open = False
            if self.runs:
                self._over("ready", "stopped")
        return step

    def _opened(self) -> None:
        now = self._means.now()
        self.open, self.trying = True, False
        self._wire, self._flow = Wire(self.row.job.url, self._means.connections, self._means.resolve), "moves"
        self._live_since = self._ask_stop_at = now
        if self.row.state.state in ("starting", "interrupted", "live"):
            started = self.row.state.started_at or self._means.stamp()
            self._become("live", reason=None, started_at=started)

    def _refused(self, reason: str) -> None:
        """It did not come about."""
        state = self.row.state.state
        if state == "stopping":
            self._over("ready", "stopped")
        elif state == "starting":
            # Whoever has just asked for it learns at once that the address or the key is wrong.
            self._over("failed", reason)
        elif state == "interrupted":
            # A target that turned private will not become public by waiting.
            if reason in ("private_target", "port_refused", "bad_address"):
                self._over("failed", reason)
            else:
                self._again(reason)

    def _broke(self) -> None:
        self.open = self.trying = False
        room = self._means.room(self.row.conference_uuid)
        if self.row.state.state == "stopping":
            self._over("ready", "stopped")
        elif room is None or room.ended or not room.members:
            self._over("ready", "conference_ended")
        elif self.runs:
            self._again("stalled" if self.row.state.reason == "stalled" else "connection_lost")

    def _again(self, reason: str) -> None:
        """Plan the next try, or give up."""
        if self.row.job.adopted:
            self._over("failed", reason)
            return
        now = self._means.now()
        planned = next_try(self.row.job.restarts, now, self._means.stream_budget, self._means.chance)
        if planned is None:
            self._over("failed", reason)
            return
        restarts, pause = planned
        self._job(restarts=restarts)
        self.retry_at = now + pause
        self._become("interrupted", reason=reason)

    def _over(self, state: OutputLife, reason: str) -> None:
        if state == "ready":
            self._become("stopping")
        self._become(state, reason=reason, ended_at=self._means.stamp())
