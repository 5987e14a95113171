"""A row that tells of each of its changes: what recordings and streams have in common."""

from typing import Generic, TypeVar

import msgspec
from gevent.lock import RLock

from freeswitch.relay.outputs.means import RELAY_ERROR, Means
from functions.shared.outputs.jobs import RecordingRow, StreamRow
from functions.shared.outputs.life import RUNNING, moved
from functions.shared.state import OutputLife
from functions.shared.telemetry.metric_names import RelayMetric

Row = TypeVar("Row", RecordingRow, StreamRow)

_COUNTED: dict[tuple[type[RecordingRow | StreamRow], OutputLife], RelayMetric] = {
    (RecordingRow, "interrupted"): "RecordingsInterrupted",
    (RecordingRow, "failed"): "RecordingsFailed",
    (StreamRow, "interrupted"): "StreamsInterrupted",
    (StreamRow, "failed"): "StreamsFailed",
}


class LiveRow(Generic[Row]):
    """`row` is what is written.

    Whoever asks FreeSWITCH something about it, a command or `tend`, has its `turn` meanwhile: one at a time. Events do
    not wait for that, and neither does the wish that it ends: whoever comes back from a question looks at it again.
    """

    def __init__(self, row: Row, means: Means) -> None:
        self.row: Row = row
        self.turn = RLock()
        self._means = means

    @property
    def runs(self) -> bool:
        """Whether FreeSWITCH has something to do with it."""
        return self.row.state.state in RUNNING

    def want_stop(self) -> None:
        """Note that it is to end; FreeSWITCH is asked by whoever has the turn next."""
        if self.runs:
            self._job(stop_wanted=True)
            self._become("stopping")

    def not_begun(self, reason: str) -> None:
        """Nothing came of it, though its row may have been written."""
        self._become("failed", reason=reason, ended_at=self._means.stamp())

    def trouble(self) -> None:
        """Say that the relay could not work on it; it is tried again later."""
        self._state(reason=RELAY_ERROR)

    def no_trouble(self) -> None:
        if self.row.state.reason == RELAY_ERROR:
            self._state(reason=None)

    def _become(self, state: OutputLife, **changes: object) -> None:
        counted = _COUNTED.get((type(self.row), state)) if state != self.row.state.state else None
        self._state(state=moved(self.row.state.state, state), **changes)
        if counted:
            self._means.count(counted)

    def _state(self, **changes: object) -> None:
        state = msgspec.structs.replace(self.row.state, **changes)
        if state != self.row.state:
            self.row = msgspec.structs.replace(self.row, state=state)
            self._means.changed(self.row)

    def _job(self, **changes: object) -> None:
        job = msgspec.structs.replace(self.row.job, **changes)
        if job != self.row.job:
            self.row = msgspec.structs.replace(self.row, job=job)
            self._means.changed(self.row)
