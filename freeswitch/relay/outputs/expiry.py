"""How long the row of a recording or a stream that is over is kept."""

from collections.abc import Callable

from freeswitch.relay.clock import Clock
from functions.shared.outputs.jobs import OutputRow, StreamRow
from functions.shared.outputs.life import OVER
from functions.shared.outputs.retention import DAY, TOLD_SECONDS, seconds_of

# Streams that are over are shown for so long; recordings as long as their files are kept.
STREAM_DAYS = 30


class Expiry:
    """`retention_days` tells for how many days a domain's recordings are kept; 0 is for ever."""

    def __init__(self, clock: Clock, retention_days: Callable[[str], int]) -> None:
        self._clock = clock
        self._retention_days = retention_days

    def of(self, row: OutputRow) -> float | None:
        """When the row may be forgotten, in seconds since 1970; None while nobody can say."""
        if row.state.state not in OVER or row.is_open:
            return None
        if isinstance(row, StreamRow):
            return self._clock.time() + STREAM_DAYS * DAY
        if row.state.state == "ready":
            gone = seconds_of(row.state.expires_at)
            return None if gone is None else gone + TOLD_SECONDS
        days = self._retention_days(row.job.domain)
        return self._clock.time() + days * DAY if days else None
