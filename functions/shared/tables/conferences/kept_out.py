"""Who is kept out of a room's meeting, where each way into the room finds it with the room: one row for each way.

A relay writes it whenever a host keeps somebody out or lets them in again; whoever lets people into rooms asks here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import msgspec

from functions.shared.standings.persons import Comer, persons_of
from functions.shared.standings.user_names import name_before, name_in
from functions.shared.tables.base import Row, TableItem, batch_get_of, get_row
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.claims import Claim, ClaimsItem, SeenClaims, names_of_room
from functions.shared.tables.conferences.rows import CONFERENCE_KEY, ConferencesItem
from functions.shared.tables.provisioned.documents import Documents
from functions.shared.tables.provisioned.rooms import ROOM_KEY, Room, RoomsItem

# No conference's name has an @. Then the room's name, or the key of its id for telephones.
PREFIX = "kept-out@"
KEPT_KEY = "#"
Wanted = Mapping[type[TableItem], list[tuple[str, ...]]]
# No meeting lasts so long; of one that has ended a row says nothing to anybody.
KEPT_SECONDS = 7 * 24 * 3600


class KeptOut(msgspec.Struct, frozen=True, kw_only=True):
    """Who is kept out of one meeting: persons as `standings.persons` names them.

    `meeting` is that as which it began, on whichever node.
    """

    conference: str
    meeting: str
    persons: tuple[str, ...] = ()
    # Whose the conference is; empty where its users are named without their domains, as they were before.
    domain: str = ""

    def names(self, comer: Comer) -> bool:
        """Whether it is somebody who is kept out."""
        user = name_in(self.domain, comer.user) if self.domain else name_before(comer.user)
        return not persons_of(self.meeting, replace(comer, user=user)).isdisjoint(self.persons)


def kept_out_key(entrance: str) -> tuple[str, str]:
    """The key of the row for an entrance: a room's name, or `dial-in#123456`."""
    return PREFIX + entrance, KEPT_KEY


def write_kept_out(entrances: Iterable[str], kept: KeptOut, *, now: float) -> None:
    """Write who is kept out, for every entrance of the room.

    Raises:
        TablesUnavailable: writing all of it again is safe.
    """
    body, expires = msgspec.json.encode(kept).decode(), int(now + KEPT_SECONDS)
    rows = [
        ConferencesItem(*kept_out_key(entrance), body=body, uuid=kept.meeting, expires=expires)
        for entrance in entrances
    ]
    write_in_batches(ConferencesItem, rows, [])


def kept_out_in(rows: Sequence[Row]) -> KeptOut | None:
    """Read who is kept out from what a BatchGetItem has found."""
    return Documents(rows).get(KEPT_KEY, KeptOut)


def find_room_to_enter(room: str) -> tuple[Room | None, KeptOut | None]:
    """Read a room, and who is kept out of it: one BatchGetItem."""
    return _find_to_enter(room, {})[:2]


def find_claimed_room(room: str) -> tuple[Room | None, KeptOut | None, Claim | None]:
    """The same, and which node has its conference: no call more."""
    found, kept, rows = _find_to_enter(room, {ClaimsItem: [(name,) for name in names_of_room(room)]})
    return found, kept, SeenClaims.of(rows).of_room(found) if found is not None else None


def _find_to_enter(room: str, also: Wanted) -> tuple[Room | None, KeptOut | None, Mapping[type[TableItem], list[Row]]]:
    if "#" in room:
        # `dial-in#123456` is a key there, too, and a number that somebody can dial.
        return None, None, {}
    found = batch_get_of({RoomsItem: [(room, ROOM_KEY)], ConferencesItem: [kept_out_key(room)], **also})
    return Documents(found[RoomsItem]).get(ROOM_KEY, Room), kept_out_in(found[ConferencesItem]), found


def is_kept_out(kept: KeptOut | None, conference: str, comer: Comer) -> bool:
    """Whether somebody who comes is kept out: every way into a room asks here.

    One table call more for whom the row names, so that nobody is kept out of the next meeting.
    """
    if kept is None or kept.conference != conference or not kept.names(comer):
        return False
    return living_meeting(conference, first=True) == kept.meeting


def observers_of(conference: str) -> int | None:
    """How many observe the meeting that goes on under this name, None where none does: one table call."""
    count = str(ConferencesItem.observed_by.attr_name)
    head = get_row(ConferencesItem, conference, CONFERENCE_KEY, only=("conference", "key", "ended_at", count))
    return None if head is None or "ended_at" in head else int(head.get(count, {}).get("N", "0"))


def living_meeting(conference: str, *, first: bool = False) -> str | None:
    """The uuid of the meeting that goes on under this name: one table call, of nothing but that.

    Args:
        first: of one that was moved, that as which it began.
    """
    only = ("conference", "key", "uuid", "ended_at", *(("began_as",) if first else ()))
    head = get_row(ConferencesItem, conference, CONFERENCE_KEY, only=only)
    if head is None or "ended_at" in head:
        return None
    return head.get("began_as" if first and "began_as" in head else "uuid", {}).get("S")
