"""Remembers that something was missed and makes up for it: everything is read afresh, and what nobody heard is told."""

import math
from collections.abc import Callable, Iterable

from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.conference_events import ConferenceEvents
from freeswitch.relay.conferences.naming import Naming
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.conferences.snapshot import take_snapshot
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.loops.backoff import Backoff
from freeswitch.relay.switch.errors import ConnectionLost, EslError
from freeswitch.relay.switch.link import Link
from freeswitch.relay.switch.watches import Watches
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics

# A gap that a snapshot does not close must not make one snapshot after another: that would be polling. Whatever comes
# again within the longest of these pauses waits twice as long.
GAP_PAUSES = 1.0, 10.0
# What cannot be read once may never be; to ask for everything five times a second would be polling.
SNAPSHOT_PAUSES = 0.2, 5.0


class GapKeeper:
    """Of the follower: only it may call this, for the rooms change.

    Args:
        on_room: told of every conference that goes on, each time it was read afresh; it must not wait.
        on_snapshot: told when everything was read afresh.
        followed_until: up to when an earlier relay told what happened, in seconds since 1970; None where none did.
    """

    def __init__(
        self,
        link: Link,
        rooms: Rooms,
        *,
        events: ConferenceEvents,
        naming: Naming,
        writer: StateWriter,
        watches: Watches,
        clock: Clock,
        metrics: Metrics,
        on_room: Callable[[Room], None],
        on_snapshot: Callable[[], None],
        followed_until: Callable[[], float | None],
    ) -> None:
        self._link = link
        self._rooms = rooms
        self._events = events
        self._naming = naming
        self._writer = writer
        self._watches = watches
        self._clock = clock
        self._metrics = metrics
        self._on_room = on_room
        self._on_snapshot = on_snapshot
        self._followed_until = followed_until
        self._gap: str | None = None
        self._gap_pause = Backoff(*GAP_PAUSES, chance=lambda: 1.0)
        self._next_snapshot = self._last_gap = -math.inf
        self._pause = Backoff(*SNAPSHOT_PAUSES)
        # What was read last was read on that pair of connections.
        self._generation = 0
        # When something came last (seconds since 1970): until then nothing was missed.
        self._heard: float | None = None

    def note(self, gap: str | None) -> None:
        """Something was missed, for this reason; None: nothing was."""
        self._gap = gap or self._gap

    def hear(self, seconds_behind: float) -> None:
        """An event is known now; `seconds_behind`: for how long others have waited that came after it."""
        if self._gap is None and self._link.stands(self._generation):
            # What waits is dropped if the connection is lost now.
            self._heard = self._clock.time() - seconds_behind

    def look_at_link(self) -> None:
        """Read everything of a pair of connections that is new, or of which nothing could be read yet."""
        if self._link.generation != self._generation:
            self._generation = self._link.generation
            self._gap = "connected"
            self._pause.succeeded()
            self._next_snapshot = -math.inf
        if self._link.up.is_set() and not self._rooms.ready.is_set():
            self._snapshot("connected")

    def close(self) -> None:
        """Read everything afresh if something was missed and it is time."""
        now = self._clock.monotonic()
        may_ask = self._link.up.is_set() and self._rooms.ready.is_set() and now >= self._next_snapshot
        if not self._gap or not may_ask:
            return
        if now - self._last_gap > GAP_PAUSES[1] * 2:
            self._gap_pause.succeeded()
        self._last_gap, self._next_snapshot = now, now + self._gap_pause.failed()
        self._snapshot(self._gap)

    def _snapshot(self, reason: str) -> None:
        """Read everything once; events that came meanwhile are applied on top of it afterwards."""
        generation, asked = self._link.generation, self._clock.time()
        try:
            if not self._rooms.ready.is_set():
                self._writer.recall(self._rooms)
            living, gone, left = take_snapshot(self._rooms, self._link.commands.api, self._clock.time())
            for room in living:
                for call in room.members:
                    self._naming.user(room, call)
                self._naming.domain(room)
            if not self._link.stands(generation):
                raise ConnectionLost("lost while everything was read")
        except (EslError, ValueError) as problem:
            if self._link.stands(generation):
                logger.warning("no snapshot", extra={"problem": str(problem)})
                self._gap = reason
                self._clock.sleep(self._pause.failed())
            # Else the next pair reads everything again.
            return
        self._pause.succeeded()
        self._gap = None
        self._events.read_afresh(gone, left)
        self._writer.teller.nobody_listened(self._heard or self._followed_until(), asked, reason)
        for room in (*living, *gone):
            self._writer.teller.not_heard(room, self._heard, reason)
        self._heard = asked
        self._believe(living, gone)
        self._metrics.count("Gaps")
        logger.info("gap", extra={"reason": reason, "conferences": len(living), "vanished": len(gone)})
        self._watches.wake_all()
        self._rooms.ready.set()
        self._on_snapshot()

    def _believe(self, living: Iterable[Room], gone: Iterable[Room]) -> None:
        for room in gone:
            room.revision += 1
            self._rooms.close(room)
            self._writer.end(room)
        for room in living:
            # Whoever leaves before the next write was there all the same.
            self._writer.teller.note(room)
            self._writer.mark(room, soon=True)
            self._on_room(room)
        self._writer.end_unknown(self._rooms)
