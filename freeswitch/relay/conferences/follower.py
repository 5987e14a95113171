"""Follows the events into the state, asks FreeSWITCH where an event is not enough, and repairs gaps by a snapshot."""

import math
from collections.abc import Callable

from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.channel_questions import Brought
from freeswitch.relay.conferences.conference_events import ConferenceEvents, Effect
from freeswitch.relay.conferences.hand_typed import HandTyped, hand_typed
from freeswitch.relay.conferences.looks import Looks
from freeswitch.relay.conferences.naming import Naming
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.conferences.snapshot import take_snapshot
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.loops.backoff import Backoff
from freeswitch.relay.loops.beside import tell
from freeswitch.relay.switch.errors import ConnectionLost, EslError
from freeswitch.relay.switch.esl import REPLY_SECONDS
from freeswitch.relay.switch.event_queue import EventQueue
from freeswitch.relay.switch.event_values import REPORTS, Event
from freeswitch.relay.switch.link import Link
from freeswitch.relay.switch.watches import Watches
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics

# Others run after so many events.
BATCH = 200
WAIT_SECONDS = 1.0
# A gap that a snapshot does not close must not make one snapshot after another: that would be polling. Whatever comes
# again within the longest of these pauses waits twice as long.
GAP_PAUSES = 1.0, 10.0
# What cannot be read once may never be; to ask for everything five times a second would be polling.
SNAPSHOT_PAUSES = 0.2, 5.0
# The longest that one turn of its loop takes: FreeSWITCH answers as late as it may, several times.
LONGEST_TURN = WAIT_SECONDS + 3 * REPLY_SECONDS


