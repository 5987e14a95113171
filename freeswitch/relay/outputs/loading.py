"""Reads the rows of this node's recordings and streams, and what somebody else has written into them."""

from collections.abc import Callable

from freeswitch.relay.outputs.means import Means
from freeswitch.relay.outputs.orders import Output
from freeswitch.relay.outputs.recordings.recording import Recording
from freeswitch.relay.outputs.recordings.wished import as_wished
from freeswitch.relay.outputs.rightful import forged_output
from freeswitch.relay.outputs.roll import Roll
from freeswitch.relay.outputs.rows import OutputRows
from freeswitch.relay.outputs.streams.stream import Stream
from freeswitch.relay.telemetry.logs import logger
from functions.shared.outputs.jobs import OutputRow, RecordingRow
from functions.shared.tables.conferences.outputs import open_outputs

# How often the table is asked for what the API wants erased, and for rows that another relay left behind.
LOOK_SECONDS = 15.0


class Loading:
    """`found` is told when there are new ones, `drop` of one whose row somebody has deleted."""

    def __init__(
        self, means: Means, roll: Roll, rows: OutputRows, *, found: Callable[[], None], drop: Callable[[str], None]
    ) -> None:
        self._means = means
        self._roll = roll
        self._rows = rows
        self._found = found
        self._drop = drop
        self._look_at = 0.0
        self.loaded = False

    def forget_all(self) -> None:
        self.loaded = False
        self._look_at = 0.0

    def look_again(self) -> None:
        """Do not wait until it is time to."""
        self._look_at = 0.0

    def look(self) -> None:
        """Read the rows if it is time to.

        Raises:
            TablesUnavailable: try again later.
        """
        if self._means.now() >= self._look_at:
            self._look_at = self._means.now() + LOOK_SECONDS
            self.load()

    def load(self) -> None:
        """Read the open rows of this node; what is known already is not touched.

        Raises:
            TablesUnavailable: try again later.
        """
        read = open_outputs(self._means.node)
        for damaged in read.unreadable:
            self._rows.set_aside(damaged)
        for row in read.rows:
            known = self._roll.find(row.id)
            if known is None:
                self._take_in(row)
            elif isinstance(known, Recording) and isinstance(row, RecordingRow) and self._wished(row).job.erase:
                known.to_erase()
        self.loaded = True

    def _take_in(self, row: OutputRow) -> None:
        # The index may lag behind: one that has just ended must not be begun again.
        there = self._rows.there(row)
        if there is not None and (forged := self._forged(there)):
            self._means.forged()
            told = {"output": there.id, "conference": there.conference, "problem": forged}
            logger.error("a recording or stream is left alone: no relay of this node has written its row", extra=told)
            return
        wished = self._wished(there) if isinstance(there, RecordingRow) else there
        if wished is not None and wished.is_open:
            self._rows.read(wished)
            self._roll.add(self._made(wished))
            self._found()
        elif wished is not None and wished is not there:
            # Nothing is left to do but to say that it is not to be erased.
            self._rows.read(wished)
            self._rows.changed(wished)
        elif wished is not None:
            self._rows.read_over(wished)

    def _wished(self, row: RecordingRow) -> RecordingRow:
        return as_wished(row, self._means.forged)

    def _forged(self, row: OutputRow) -> str:
        means = self._means
        return forged_output(row, means.node, means.root, means.room(row.conference_uuid))

    def hear(self) -> None:
        """Take in what was found written by somebody else when our own was written."""
        for name, row in self._rows.take_news().items():
            known = self._roll.find(name)
            if row is None:
                self._drop(name)
            elif isinstance(known, Recording):
                known.to_erase()

    def _made(self, row: OutputRow) -> Output:
        return Recording(row, self._means) if isinstance(row, RecordingRow) else Stream(row, self._means)
