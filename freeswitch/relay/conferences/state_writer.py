"""Writes the rooms into the conferences table: the last state wins, what moves with every word is written late.

Conferences are written side by side: when a switch has started again, all of them have something to tell at once.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from gevent.event import Event as Signal

from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.conferences.telling.door_telling import DoorTeller
from freeswitch.relay.conferences.telling.teller import Teller
from freeswitch.relay.conferences.writing.conference_rows import ConferenceRows
from freeswitch.relay.conferences.writing.left_in_table import LeftInTable
from freeswitch.relay.conferences.writing.meeting_writer import LATER_SECONDS, MeetingWriter
from freeswitch.relay.conferences.writing.nodes_claims import NodesClaims
from freeswitch.relay.conferences.writing.pending_writes import Pending, PendingWrites
from freeswitch.relay.conferences.writing.shown_meetings import ShownMeetings
from freeswitch.relay.loops.backoff import Backoffs
from freeswitch.relay.loops.beside import UNEXPECTED, tell
from freeswitch.relay.loops.side_by_side import side_by_side
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.feed.events import Event
from functions.shared.tables.base import TablesUnavailable

# Changes of one moment, a scene for example, become one write.
SOON_SECONDS = 0.05
IDLE_SECONDS = 1.0
LONGEST_PAUSE = 5.0
# So many conferences at once: a write is a handful of questions to the tables, which answer several as fast as one.
AT_ONCE = 8
# The longest that one turn of its loop takes: of very many conferences each waits for its place.
LONGEST_TURN = IDLE_SECONDS + 20.0
# How often it is looked whether a conference was taken from us.
LOOK_SECONDS = 10.0
UNKNOWN, SHOWN = "the meetings that only the table knows", "the meetings that everybody sees"


class StateWriter:
    """Holds at most one pending write per conference, however many events come; one that fails holds up no other."""

    def __init__(
        self,
        node: str,
        clock: Clock,
        metrics: Metrics,
        *,
        term: Callable[[], int | None] = lambda: None,
        behind: Callable[[], float] = lambda: 0.0,
    ) -> None:
        """Make one for the node.

        Args:
            term: how often the lease was taken.
            behind: for how many seconds an event waits that the rooms do not know yet.
        """
        self._clock = clock
        self._behind = behind
        self._metrics = metrics
        self._pauses = Backoffs(clock.monotonic, 0.2, LONGEST_PAUSE)
        self._pending = PendingWrites(clock.monotonic, self._pauses)
        self.teller = Teller(node, clock, metrics, behind)
        self.door = DoorTeller(self.teller, self._tell_door, self.seq)
        self._rows = ConferenceRows(clock, self.teller, self.door, NodesClaims(node, clock, metrics))
        self._shown = ShownMeetings(node, clock)
        self._meetings = MeetingWriter(
            self._rows,
            self._pending,
            self._shown,
            clock=clock,
            metrics=metrics,
            on_recalled=self._was_recalled,
            on_foreign=self._is_foreign,
            on_written=self._was_written,
        )
        self._term = term
        self._known_term: int | None = None
        self._look_at = clock.monotonic() + LOOK_SECONDS
        self._signal = Signal()
        self._left = LeftInTable(node, self._pending)
        # Told once of each conference, when it is known what an earlier relay knew of it; it must not wait.
        self.on_recalled: Callable[[Room], None] = lambda _room: None
        # Told each time a conference is found to be another node's, with for how long by now (seconds); must not wait.
        self.on_foreign: Callable[[Room, float], None] = lambda _room, _seconds: None

    def mark(self, room: Room, *, soon: bool) -> None:
        """The room is different now."""
        if room.ended:
            return
        if self._pending.mark(room, SOON_SECONDS if soon else LATER_SECONDS):
            self._signal.set()

    def end(self, room: Room) -> None:
        """The meeting is over."""
        self._pending.take(room)
        self._pending.end(room.name, room.uuid)
        self.teller.ended(room)
        self._signal.set()

    def end_unknown(self, rooms: Rooms) -> None:
        """After a snapshot: end the meetings that only the table still knows."""
        self._left.look_beside(rooms)
        self._signal.set()

    def recall(self, rooms: Rooms) -> None:
        """Count revisions and name people on from what the table holds of this node; later is early enough, too."""
        self._left.recall(rooms)

    @property
    def pending(self) -> int:
        return len(self._pending)

    @property
    def told_until(self) -> float:
        """Up to when all that happened is told, in seconds since 1970: a relay that dies now takes the rest with it."""
        now = self._clock.monotonic()
        since = self._pending.untold_since()
        return self._clock.time() - max(self._behind(), 0.0 if since is None else now - since)

    def run_once(self) -> None:
        """Write what is due, or wait until something is."""
        if (term := self._term()) != self._known_term:
            # Another relay may have served the node meanwhile, or nobody: all of it is written once more.
            self._known_term = term
            self._write_anew(self._shown.all())
        now = self._clock.monotonic()
        first = min((one.due for one in self._pending.until(now + IDLE_SECONDS)), default=now + IDLE_SECONDS)
        if self._left.looked_for:
            first = min(first, self._pauses.due(UNKNOWN))
        if first > now:
            self._signal.clear()
            self._clock.wait(self._signal, min(first - now, IDLE_SECONDS))
            # Woken by something that is due later: let it come to its time.
            now = self._clock.monotonic()
        if self._left.looked_for and self._pauses.may_try(UNKNOWN):
            self._done(UNKNOWN, self._left.end)
        if now >= self._look_at:
            self._look_at = now + LOOK_SECONDS
            self._done(SHOWN, lambda: self._write_anew(self._shown.overwritten()))
        # One that failed steps aside. If it was the tables, the turn must not take a time-out for each of the others.
        side_by_side(self._pending.until(now), self._written, where="the state of a conference", at_once=AT_ONCE)

    def _written(self, one: Pending) -> bool:
        return self._done(one.uuid, partial(self._write, one))

    def _write(self, one: Pending) -> None:
        if one.room is None:
            self._meetings.finish(one.name, one.uuid)
        else:
            self.flush(one.room)

    def _done(self, what: str, action: Callable[[], None]) -> bool:
        try:
            action()
        except TablesUnavailable as problem:
            told = {"problem": str(problem), "meeting": what, "pending": self.pending}
            logger.warning("the state could not be written", extra=told)
        except UNEXPECTED:
            # Whatever it was, the other conferences are written.
            tell("the state of a conference", meeting=what)
        else:
            self._pauses.succeeded(what)
            return True
        self._metrics.count("WritesFailed")
        self._pauses.failed(what)
        return False

    def write_all(self) -> None:
        """Try to write everything now, due or not."""
        for one in self._pending.until(math.inf):
            self._written(one)

    def flush(self, room: Room) -> None:
        """Write the room now if it is not written yet.

        Raises:
            TablesUnavailable: it stays marked.
        """
        self._meetings.flush(room)

    def _was_recalled(self, room: Room) -> None:
        self.on_recalled(room)

    def _is_foreign(self, room: Room, seconds: float) -> None:
        self.on_foreign(room, seconds)

    def _was_written(self, room: Room) -> None:
        if self.teller.holds(room.name):
            self.mark(room, soon=False)

    def seq(self, name: str) -> int:
        """A seq of the conference's feed from before whatever happens next.

        Raises:
            TablesUnavailable: nobody knows.
        """
        return self.teller.seq(name)

    def tell(self, events: Sequence[Event], *, domain: str | None, after: int) -> None:
        """Append events of one conference that are not of its state, once; after `seq` none of them can be told.

        Raises:
            TablesUnavailable: a part of them may be told; to tell them again is right.
        """
        with self._meetings.lock(events[0].conference):
            self.teller.add(events, domain=domain, after=after)

    def _tell_door(self, events: Sequence[Event], domain: str | None, after: int) -> None:
        self.tell(events, domain=domain, after=after)

    def _write_anew(self, rooms: Iterable[Room]) -> None:
        for room in rooms:
            self._rows.forget(room.name)
            self.mark(room, soon=True)
