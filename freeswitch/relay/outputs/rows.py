"""Writes the rows of recordings and streams: soon after they change, or at once for a command's outcome."""

from collections.abc import Callable

from freeswitch.relay.backoff import Backoff
from freeswitch.relay.clock import Clock
from freeswitch.relay.logs import logger
from functions.shared.output_jobs import OutputRow, StreamRow
from functions.shared.output_life import OVER
from functions.shared.retention import DAY, TOLD_SECONDS, seconds_of
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.outputs import Damaged, set_aside, write_output

# Streams that are over are shown for so long; recordings as long as their files are kept.
STREAM_DAYS = 30


class OutputRows:
    """The last state wins; one row waits at most once."""

    def __init__(self, clock: Clock, retention_days: Callable[[str], int]) -> None:
        self._clock = clock
        self._retention_days = retention_days
        self._waiting: dict[str, OutputRow] = {}
        self._backoff = Backoff(0.2, 5.0)
        self._not_before = 0.0

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def changed(self, row: OutputRow) -> None:
        self._waiting[row.id] = row

    def forget(self, output_id: str) -> None:
        self._waiting.pop(output_id, None)

    def write_all(self) -> None:
        """Write what waits; what DynamoDB does not take is tried again later."""
        if self._clock.monotonic() < self._not_before:
            return
        for output_id in list(self._waiting):
            try:
                self.write(output_id)
                self._backoff.succeeded()
            except TablesUnavailable as problem:
                logger.warning("an output's row is not written yet", extra={"problem": str(problem)})
                self._not_before = self._clock.monotonic() + self._backoff.failed()
                return

    def write(self, output_id: str) -> None:
        """Write this row now if it waits.

        Raises:
            TablesUnavailable: it waits on.
        """
        row = self._waiting.pop(output_id, None)
        if row is None:
            return
        try:
            write_output(row, expires=self._expires(row))
        except TablesUnavailable:
            self._waiting.setdefault(output_id, row)
            raise

    def set_aside(self, damaged: Damaged) -> None:
        """Let a row that cannot be read say so to everybody; what cannot be done now is done the next time."""
        try:
            if set_aside(damaged, expires=self._expires(damaged.row)):
                logger.error("an output's row cannot be read; it is set aside", extra={"output": damaged.row.id})
        except TablesUnavailable as problem:
            logger.warning("an output's row is not set aside yet", extra={"problem": str(problem)})

    def _expires(self, row: OutputRow) -> float | None:
        if row.state.state not in OVER or row.is_open:
            return None
        if isinstance(row, StreamRow):
            return self._clock.time() + STREAM_DAYS * DAY
        if row.state.state == "ready":
            gone = seconds_of(row.state.expires_at)
            return None if gone is None else gone + TOLD_SECONDS
        days = self._retention_days(row.job.domain)
        return self._clock.time() + days * DAY if days else None
