"""When nobody listened to FreeSWITCH: what began and ended then is told by nobody, and that is told."""

from collections import deque
from typing import Final, NamedTuple

# Of one relay; of older ones only where they began is kept.
MOST_SPANS: Final = 100


class Span(NamedTuple):
    """In seconds since 1970; the beginning may not be known."""

    since: float | None
    until: float
    reason: str


class Missed(NamedTuple):
    """From when on something may be missing (seconds since 1970), and why."""

    since: float
    reason: str


class Unheard:
    """Of the whole node: a conference that nobody saw has no account of its own."""

    def __init__(self) -> None:
        self._spans: deque[Span] = deque()

    def add(self, since: float | None, until: float, reason: str) -> None:
        """Nobody listened in between."""
        self._spans.append(Span(since, until, reason))
        if len(self._spans) > MOST_SPANS:
            first, second = self._spans.popleft(), self._spans.popleft()
            self._spans.appendleft(Span(first.since, second.until, second.reason))

    def since(self, moment: float | None) -> Missed | None:
        """What was not heard after a moment up to which everything is told; None of it: nothing was ever told."""
        spans = [one for one in self._spans if moment is None or one.until > moment]
        known = [begin for one in spans if (begin := _later(one.since, moment)) is not None]
        return Missed(min(known), spans[0].reason) if known else None


def _later(since: float | None, moment: float | None) -> float | None:
    return max((one for one in (since, moment) if one is not None), default=None)
