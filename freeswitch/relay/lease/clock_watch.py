"""What time it is by the tables, and whether this machine's clock agrees: who is far off takes no lease."""

from collections.abc import Iterator
from contextlib import contextmanager

from freeswitch.relay.clock import TablesClock
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.tables.answer_dates import answer_dates

# What is further off is not put right but said: FreeSWITCH's own times, certificates and signatures are wrong as well.
# A lease that is held is kept, for its deadlines are corrected.
MOST_SECONDS_OFF = 2.0


class ClockWatch:
    """Says so once when the clock begins to be off, and once when it agrees again."""

    def __init__(self, clock: TablesClock, metrics: Metrics) -> None:
        self._clock = clock
        self._metrics = metrics
        self._was_off = False

    @property
    def is_off(self) -> bool:
        """Whether this machine's clock is too wrong to take the lease."""
        ahead = self._clock.ahead
        return ahead is not None and abs(ahead) > MOST_SECONDS_OFF

    @contextmanager
    def dated(self) -> Iterator[None]:
        """Learn from the tables' answer what time it is, whatever else it says."""
        sent = self._clock.monotonic()
        with answer_dates() as dates:
            try:
                yield
            finally:
                if dates:
                    self._clock.learn(dates[-1], sent, self._clock.monotonic())

    def look(self) -> None:
        """Tell metrics and log how it is now."""
        if (ahead := self._clock.ahead) is None:
            return
        self._metrics.gauge("ClockSecondsAhead", ahead)
        if self.is_off != self._was_off:
            self._was_off = self.is_off
            told = {"seconds_ahead": round(ahead, 1), "allowed": MOST_SECONDS_OFF}
            if self._was_off:
                logger.error("this machine's clock is off the tables': see to its time service", extra=told)
            else:
                logger.info("this machine's clock agrees with the tables'", extra=told)
