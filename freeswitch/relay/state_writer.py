"""Writes the rooms into the conferences table: the last state wins, what moves with every word is written late."""

from dataclasses import dataclass, field

import msgspec
from gevent.event import Event as Signal
from gevent.lock import RLock

from freeswitch.relay.backoff import Backoff
from freeswitch.relay.clock import Clock
from freeswitch.relay.logs import logger
from freeswitch.relay.metrics import Metrics
from freeswitch.relay.rooms import Room, Rooms
from functions.shared.conference_state import MemberState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences import (
    MEMBER,
    conferences_of_node,
    end_conference,
    find_conference,
    write_rows,
)

# Changes of one moment, a scene for example, become one write.
SOON_SECONDS = 0.05
# Talking and floors: nobody reads faster, and a discussion would write ten rows a second.
LATER_SECONDS = 1.0
IDLE_SECONDS = 1.0


@dataclass
class Written:
    """What the table holds of a conference, as far as this relay has written it."""

    uuid: str
    rows: dict[str, msgspec.Struct] = field(default_factory=dict)


class StateWriter:
    """Holds at most one pending write per conference, however many events come."""

    def __init__(self, node: str, clock: Clock, metrics: Metrics) -> None:
        self._node = node
        self._clock = clock
        self._metrics = metrics
        self._due: dict[str, tuple[Room, float]] = {}
        self._ending: dict[str, Room] = {}
        self._unknown: set[str] = set()
        self._written: dict[str, Written] = {}
        self._signal = Signal()
        self._writing = RLock()
        self._backoff = Backoff(0.2, 5.0)
        self._look_for_unknown: Rooms | None = None

    def mark(self, room: Room, *, soon: bool) -> None:
        """The room is different now."""
        if room.ended:
            return
        due = self._clock.monotonic() + (SOON_SECONDS if soon else LATER_SECONDS)
        before = self._due.get(room.name)
        if before is not None and before[0] is room and before[1] <= due:
            return
        self._due[room.name] = (room, due)
        self._signal.set()

    def end(self, room: Room) -> None:
        """The meeting is over."""
        pending = self._due.get(room.name)
        if pending is not None and pending[0] is room:
            del self._due[room.name]
        self._ending[room.uuid] = room
        self._signal.set()

    def end_unknown(self, rooms: Rooms) -> None:
        """After a snapshot: end the meetings that only the table still knows."""
        self._look_for_unknown = rooms
        self._signal.set()

    def recall(self, rooms: Rooms) -> None:
        """Count revisions on from what the table holds of this node; without the table, later is early enough."""
        try:
            for state in conferences_of_node(self._node):
                rooms.count_from(state.name, state.revision)
        except TablesUnavailable as problem:
            logger.warning("could not read this node's conferences", extra={"problem": str(problem)})

    @property
    def pending(self) -> int:
        return len(self._due) + len(self._ending)

    def run_once(self) -> None:
        """Write what is due, or wait until something is."""
        now = self._clock.monotonic()
        first = min((due for _, due in self._due.values()), default=now + IDLE_SECONDS)
        if not self._ending and self._look_for_unknown is None and first > now:
            self._signal.clear()
            self._clock.wait(self._signal, min(first - now, IDLE_SECONDS))
            # Woken by something that is due later: let it come to its time.
            now = self._clock.monotonic()
        try:
            self._end_all()
            for room in [room for room, due in self._due.values() if due <= now]:
                self.flush(room)
            self._backoff.succeeded()
        except TablesUnavailable as problem:
            self._metrics.count("WritesFailed")
            logger.warning("the state could not be written", extra={"problem": str(problem), "pending": self.pending})
            self._clock.sleep(self._backoff.failed())

    def flush(self, room: Room) -> None:
        """Write the room now if it is not written yet.

        Raises:
            TablesUnavailable: it stays marked.
        """
        with self._writing:
            pending = self._due.get(room.name)
            if pending is None or pending[0] is not room:
                return
            del self._due[room.name]
            if room.ended:
                return
            try:
                self._write(room)
            except TablesUnavailable:
                self._due.setdefault(room.name, (room, self._clock.monotonic()))
                raise

    def _write(self, room: Room) -> None:
        written = self._written.get(room.name)
        if written is None:
            written = self._begin(room)
        state = room.state(self._node)
        rows: dict[str, msgspec.Struct] = {MEMBER + member.uuid: member for member in state.members}
        # A row of an earlier meeting is written again even if it looks the same: it carries the meeting's uuid.
        same = written.rows if written.uuid == room.uuid else {}
        changed = {key: row for key, row in rows.items() if same.get(key) != row}
        gone = [key for key in written.rows if key not in rows]
        # Until it has worked, the table may hold either: keep both in mind.
        self._written[room.name] = Written("", written.rows | rows)
        write_rows(
            state,
            members=[row for row in changed.values() if isinstance(row, MemberState)],
            gone=gone,
        )
        self._written[room.name] = Written(room.uuid, rows)
        self._metrics.count("RowsWritten", 1 + len(changed) + len(gone))

    def _begin(self, room: Room) -> Written:
        """The first write of a name: learn what an earlier relay left there."""
        stored = find_conference(room.name)
        if stored is None:
            return Written("")
        room.revision = max(room.revision, stored.state.revision + 1)
        if stored.state.uuid == room.uuid:
            # A snapshot does not show it; without it nobody's token would cover the conference.
            room.domain = room.domain or stored.state.domain
            # Nor this: nobody can ask for it, and it hardly ever changes.
            room.canvas = room.canvas or stored.state.canvas
        left = [MEMBER + member.uuid for member in stored.state.members]
        return Written("", dict.fromkeys(left, stored.state))

    def _end_all(self) -> None:
        with self._writing:
            for room in list(self._ending.values()):
                self._finish(room.name, room.uuid)
                del self._ending[room.uuid]
            rooms = self._look_for_unknown
            if rooms is not None:
                for state in conferences_of_node(self._node):
                    if rooms.get(state.uuid) is None:
                        self._finish(state.name, state.uuid)
                        rooms.count_from(state.name, state.revision)
                self._look_for_unknown = None

    def _finish(self, name: str, uuid: str) -> None:
        if end_conference(name, uuid, now=self._clock.time()):
            written = self._written.get(name)
            self._metrics.count("RowsWritten", 1 + (len(written.rows) if written and written.uuid == uuid else 0))
            if written is not None and written.uuid in (uuid, ""):
                del self._written[name]
