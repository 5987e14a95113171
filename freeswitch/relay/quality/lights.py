"""A light for each way of each member's call: of the last reports, and told of no more than once in a few seconds."""

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from freeswitch.relay.quality.reports import Report, Way
from functions.shared.state import LIGHTS, Light, Quality

# From there on a stream is fair, and from there on poor. Loss: a word now and then, then every sentence. The way there
# and back: ITU-T G.114 has 150 ms one way as good and 400 ms as the most. Jitter: what a buffer still takes.
LOSS_PERCENT: Final = (3.0, 10.0)
ROUND_TRIP_MILLISECONDS: Final = (300.0, 800.0)
JITTER_MILLISECONDS: Final = (50.0, 150.0)

# The one in the middle counts: neither one bad second nor one good one changes anything.
REPORTS: Final = 3
# Of a stream of which nothing is reported any more nobody knows how it is.
SILENT_SECONDS: Final = 30.0
# Between two changes of a member's lights: each is a row and an event for everybody.
LEAST_SECONDS: Final = 5.0
# A call has one stream of sound and one of pictures each way; whoever invents more makes them forget each other.
MOST_STREAMS: Final = 8


def light_of(report: Report) -> Light:
    """What one report alone would say."""
    return worst(
        _light(value, limits)
        for value, limits in (
            (report.loss, LOSS_PERCENT),
            (report.round_trip, ROUND_TRIP_MILLISECONDS),
            (report.jitter, JITTER_MILLISECONDS),
        )
        if value is not None
    )


def worst(lights: Iterable[Light]) -> Light:
    """The worst of them; good where there is none."""
    return max(lights, key=LIGHTS.index, default="good")


def _light(value: float, limits: tuple[float, float]) -> Light:
    fair, poor = limits
    return "poor" if value >= poor else "fair" if value >= fair else "good"


@dataclass(slots=True)
class _Call:
    """Its streams' last lights, and what was told of them."""

    streams: dict[tuple[Way, str], deque[Light]] = field(default_factory=dict)
    # When each was reported last.
    seen: dict[tuple[Way, str], float] = field(default_factory=dict)
    told: Quality | None = None
    told_at: float = 0.0

    def add(self, report: Report) -> None:
        stream = (report.way, report.stream)
        self.streams.setdefault(stream, deque(maxlen=REPORTS)).append(light_of(report))
        self.seen[stream] = report.at
        silent = [one for one, at in self.seen.items() if abs(report.at - at) > SILENT_SECONDS]
        longest = sorted(self.seen, key=self.seen.__getitem__)[: max(0, len(self.seen) - len(silent) - MOST_STREAMS)]
        for one in {*silent, *longest}:
            del self.streams[one], self.seen[one]

    def quality(self) -> Quality | None:
        """What the last reports say; None as long as they say nothing."""
        now = Quality(sends=self._light("sends"), receives=self._light("receives"))
        return None if now == Quality() else now

    def _light(self, way: Way) -> Light | None:
        # Of a single report nobody knows whether it was a bad moment.
        ours = [last for (of, _), last in self.streams.items() if of == way and len(last) > 1]
        known = [sorted(last, key=LIGHTS.index)[(len(last) - 1) // 2] for last in ours]
        return worst(known) if known else None


class Qualities:
    """The calls of which something was reported."""

    def __init__(self) -> None:
        self._calls: dict[str, _Call] = {}

    def __len__(self) -> int:
        return len(self._calls)

    def take(self, report: Report) -> Quality | None:
        """How the call is to be shown after this report."""
        call = self._calls.setdefault(report.call, _Call())
        call.add(report)
        now = call.quality()
        # A clock that was set back keeps nobody waiting.
        rested = call.told is None or not 0 <= report.at - call.told_at < LEAST_SECONDS
        if now != call.told and rested:
            call.told, call.told_at = now, report.at
        return call.told

    def forget(self, call: str) -> None:
        """It is over."""
        self._calls.pop(call, None)

    def keep(self, calls: Collection[str]) -> None:
        """Forget all others."""
        for call in self._calls.keys() - set(calls):
            del self._calls[call]
