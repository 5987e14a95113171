"""What is to be written into the conferences table, and when: one write per conference, however much has changed."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.loops.backoff import Backoffs


@dataclass(frozen=True, slots=True)
class Pending:
    """A room to be written, or the end of a meeting where there is no room."""

    due: float
    uuid: str
    name: str
    room: Room | None = None


class PendingWrites:
    """What failed waits for its pause; `now` is the steady clock that all times are of."""

    def __init__(self, now: Callable[[], float], pauses: Backoffs) -> None:
        self._now = now
        self._pauses = pauses
        self._rooms: dict[str, tuple[Room, float]] = {}
        # Names of meetings that are over, by uuid.
        self._ends: dict[str, str] = {}
        # Since when something is not told, by name.
        self._untold: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._rooms) + len(self._ends)

    def mark(self, room: Room, after: float) -> bool:
        """Let the room be written that many seconds from now; False if it is to be written before that anyway."""
        self._untold.setdefault(room.name, self._now())
        due = self._now() + after
        before = self._rooms.get(room.name)
        if before is not None and before[0] is room and before[1] <= due:
            return False
        self._rooms[room.name] = (room, due)
        return True

    def take(self, room: Room) -> bool:
        """Whether the room was still to be written; it no longer is."""
        pending = self._rooms.get(room.name)
        if pending is None or pending[0] is not room:
            return False
        del self._rooms[room.name]
        return True

    def put_back(self, room: Room, after: float = 0.0) -> None:
        """It could not be written; what was marked under its name meanwhile stays."""
        self._rooms.setdefault(room.name, (room, self._now() + after))

    def end(self, name: str, uuid: str) -> None:
        self._untold.setdefault(name, self._now())
        self._ends[uuid] = name

    def ended(self, uuid: str) -> None:
        self._ends.pop(uuid, None)

    def told(self, name: str, until: float) -> None:
        """All that had happened under the name until then is told, or never will be."""
        room = self._rooms.get(name)
        if room is None and name not in self._ends.values():
            self._untold.pop(name, None)
        elif name in self._untold:
            self._untold[name] = max(until, self._untold[name])

    def dropped(self, name: str) -> None:
        """A write was not made, for its meeting has ended: where that does not wait either, nothing is left to tell."""
        if name not in self._rooms and name not in self._ends.values():
            self._untold.pop(name, None)

    def untold_since(self) -> float | None:
        """When the first thing happened that is not told yet; None where all is told."""
        return min(self._untold.values(), default=None)

    def until(self, then: float) -> list[Pending]:
        """What is due until then, the longest due first."""
        # Whoever has ended was due before whoever asks has looked at the clock.
        work = [Pending(self._later(uuid, 0.0), uuid, name) for uuid, name in self._ends.items()]
        work += [
            Pending(self._later(room.uuid, due), room.uuid, name, room) for name, (room, due) in self._rooms.items()
        ]
        return sorted((one for one in work if one.due <= then), key=attrgetter("due"))

    def _later(self, what: str, due: float) -> float:
        return max(due, self._pauses.due(what)) if self._pauses.failures(what) else due
