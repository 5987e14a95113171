"""Who waits for what an event will show: commands for their evidence, jobs for their result."""

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from gevent.event import Event as Signal

from freeswitch.relay.switch.event_values import api_line

# A command's evidence is among the next few events; a crowd that talks meanwhile is not kept without end.
MOST_KEPT = 2000


class Watch:
    """The events of one conference since the watch began."""

    def __init__(self) -> None:
        self._events: deque[Mapping[str, str]] = deque(maxlen=MOST_KEPT)
        self.signal = Signal()
        self.lost = False

    def add(self, event: Mapping[str, str]) -> None:
        self._events.append(event)
        self.signal.set()

    def lose(self) -> None:
        """What was awaited may have happened unseen."""
        self.lost = True
        self.signal.set()

    def take(self) -> list[Mapping[str, str]]:
        """The events that came since the last time."""
        self.signal.clear()
        events = list(self._events)
        self._events.clear()
        return events


class Watches:
    """Hands every event to those who wait for it."""

    def __init__(self) -> None:
        self._watches: dict[Watch, frozenset[str]] = {}

    @contextmanager
    def watch(self, *keys: str) -> Iterator[Watch]:
        """Watch a conference's uuid, a call's uuid, a job's id, or a command as its API event tells it."""
        watch = Watch()
        self._watches[watch] = frozenset(filter(None, keys))
        try:
            yield watch
        finally:
            del self._watches[watch]

    def hand_out(self, event: Mapping[str, str]) -> None:
        if not self._watches:
            return
        keys = {event.get("Conference-Unique-ID"), event.get("Unique-ID"), event.get("Job-UUID"), api_line(event)}
        for watch, wanted in self._watches.items():
            if not wanted.isdisjoint(keys):
                watch.add(event)

    def lose_all(self) -> None:
        """The connection is gone: nobody's evidence will come."""
        for watch in self._watches:
            watch.lose()

    def wake_all(self) -> None:
        """The state was read afresh: look at it."""
        for watch in self._watches:
            watch.signal.set()
