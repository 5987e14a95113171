"""A time in which something was not as usual, in seconds since 1970."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """From then to then."""

    since: float
    until: float

    def __contains__(self, at: float) -> bool:
        return self.since <= at <= self.until

    def overlap(self, since: float, until: float) -> float:
        """How many seconds of another time lie in this one."""
        return max(min(self.until, until) - max(self.since, since), 0.0)
