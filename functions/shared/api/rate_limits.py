"""How many requests a token's holder may make: a token bucket in the process.

Not in DynamoDB: that would cost every request a write and its latency, and the API would stop where the table is
throttled. So on Lambda the limit holds per instance, and API Gateway's throttle is the ceiling.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from functions.shared.api.problems import Problem
from functions.shared.telemetry.observations import count

# Buckets of callers who were quiet the longest are dropped; they are full by then.
MAX_CALLERS = 10_000


class RateLimits:
    """One bucket for each caller: `at_once` requests in one go, filling up again by `per_second`."""

    def __init__(self, per_second: float, at_once: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_second
        self._at_once = at_once
        self._clock = clock
        self._buckets: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def take(self, caller: tuple[str, str]) -> None:
        """Count a request.

        Raises:
            Problem: 429 with the time after which there is room for one more.
        """
        now = self._clock()
        left, seen = self._buckets.pop(caller, (float(self._at_once), now))
        left = min(float(self._at_once), left + (now - seen) * self._per_second)
        allowed = left >= 1
        self._buckets[caller] = (left - 1 if allowed else left, now)
        if len(self._buckets) > MAX_CALLERS:
            self._buckets.popitem(last=False)
        if not allowed:
            count("RateLimited")
            wait = math.ceil((1 - left) / self._per_second)
            detail = f"more than {self._at_once} requests at once and {self._per_second:g} a second"
            raise Problem("rate_limited", detail, headers={"Retry-After": str(max(1, wait))})
