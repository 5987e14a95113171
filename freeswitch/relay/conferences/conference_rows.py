"""The rows of the conferences: what stands in the table, so that only what is different is written."""

from dataclasses import dataclass, field

import msgspec

from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.rooms import Room
from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.conferences.ends import end_conference
from functions.shared.tables.conferences.rows import MEMBER, StoredConference, find_left_behind
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.nodes import find_node


class NameTaken(Exception):
    """A conference of another node has the name: it goes on there, and began later than ours."""


@dataclass
class Written:
    """What the table holds of a conference, as far as this relay has written it."""

    uuid: str
    rows: dict[str, msgspec.Struct] = field(default_factory=dict)
    head: ConferenceState | None = None
    # The meeting that the name is taken from.
    over: tuple[str, ...] = ()


class ConferenceRows:
    """Only one greenlet at a time may write a conference; callers see to that."""

    def __init__(self, node: str, clock: Clock) -> None:
        self._node = node
        self._clock = clock
        self._written: dict[str, Written] = {}

    def forget(self, name: str) -> None:
        """Somebody else may have written meanwhile: look before the next write of this name."""
        self._written.pop(name, None)

    def write(self, room: Room) -> int:
        """Write what is different from what stands there; tells how many rows that were.

        Raises:
            NameTaken: nobody sees this conference as long as the other one goes on.
            TablesUnavailable: any part of it may have been written; to write again is safe.
        """
        known = self._written.get(room.name)
        written = known or self._begin(room)
        state = room.state(self._node)
        head = msgspec.structs.replace(state, members=())
        rows: dict[str, msgspec.Struct] = {MEMBER + member.uuid: member for member in state.members}
        # A row of an earlier meeting is written again even if it looks the same: it carries the meeting's uuid.
        same = written.rows if written.uuid == room.uuid else {}
        changed = {key: row for key, row in rows.items() if same.get(key) != row}
        gone = [key for key in written.rows if key not in rows]
        must_head = written.uuid != room.uuid or written.head != head
        # Until it has worked, the table may hold either: keep both in mind.
        self._written[room.name] = Written("", written.rows | rows, over=written.over)
        ours = write_rows(
            state,
            members=[row for row in changed.values() if isinstance(row, MemberState)],
            gone=gone,
            over=written.over,
            head=must_head,
        )
        if not ours:
            del self._written[room.name]
            if known is not None:
                # What stands there is not what we wrote: look at it first.
                return self.write(room)
            raise NameTaken(room.name)
        self._written[room.name] = Written(room.uuid, rows, head)
        return int(must_head) + len(changed) + len(gone)

    def _begin(self, room: Room) -> Written:
        """The first write of a name: learn what an earlier relay, or another node, left there."""
        stored = find_left_behind(room.name)
        if stored is None:
            return Written("")
        if not self._is_free(stored, room):
            raise NameTaken(room.name)
        room.revision = max(room.revision, stored.state.revision + 1)
        if stored.state.uuid == room.uuid:
            # A snapshot does not show it; without it nobody's token would cover the conference.
            room.domain = room.domain or stored.state.domain
            # Nor this: nobody can ask for it, and it hardly ever changes.
            room.canvas = room.canvas or stored.state.canvas
        left = [MEMBER + member.uuid for member in stored.state.members]
        return Written("", dict.fromkeys(left, stored.state), over=(stored.state.uuid,))

    def _is_free(self, stored: StoredConference, room: Room) -> bool:
        """Whether the name may be taken: a conference that can be seen keeps it, but for one that began later."""
        there = stored.state
        if stored.ended_at is not None or there.uuid == room.uuid or there.node in ("", self._node):
            return True
        node = find_node(there.node)
        if node is None or node.state(self._clock.time()) != "up":
            return True
        return (room.started_at or "", room.uuid) > (there.started_at or "", there.uuid)

    def end(self, name: str, uuid: str, *, now: float) -> int:
        """Mark a meeting as ended; tells how many rows were written."""
        ended = end_conference(name, uuid, now=now)
        written = self._written.get(name)
        if written is None or written.uuid not in (uuid, ""):
            return int(ended)
        del self._written[name]
        return 1 + len(written.rows) if ended else 0
