"""What the feed says of each recording and stream: its row as it was written last, and that it is gone."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from freeswitch.relay.clock import Clock
from freeswitch.relay.loops.backoff import Backoffs
from freeswitch.relay.telemetry.logs import logger
from functions.shared.feed.events import Event
from functions.shared.outputs.jobs import OutputRow
from functions.shared.state import OutputState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.outputs import is_told
from functions.shared.told.outputs import changed_event, forgotten_event


class Feed(Protocol):
    """Where events are told; see `conferences.state_writer`."""

    def seq(self, name: str) -> int: ...

    def tell(self, events: Sequence[Event], *, domain: str | None, after: int) -> None: ...


class Telling:
    """Rows first, then their events; what is written and not told waits here, and in the row for the next relay."""

    def __init__(self, feed: Feed, clock: Clock) -> None:
        self._feed = feed
        self._clock = clock
        self._told: dict[str, OutputState] = {}
        self._after: dict[str, int] = {}
        self._waiting: dict[str, OutputRow] = {}
        self._pauses = Backoffs(clock.monotonic, 0.2, 30.0)

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def before(self, row: OutputRow) -> OutputRow:
        """The row with a seq from before it is written.

        Raises:
            TablesUnavailable: nobody knows one.
        """
        # Of one that is hidden, its end may be told already.
        after = self._after.get(row.id) if row.is_hidden else None
        return msgspec.structs.replace(row, told_after=self._feed.seq(row.conference) if after is None else after)

    def written(self, row: OutputRow) -> None:
        """The row stands there: by this relay, or by one before it."""
        if row.told_after is not None:
            self._after[row.id] = row.told_after
        self._waiting[row.id] = row

    def tell(self, output_id: str) -> None:
        """Tell what is written of it; what cannot be told now is told later."""
        if (row := self._waiting.get(output_id)) is None or not self._pauses.may_try(output_id):
            return
        try:
            self._tell(row)
        except TablesUnavailable as problem:
            self._pauses.failed(output_id)
            logger.warning("an output is not told yet", extra={"output": output_id, "problem": str(problem)})
        else:
            self._pauses.succeeded(output_id)

    def tell_all(self) -> None:
        for output_id in list(self._waiting):
            self.tell(output_id)

    def gone(self, row: OutputRow) -> None:
        """Its row goes now.

        Raises:
            TablesUnavailable: it may be told; to tell it again is right.
        """
        self._waiting.pop(row.id, None)
        after = self._after.get(row.id)
        after = self._feed.seq(row.conference) if after is None else after
        told = forgotten_event(row, now=self._clock.time())
        self._feed.tell([told], domain=row.job.domain or None, after=after)
        self.forget(row.id)

    def forget(self, output_id: str) -> None:
        """Nothing happens to it any more; what waits is told all the same."""
        if output_id not in self._waiting:
            self._told.pop(output_id, None)
            self._after.pop(output_id, None)
            self._pauses.succeeded(output_id)

    def forget_all(self) -> None:
        for memory in (self._told, self._after, self._waiting):
            memory.clear()
        self._pauses.keep(())

    def _tell(self, row: OutputRow) -> None:
        different = self._told.get(row.id) != row.state
        if different and not row.is_hidden and row.told_after is not None:
            event = changed_event(row, now=self._clock.time())
            self._feed.tell([event], domain=row.job.domain or None, after=row.told_after)
        self._told[row.id] = row.state
        if not row.is_open:
            is_told(row)
        # Something newer may have been written meanwhile.
        if self._waiting.get(row.id) is row:
            del self._waiting[row.id]
            if not row.is_open:
                self.forget(row.id)
