"""Writes the rows of recordings and streams: soon after they change, or at once for a command's outcome."""

from collections.abc import Callable
from weakref import WeakValueDictionary

import msgspec
from gevent.lock import RLock

from freeswitch.relay.clock import Clock
from freeswitch.relay.loops.backoff import Backoffs
from freeswitch.relay.loops.beside import tell
from freeswitch.relay.outputs.expiry import Expiry
from freeswitch.relay.outputs.recordings.wished import as_wished
from freeswitch.relay.outputs.telling import Feed, Telling
from freeswitch.relay.telemetry.logs import logger
from functions.shared.outputs.jobs import OutputRow, RecordingRow
from functions.shared.outputs.life import OVER
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.outputs import Damaged, find_output, forget_output, set_aside, write_output

# How often a row is read and written anew because somebody else has written it.
TRIES = 3


class Taken(Exception):
    """Something else stands under the id: a first row is written over nothing."""


class OutputRows:
    """The last state wins, one row waits at most once, and one that cannot be written holds up no other.

    The API writes into a row, too: that somebody wants a recording gone. So each is written over the version that is
    known, and what somebody else has written is read first.
    """

    def __init__(
        self,
        clock: Clock,
        retention_days: Callable[[str], int],
        feed: Feed,
        may_write: Callable[[], bool] = lambda: True,
        forged: Callable[[], None] = lambda: None,
    ) -> None:
        self._expiry = Expiry(clock, retention_days)
        self._telling = Telling(feed, clock)
        self._may_write = may_write
        # Told of each row that says what nobody who may has said.
        self._forged = forged
        self._waiting: dict[str, OutputRow] = {}
        self._versions: dict[str, int] = {}
        # One write of a row at a time: an older state must not come after a newer one.
        self._locks: WeakValueDictionary[str, RLock] = WeakValueDictionary()
        self._pauses = Backoffs(clock.monotonic, 0.2, 30.0)
        # Those that somebody wants gone.
        self._to_erase: set[str] = set()
        # What somebody else has done to rows.
        self._news: dict[str, OutputRow | None] = {}

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def is_waiting(self, output_id: str) -> bool:
        return output_id in self._waiting

    def read(self, row: OutputRow) -> None:
        """A row was read whose output is new here; it may not be told yet."""
        self._versions[row.id] = row.version
        self._telling.written(row)

    def read_over(self, row: OutputRow) -> None:
        """A row was read that is open only because its end may not be told yet."""
        self._telling.written(row)

    def changed(self, row: OutputRow) -> None:
        self._waiting[row.id] = row

    def forget(self, output_id: str) -> None:
        self._waiting.pop(output_id, None)
        self._versions.pop(output_id, None)
        self._to_erase.discard(output_id)
        self._pauses.succeeded(output_id)
        self._telling.forget(output_id)

    def forget_all(self) -> None:
        """Nothing of it is ours any more."""
        for memory in (self._waiting, self._versions, self._to_erase, self._news):
            memory.clear()
        self._telling.forget_all()
        self._pauses.keep(())

    def take_news(self) -> dict[str, OutputRow | None]:
        """What somebody else has done to rows since it was asked last: as they are now, None for one that is gone."""
        news, self._news = self._news, {}
        return news

    def write_all(self) -> None:
        """Write what waits; what DynamoDB does not take is tried again later."""
        for output_id in list(self._waiting):
            # If it was the tables, the turn must not take a time-out for each of the others.
            if self._pauses.may_try(output_id) and not self._try(output_id):
                return
        self._telling.tell_all()

    def write_last(self) -> None:
        """Try every row that waits once more, whatever became of it before: afterwards nobody does."""
        for output_id in list(self._waiting):
            self._try(output_id)
        self._telling.tell_all()

    def _try(self, output_id: str) -> bool:
        """False if the tables did not take it."""
        try:
            self.write(output_id)
        except TablesUnavailable as problem:
            self._pauses.failed(output_id)
            logger.warning("an output's row is not written", extra={"output": output_id, "problem": str(problem)})
            return False
        except Taken as problem:
            # What cannot have a row of its own is as good as gone.
            self._news[output_id] = None
            logger.error("an output is left alone", extra={"output": output_id, "problem": str(problem)})
        except Exception:  # noqa: BLE001  # whatever it was, the others are written
            self._pauses.failed(output_id)
            tell("writing an output's row", output=output_id)
        return True

    def write(self, output_id: str) -> None:
        """Write this row now if it waits.

        Raises:
            TablesUnavailable: it waits on.
            Taken: it is the first row of its output, and something else stands there.
        """
        with self._lock(output_id):
            row = self._waiting.pop(output_id, None)
            if row is None:
                return
            try:
                self._store(row)
            except Taken:
                raise
            except BaseException:
                self._waiting.setdefault(output_id, row)
                raise
            self._pauses.succeeded(output_id)
            self._telling.tell(output_id)

    def delete(self, row: OutputRow) -> None:
        """Delete a row, whoever has written it last.

        Raises:
            TablesUnavailable: it may be there still.
        """
        with self._lock(row.id):
            # Told before the row is gone: whoever dies in between is followed by somebody who finds it.
            self._telling.gone(row)
            over = self._versions.get(row.id, 0)
            for _ in range(TRIES):
                if forget_output(row, over=over):
                    break
                there = self.there(row)
                if there is None:
                    break
                over = there.version
            else:
                raise TablesUnavailable(f"the row of {row.id} changed {TRIES} times while it was deleted")
            self.forget(row.id)

    def _lock(self, output_id: str) -> RLock:
        return self._locks.setdefault(output_id, RLock())

    def _store(self, row: OutputRow) -> None:
        for _ in range(TRIES):
            row = self._as_wished(row)
            if not self._may_write():
                raise TablesUnavailable("another relay serves the node, or may do so any moment")
            over = self._versions.get(row.id, 0)
            row = msgspec.structs.replace(self._telling.before(row), version=over + 1)
            if write_output(row, over=over, expires=self._expiry.of(row), untold=True):
                self._versions[row.id] = over + 1
                self._telling.written(row)
                return
            there = self.there(row)
            if there is None and row.state.state in OVER:
                self._news[row.id] = None
                return
            if over == 0 and there is not None and not _may_be_ours(row, there):
                raise Taken(f"{row.id} is the id of something else in {row.conference}")
            self._versions[row.id] = there.version if there else 0
            same = there is not None and there.conference_uuid == row.conference_uuid and row.state.state in OVER
            if same and isinstance(there, RecordingRow) and as_wished(there, self._forged).job.erase:
                self._to_erase.add(row.id)
                self._news[row.id] = there
        raise TablesUnavailable(f"the row of {row.id} changed {TRIES} times while it was written")

    def _as_wished(self, row: OutputRow) -> OutputRow:
        if row.id not in self._to_erase or not isinstance(row, RecordingRow):
            return row
        return msgspec.structs.replace(row, job=msgspec.structs.replace(row.job, erase=True))

    def there(self, row: OutputRow) -> OutputRow | None:
        """The row as it stands in the table now."""
        if isinstance(row, RecordingRow):
            return find_output(row.conference, "recording", row.id)
        return find_output(row.conference, "stream", row.id)

    def set_aside(self, damaged: Damaged) -> None:
        """Let a row that cannot be read say so to everybody; what cannot be done now is done the next time."""
        try:
            told_after = self._telling.before(damaged.row).told_after
            if set_aside(damaged, told_after=told_after or 0, expires=self._expiry.of(damaged.row)):
                logger.error("an output's row cannot be read; it is set aside", extra={"output": damaged.row.id})
        except TablesUnavailable as problem:
            logger.warning("an output's row is not set aside yet", extra={"problem": str(problem)})


def _may_be_ours(row: OutputRow, there: OutputRow) -> bool:
    """Whether what stands there may be this very output: an answer was lost, or it was given up too early.

    What is finished is never written over.
    """
    same = (there.conference_uuid, there.job.node) == (row.conference_uuid, row.job.node)
    return same and there.state.state != "ready"
