"""Follows the events into the state, and asks FreeSWITCH where an event is not enough."""

from collections.abc import Callable

from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.channel_questions import Brought
from freeswitch.relay.conferences.conference_events import ConferenceEvents
from freeswitch.relay.conferences.events.effects import Effect
from freeswitch.relay.conferences.events.hand_typed import HandTyped, hand_typed
from freeswitch.relay.conferences.gap_keeper import GapKeeper
from freeswitch.relay.conferences.looks import Looks
from freeswitch.relay.conferences.naming import Naming
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.loops.beside import tell
from freeswitch.relay.switch.esl import REPLY_SECONDS
from freeswitch.relay.switch.event_queue import EventQueue
from freeswitch.relay.switch.event_values import REPORTS, Event
from freeswitch.relay.switch.link import Link
from freeswitch.relay.switch.watches import Watches
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.encoders.going_along import NOTHING

# Others run after so many events.
BATCH = 200
WAIT_SECONDS = 1.0
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
        self._on_event = on_event
        self._events = ConferenceEvents(self.rooms)
        self._queue = queue
        self._writer = writer
        self._watches = watches
        self._clock = clock
        self._metrics = metrics
        self._naming = Naming(link, clock)
        self._looks = Looks(link, rooms, writer, watches)
        self._gaps = GapKeeper(
            link,
            rooms,
            events=self._events,
            naming=self._naming,
            writer=writer,
            watches=watches,
            clock=clock,
            metrics=metrics,
            on_room=self._read_afresh,
            on_snapshot=on_snapshot,
            followed_until=followed_until,
        )

    def run_once(self) -> None:
        """Take what has come, or wait a moment for it."""
        self._gaps.look_at_link()
        batch = self._queue.take(BATCH, WAIT_SECONDS)
        if self._queue.overflowed:
            self._metrics.count("EventsDropped", self._queue.dropped)
            self._queue.overflowed, self._queue.dropped = False, 0
            self._gaps.note("events were lost")
        self._metrics.count("EventsReceived", len(batch))
        questions: dict[str, list[HandTyped]] = {}
        for event in batch:
            try:
                self._take(event, questions)
            except Exception:  # noqa: BLE001  # the others are taken, and a snapshot makes up for this one
                tell("an event", event=event.get("Event-Name"), action=event.get("Action"))
                self._gaps.note("an event went wrong")
        for asked in questions.values():
            self._gaps.note(self._looks.look(asked))
        # Only now: who sees an event finds its consequences in the state.
        for event in batch:
            self._watches.hand_out(event)
        self._ask_again()
        if len(batch) == BATCH:
            # More may wait already, so nothing else would let others run.
            self._clock.sleep(0)
        self._gaps.close()

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
            self._gaps.note(effect.gap)
        else:
            self._gaps.hear(self._queue.seconds_behind)

    def _count(self, event: Event) -> None:
        if event.get("Event-Name") in REPORTS:
            self._metrics.count("QualityReports")
        elif event.get("Event-Subclass") == "sofia::register_failure":
            self._metrics.count("RegisterFailures")

    def _learn(self, room: Room, effect: Effect, brought: Brought | None) -> None:
        if brought is not None and effect.joined in room.members:
            room.change_member(brought.given(room.members[effect.joined]))
            if brought.along != NOTHING:
                room.came_along[effect.joined] = brought.along
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

    def _read_afresh(self, room: Room) -> None:
        self._on_entry(room)
        self._on_change(room)