class Follower:
    """The only one who changes the rooms.

    Args:
        on_event: told of every event once the rooms know it; it must not wait.
        on_snapshot: told when everything was read afresh.
        on_entry: told of a conference into which somebody came, or of whose people more is known; it must not wait.
        on_change: told of one in which somebody came or went, watching or not; it must not wait.
        followed_until: up to when an earlier relay told what happened, in seconds since 1970; None where none did.
    """

    def __init__(
        self,
        link: Link,
        queue: EventQueue,
        rooms: Rooms,
        *,
        writer: StateWriter,
        watches: Watches,
        clock: Clock,
        metrics: Metrics,
        on_event: Callable[[Event], None] = lambda _event: None,
        on_snapshot: Callable[[], None] = lambda: None,
        on_entry: Callable[[Room], None] = lambda _room: None,
        on_change: Callable[[Room], None] = lambda _room: None,
        followed_until: Callable[[], float | None] = lambda: None,
    ) -> None:
        self.rooms = rooms
        self.ready = rooms.ready
        self._on_entry = on_entry
        self._on_change = on_change
        self._followed_until = followed_until
        self._on_event = on_event
        self._on_snapshot = on_snapshot
        self._events = ConferenceEvents(self.rooms)
        self._link = link
        self._queue = queue
        self._writer = writer
        self._watches = watches
        self._clock = clock
        self._metrics = metrics
        self._naming = Naming(link, clock)
        self._looks = Looks(link, rooms, writer, watches)
        self._gap: str | None = None
        self._gap_pause = Backoff(*GAP_PAUSES, chance=lambda: 1.0)
        self._next_snapshot = self._last_gap = -math.inf
        self._pause = Backoff(*SNAPSHOT_PAUSES)
        # What was read last was read on that pair of connections.
        self._generation = 0
        # When something came last (seconds since 1970): until then nothing was missed.
        self._heard: float | None = None

    def _connected(self) -> None:
        """A new pair stands: everything must be read afresh."""
        self._generation = self._link.generation
        self._gap = "connected"
        self._pause.succeeded()
        self._next_snapshot = -math.inf

    def run_once(self) -> None:
        """Take what has come, or wait a moment for it."""
        if self._link.generation != self._generation:
            self._connected()
        if self._link.up.is_set() and not self.ready.is_set():
            self._snapshot("connected")
        batch = self._queue.take(BATCH, WAIT_SECONDS)
        if self._queue.overflowed:
            self._metrics.count("EventsDropped", self._queue.dropped)
            self._queue.overflowed, self._queue.dropped = False, 0
            self._gap = "events were lost"
        self._metrics.count("EventsReceived", len(batch))
        questions: dict[str, list[HandTyped]] = {}
        for event in batch:
            try:
                self._take(event, questions)
            except Exception:  # noqa: BLE001  # the others are taken, and a snapshot makes up for this one
                tell("an event", event=event.get("Event-Name"), action=event.get("Action"))
                self._gap = "an event went wrong"
        for asked in questions.values():
            self._gap = self._looks.look(asked) or self._gap
        # Only now: who sees an event finds its consequences in the state.
        for event in batch:
            self._watches.hand_out(event)
        self._ask_again()
        if len(batch) == BATCH:
            # More may wait already, so nothing else would let others run.
            self._clock.sleep(0)
        may_ask = self._link.up.is_set() and self.ready.is_set() and self._clock.monotonic() >= self._next_snapshot
        if self._gap and may_ask:
            self._close_gap(self._gap)

    def _close_gap(self, gap: str) -> None:
        now = self._clock.monotonic()
        if now - self._last_gap > GAP_PAUSES[1] * 2:
            self._gap_pause.succeeded()
        self._last_gap, self._next_snapshot = now, now + self._gap_pause.failed()
        self._snapshot(gap)

    def _ask_again(self) -> None:
        if self.ready.is_set():
            for room in self._naming.ask_again():
                self._writer.mark(room, soon=True)
                self._on_entry(room)

    def _take(self, event: Event, questions: dict[str, list[HandTyped]]) -> None:
        brought = self._naming.brought(event)
        effect = self._events.apply(event)
        if effect.room is not None:
            self._learn(effect.room, effect, brought)
            if effect.joined or effect.left:
                self._writer.teller.note(effect.room, left=effect.left, cause=effect.cause)
        self._on_event(event)
        if effect.room is not None:
            self._note(effect.room, effect)
        if effect.question:
            typed = hand_typed(event.get("API-Command-Argument", ""))
            if typed:
                # Twenty changes of one moment are looked at once.
                questions.setdefault(f"{effect.question} {typed.conference}", []).append(typed)
        if effect.departure:
            self._metrics.count("MembersLeft")
            left = effect.departure
            logger.info("member left", extra={"conference": left.conference, "call": left.call, "cause": left.cause})
        self._count(event)
        if effect.gap:
            self._gap = effect.gap
        elif self._gap is None and self._link.stands(self._generation):
            # What waits is dropped if the connection is lost now.
            self._heard = self._clock.time() - self._queue.seconds_behind

    def _count(self, event: Event) -> None:
        if event.get("Event-Name") in REPORTS:
            self._metrics.count("QualityReports")
        elif event.get("Event-Subclass") == "sofia::register_failure":
            self._metrics.count("RegisterFailures")

    def _learn(self, room: Room, effect: Effect, brought: Brought | None) -> None:
        if brought is not None and effect.joined in room.members:
            room.change_member(brought.given(room.members[effect.joined]))
        elif effect.joined in room.members:
            self._naming.not_answered(room)

    def _note(self, room: Room, effect: Effect) -> None:
        if effect.joined:
            self._on_entry(room)
        if effect.joined or effect.left or effect.watching:
            self._on_change(room)
        if effect.hand:
            self._writer.teller.hand_key(room, effect.hand)
        if effect.ended:
            self._writer.end(room)
        elif effect.hand:
            self._writer.mark(room, soon=True)
        elif effect.weight != "none":
            self._writer.mark(room, soon=effect.weight == "control")

    def _snapshot(self, reason: str) -> None:
        """Read everything once; events that came meanwhile are applied on top of it afterwards."""
        generation, asked = self._link.generation, self._clock.time()
        try:
            if not self.ready.is_set():
                self._writer.recall(self.rooms)
            living, gone, left = take_snapshot(self.rooms, self._link.commands.api, self._clock.time())
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
        for room in gone:
            room.revision += 1
            self.rooms.close(room)
            self._writer.end(room)
        for room in living:
            # Whoever leaves before the next write was there all the same.
            self._writer.teller.note(room)
            self._writer.mark(room, soon=True)
            self._on_entry(room)
            self._on_change(room)
        self._writer.end_unknown(self.rooms)
        self._metrics.count("Gaps")
        logger.info("gap", extra={"reason": reason, "conferences": len(living), "vanished": len(gone)})
        self._watches.wake_all()
        self.ready.set()
        self._on_snapshot()
