"""The rows of the conferences: what stands in the table, so that only what is different is written."""

from dataclasses import dataclass, field

import msgspec

from freeswitch.relay.conferences.rooms import Room
from functions.shared.state import MemberState
from functions.shared.tables.conferences import MEMBER, end_conference, find_left_behind, write_rows


@dataclass
class Written:
    """What the table holds of a conference, as far as this relay has written it."""

    uuid: str
    rows: dict[str, msgspec.Struct] = field(default_factory=dict)


class ConferenceRows:
    """One conference is written by one at a time: see to that before."""

    def __init__(self, node: str) -> None:
        self._node = node
        self._written: dict[str, Written] = {}

    def write(self, room: Room) -> int:
        """Write what is different from what stands there; tells how many rows that were.

        Raises:
            TablesUnavailable: any part of it may have been written; to write again is safe.
        """
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
        return 1 + len(changed) + len(gone)

    def _begin(self, room: Room) -> Written:
        """The first write of a name: learn what an earlier relay left there."""
        stored = find_left_behind(room.name)
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

    def end(self, name: str, uuid: str, *, now: float) -> int:
        """Mark a meeting as ended; tells how many rows were written."""
        ended = end_conference(name, uuid, now=now)
        written = self._written.get(name)
        if written is None or written.uuid not in (uuid, ""):
            return int(ended)
        del self._written[name]
        return 1 + len(written.rows) if ended else 0
