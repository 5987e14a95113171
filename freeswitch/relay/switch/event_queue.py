"""Events on their way from the socket to the state: bounded, and honest about what it had to drop."""

import time
from collections import deque
from collections.abc import Callable, Mapping

from gevent.event import Event as Signal

from freeswitch.relay.switch.event_values import integer

# 20,000 events are seconds of the busiest node. More can wait only while we are stuck: then a snapshot is cheaper.
MOST_EVENTS = 20_000

# What is kept of an event. A verbose one has 20 kB of channel variables that nobody reads.
KEPT_HEADERS = frozenset(
    {
        "Event-Name", "Event-Subclass", "Event-Date-Timestamp", "Event-Sequence", "Core-UUID", "Action", "Error",
        "API-Command", "API-Command-Argument", "Job-UUID", "_body", "Hangup-Cause", "Unique-ID", "Path", "File",
        "Conference-Name", "Conference-Unique-ID", "Conference-Domain", "Conference-Size", "Member-ID", "Member-Type",
        "Member-Ghost", "Speak", "Hear", "See", "Hold", "Talking", "Floor", "Video", "Old-ID", "New-ID", "Digits",
        "Volume-Level", "Energy-Level", "Agc-Level", "Old-Conference-Name", "New-Conference-Name",
        "Caller-Caller-ID-Name", "Caller-Caller-ID-Number", "Result",
        "Peer-UUID", "Async", "Other-Recordings", "Milliseconds-Elapsed", "Record-File-Size", "variable_user_name",
        "variable_sip_authorized", "variable_domain_name", "network-ip", "to-user", "to-host", "Session-Count",
        "from-user", "from-host", "user", "host", "call-id",
        "Gateway", "State", "Ping-Status", "Status", "Phrase", "Data",
        "RTP-Rate", "Source0-SSRC", "Source0-Fraction", "Source0-Jitter", "Rtt0-Avg", "Source-SSRC", "Source-Fraction",
    }
)  # fmt: skip
# A name or a path may be long; an event must not be.
LONGEST_VALUE = 4096
LONGEST_BODY = 256 * 1024
STAMP = "Event-Date-Timestamp"
# Below that FreeSWITCH's clock, which is this machine's, is as good as any.
LEAST_SECONDS_AHEAD = 0.1


class EventQueue:
    """First in, first out; when it is full everything in it is dropped and `overflowed` tells.

    `seconds_ahead` tells by how much this machine's clock is ahead: an event's time will stand in rows, where others
    compare it with theirs.
    """

    def __init__(self, most: int = MOST_EVENTS, *, seconds_ahead: Callable[[], float] = lambda: 0.0) -> None:
        self._events: deque[Mapping[str, str]] = deque()
        self._most = most
        self._seconds_ahead = seconds_ahead
        self._signal = Signal()
        # When each came that is not worked off, by `time.monotonic`.
        self._came: deque[float] = deque()
        self.received = 0
        self.dropped = 0
        self.overflowed = False

    def __len__(self) -> int:
        return len(self._events)

    def put(self, fields: Mapping[str, str]) -> None:
        """Take an event; never waits."""
        self.received += 1
        if len(self._events) >= self._most:
            self.dropped += len(self._events)
            self.clear()
            self.overflowed = True
        event = kept(fields)
        ahead, stamp = self._seconds_ahead(), integer(event.get(STAMP))
        if abs(ahead) >= LEAST_SECONDS_AHEAD and stamp is not None:
            event[STAMP] = str(stamp - round(ahead * 1e6))
        self._events.append(event)
        self._came.append(time.monotonic())
        self._signal.set()

    def take(self, most: int, seconds: float) -> list[Mapping[str, str]]:
        """Wait for events, but not longer than so; gives at most so many. Those taken before are known by now."""
        while len(self._came) > len(self._events):
            self._came.popleft()
        if not self._events:
            self._signal.wait(seconds)
        # Only now: whoever called before we began to wait has not called in vain.
        self._signal.clear()
        return [self._events.popleft() for _ in range(min(most, len(self._events)))]

    @property
    def seconds_behind(self) -> float:
        """For how long something has waited that came and is not known yet; 0 where all is."""
        return time.monotonic() - self._came[0] if self._came else 0.0

    def clear(self) -> None:
        self._events.clear()
        self._came.clear()
        self.overflowed = False

    def wake(self) -> None:
        """Let whoever waits look around."""
        self._signal.set()


def kept(fields: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value[: LONGEST_BODY if name == "_body" else LONGEST_VALUE]
        for name, value in fields.items()
        if name in KEPT_HEADERS or name.startswith("x_")
    }
