"""The rows of the conferences: what stands in the table, so that only what is different is written."""

from dataclasses import dataclass, field

import msgspec

from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.conferences.telling.door_telling import DoorTeller
from freeswitch.relay.conferences.telling.teller import Moved, Over, Teller
from freeswitch.relay.conferences.telling.unwritten import Gone
from freeswitch.relay.conferences.writing.nodes_claims import NodesClaims
from freeswitch.relay.conferences.writing.recalling import go_on, recall
from functions.shared.feed.hand_rows import write_hands
from functions.shared.rooms.waiting import is_waiting_room
from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.conferences.ends import end_conference
from functions.shared.tables.conferences.left import left_items, write_left
from functions.shared.tables.conferences.rows import MEMBER, find_left_behind
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.told.meetings import write_meetings

# So many events at most are read again by whoever begins with the rows: what is spoken moves only a member's row.
MOST_UNFOLDED = 100


class NameTaken(Exception):
    """Another node has the conference: what goes on here under its name is foreign, and nobody sees it."""


class NobodysYet(Exception):
    """It is being asked whose conference it is: what is told without a domain, nobody sees, now or later."""


@dataclass
class Written:
    """What the table holds of a conference, as far as this relay has written it."""

    uuid: str
    rows: dict[str, msgspec.Struct] = field(default_factory=dict)
    head: ConferenceState | None = None
    # The meeting that the name is taken from.
    over: tuple[str, ...] = ()
    told: int = 0


class ConferenceRows:
    """Only one greenlet at a time may write a conference; callers see to that."""

    def __init__(self, clock: Clock, teller: Teller, door: DoorTeller, claims: NodesClaims) -> None:
        self._clock = clock
        self._claims = claims
        self._teller = teller
        self._door = door
        self._written: dict[str, Written] = {}

    def forget(self, name: str) -> None:
        """Somebody else may have written meanwhile: look before the next write of this name."""
        self._written.pop(name, None)
        self._door.forget(name)

    def write(self, room: Room) -> int:
        """Tell what is different, then write what is different from what stands there; tells how many rows that were.

        Of a meeting that ends meanwhile nothing may be written: `end` does the rest.

        Raises:
            NameTaken: nobody sees this conference as long as the other one goes on.
            NobodysYet: nothing is told or written of one whose domain is still asked for.
            TablesUnavailable: any part of it may have been told and written; to write again is safe.
        """
        known = self._written.get(room.name)
        try:
            written, state, told = self._tell(room, known)
        except Over:
            return 0
        except NameTaken:
            self._teller.hide(room.name)
            raise
        self._door.tell(room.name, room.uuid, domain=room.domain, written=written.told or None, newest=told)
        write_hands(self._teller.moved_hands(room.name), now=self._clock.time())
        count = self._write_rows(room, written, state, told)
        if count is not None:
            return count
        del self._written[room.name]
        if known is not None:
            # What stands there is not what we wrote: look at it first.
            return self.write(room)
        self._teller.hide(room.name)
        raise NameTaken(room.name)

    def _tell(self, room: Room, known: Written | None) -> tuple[Written, ConferenceState, int]:
        try:
            written = known if known is not None and self._teller.knows(room.name) else self._begin(room)
            if room.domain is None and room.domain_open:
                raise NobodysYet(room.name)
            return written, *self._teller.tell(room)
        except Moved:
            self.forget(room.name)
            written = self._begin(room)
            return written, *self._teller.tell(room)

    def _write_rows(self, room: Room, written: Written, state: ConferenceState, told: int) -> int | None:
        """Write what is different from what stands there; None where that is another's."""
        head = msgspec.structs.replace(state, members=(), recordings=(), streams=(), hands=())
        # Hands have rows of their own.
        rows: dict[str, msgspec.Struct] = {
            MEMBER + member.uuid: msgspec.structs.replace(member, hand_raised_at=None) for member in state.members
        }
        # A row of an earlier meeting is written again even if it looks the same: it carries the meeting's uuid.
        same = written.rows if written.uuid == room.uuid else {}
        changed = {key: row for key, row in rows.items() if same.get(key) != row}
        gone = [key for key in written.rows if key not in rows]
        departed = self._teller.gone(room.name)
        # Before the rows say up to which seq they are: the next relay finds these by what was told since.
        self._write_meetings(room.name, departed)
        left = left_items(state.name, departed.departed, now=self._clock.time())
        must_head = written.uuid != room.uuid or written.head != head or told - written.told > MOST_UNFOLDED
        # Until it has worked, the table may hold either: keep both in mind.
        self._written[room.name] = Written("", written.rows | rows, over=written.over)
        ours = write_rows(
            state,
            members=[row for row in changed.values() if isinstance(row, MemberState)],
            gone=gone,
            left=left,
            over=written.over,
            head=must_head,
            told=told,
            names_domains=not room.named_before,
        )
        if ours and written.uuid != room.uuid:
            # After the rows: a relay that dies in between leaves them, and so the next one knows of the meeting.
            ours = self._claims.hold(room.name, room.uuid)
        if not ours:
            return None
        self._written[room.name] = Written(room.uuid, rows, head, told=told if must_head else written.told)
        self._teller.written(room.name, departed)
        return int(must_head) + len(changed) + len(gone) + len(left)

    def _write_meetings(self, name: str, gone: Gone) -> None:
        """Who only waited was in no meeting."""
        if not is_waiting_room(name):
            write_meetings(gone.departed, gone.over, now=self._clock.time())

    def _begin(self, room: Room) -> Written:
        """The first write of a name, and after others may have written: learn what they left there."""
        if not self._claims.take(room.name, room.uuid):
            raise NameTaken(room.name)
        moved, stored = self._claims.moved_here(room.name), find_left_behind(room.name)
        if stored is None:
            self._teller.begin(room.name, None)
            room.recalled = True
            return Written("")
        if moved and stored.state.uuid == moved != room.uuid:
            self._teller.moved_here(room.name, moved)
            go_on(room, stored.state)
            for hand in stored.state.hands:
                self._teller.hand_stays_up(room, hand)
        self._teller.begin(room.name, stored)
        recall(room, stored)
        room.recalled = True
        left = [MEMBER + member.uuid for member in stored.state.members]
        return Written("", dict.fromkeys(left, stored.state), over=(stored.state.uuid,), told=stored.told or 0)

    def end(self, name: str, uuid: str, *, now: float) -> int:
        """Tell the end of a meeting and mark it as ended; tells how many rows were written."""
        told = self._told_end(name, uuid)
        # Before the rows, for the same reason.
        self._claims.let_go(name, uuid)
        ended = end_conference(name, uuid, now=now, told=told)
        written = self._written.get(name)
        if written is None or written.uuid not in (uuid, ""):
            return int(ended)
        del self._written[name]
        return 1 + len(written.rows) if ended else 0

    def _told_end(self, name: str, uuid: str) -> int | None:
        reason = written = None
        if not self._teller.knows(name):
            stored = find_left_behind(name)
            written = None if stored is None else stored.told
            if stored is not None and stored.ended_at is None and stored.state.uuid != uuid:
                # Another meeting has the name, and its beginning has told the end of this one.
                return None
            self._teller.begin(name, stored)
            reason = "unseen"
        domain = self._teller.domain_of(name)
        told = self._teller.finish(name, uuid, reason)
        self._door.tell(name, uuid, domain=domain, written=written, newest=self._teller.told_up_to(name))
        self._door.forget(name)
        gone = self._teller.gone(name)
        self._write_meetings(name, gone)
        write_left(name, gone.departed, now=self._clock.time())
        self._teller.written(name, gone)
        return told
