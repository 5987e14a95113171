"""Writes one meeting, or its end, into the rows: what came of it says when it is written again."""

from collections.abc import Callable
from weakref import WeakValueDictionary

from gevent.lock import RLock

from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.conferences.writing.conference_rows import ConferenceRows, NameTaken, NobodysYet
from freeswitch.relay.conferences.writing.pending_writes import PendingWrites
from freeswitch.relay.conferences.writing.shown_meetings import ShownMeetings
from freeswitch.relay.telemetry.metrics import Metrics

# Talking and floors: nobody reads faster, and a discussion would write ten rows a second.
LATER_SECONDS = 1.0
# How often it is looked whether a conference is free that another node has.
TAKEN_SECONDS = 5.0


class MeetingWriter:
    """One write of a conference at a time; one that is slow is waited for by nobody else."""

    def __init__(
        self,
        rows: ConferenceRows,
        pending: PendingWrites,
        shown: ShownMeetings,
        *,
        clock: Clock,
        metrics: Metrics,
        on_recalled: Callable[[Room], None],
        on_foreign: Callable[[Room, float], None],
        on_written: Callable[[Room], None],
    ) -> None:
        """Make one for the node.

        Args:
            on_recalled: told once of each conference, when it is known what an earlier relay knew of it.
            on_foreign: told of each that is found to be another node's, with for how long by now, in seconds.
            on_written: told of each conference whose rows are written.
        """
        self._rows = rows
        self._pending = pending
        self._shown = shown
        self._clock = clock
        self._metrics = metrics
        self._on_recalled = on_recalled
        self._on_foreign = on_foreign
        self._on_written = on_written
        # Who holds a waiting conference's may take that of the conference for which people wait, and never the other
        # way round.
        self._locks: WeakValueDictionary[str, RLock] = WeakValueDictionary()

    def lock(self, name: str) -> RLock:
        """Whoever holds it is the only one who writes or tells of the name."""
        return self._locks.setdefault(name, RLock())

    def flush(self, room: Room) -> None:
        """Write the room now if it is not written yet.

        Raises:
            TablesUnavailable: it stays marked.
        """
        with self.lock(room.name):
            if not self._pending.take(room):
                return
            if room.ended:
                self._pending.dropped(room.name)
                return
            recalled, began = room.recalled, self._clock.monotonic()
            try:
                self._metrics.count("RowsWritten", self._rows.write(room))
                if room.recalled and not recalled:
                    self._on_recalled(room)
                self._shown.written(room)
                self._pending.told(room.name, began)
                self._on_written(room)
            except NobodysYet:
                self._pending.put_back(room, LATER_SECONDS)
            except NameTaken:
                # What happens here is told once the name is ours again, and then as a gap.
                self._pending.told(room.name, began)
                self._pending.put_back(room, TAKEN_SECONDS)
                self._on_foreign(room, self._shown.taken(room))
            except BaseException:
                self._pending.put_back(room)
                raise

    def finish(self, name: str, uuid: str) -> None:
        """Write that the meeting is over.

        Raises:
            TablesUnavailable: its end stays marked.
        """
        with self.lock(name):
            began = self._clock.monotonic()
            self._metrics.count("RowsWritten", self._rows.end(name, uuid, now=self._clock.time()))
            self._pending.ended(uuid)
            self._pending.told(name, began)
            self._shown.ended(uuid)
