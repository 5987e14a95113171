"""One measurement: a ratio taken in one run on one machine, with the limit that it must keep."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """What was measured; without a limit (`limit` the most, `least` the least) it is only reported."""

    name: str
    value: float
    limit: float | None = None
    least: float | None = None
    note: str = ""
    unit: str = "×"

    @property
    def keeps(self) -> bool:
        below = self.limit is None or self.value <= self.limit
        return below and (self.least is None or self.value >= self.least)


def cpu_seconds(*calls: Callable[[], object], times: int, rounds: int = 80) -> list[float]:
    """Return the CPU seconds of one call of each: the best of rounds that take turns, so that all share the noise."""
    best = [float("inf")] * len(calls)
    for _ in range(rounds):
        for index, call in enumerate(calls):
            started = time.process_time()
            for _ in range(times):
                call()
            best[index] = min(best[index], (time.process_time() - started) / times)
    return best
