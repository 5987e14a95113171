"""A row that tells of each of its changes: what recordings and streams have in common."""

from typing import Generic, TypeVar

import msgspec

from freeswitch.relay.outputs.means import Means
from functions.shared.conference_state import OutputLife
from functions.shared.output_jobs import RecordingRow, StreamRow
from functions.shared.output_life import moved

Row = TypeVar("Row", RecordingRow, StreamRow)


class Kept(Generic[Row]):
    """`row` is what is written."""

    def __init__(self, row: Row, means: Means) -> None:
        self.row: Row = row
        self._means = means

    def _become(self, state: OutputLife, **changes: object) -> None:
        self._state(state=moved(self.row.state.state, state), **changes)

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
