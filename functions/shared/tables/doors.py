"""What whoever comes into a room has to know of it: the room, who is kept out, and which node has its conference."""

from dataclasses import dataclass

from functions.shared.tables.base import TableItem, batch_get_of
from functions.shared.tables.claims import ClaimsItem, SeenClaims, names_of_room, wanted_claims
from functions.shared.tables.conferences.kept_out import KeptOut, kept_out_in, kept_out_key
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.provisioned.documents import Documents
from functions.shared.tables.provisioned.rooms import ROOM_KEY, Room, RoomsItem, conference_key

NO_CLAIMS = SeenClaims({})


@dataclass(frozen=True)
class Door:
    """A room as somebody finds it who comes on some node."""

    room: Room | None = None
    kept: KeptOut | None = None
    claims: SeenClaims = NO_CLAIMS


def find_door(room: str, node: str) -> Door:
    """Read what a room's name leads to: one BatchGetItem.

    Args:
        node: where somebody comes; empty where nobody does, but an operator's tool asks.
    """
    if "#" in room:
        # `dial-in#123456` is a key there, too, and a number that somebody can dial.
        return Door()
    wanted: dict[type[TableItem], list[tuple[str, ...]]] = {
        RoomsItem: [(room, ROOM_KEY)],
        ConferencesItem: [kept_out_key(room)],
        **wanted_claims(names_of_room(room), node),
    }
    found = batch_get_of(wanted, fresh=(ClaimsItem,))
    named = Documents(found[RoomsItem]).get(ROOM_KEY, Room)
    return Door(named, kept_out_in(found[ConferencesItem]), SeenClaims.of(found))


def find_door_of(conference: str) -> Door:
    """Read the room of a conference, whose name may be another, with its claim: one BatchGetItem."""
    if "#" in conference:
        return Door()
    keys = [(conference, ROOM_KEY), (conference_key(conference), ROOM_KEY)]
    found = batch_get_of({RoomsItem: keys, ClaimsItem: [(conference,)]}, fresh=(ClaimsItem,))
    rooms = (Documents([row]).get(ROOM_KEY, Room) for row in found[RoomsItem])
    room = next((one for one in rooms if one is not None and one.conference == conference), None)
    return Door(room, claims=SeenClaims.of(found))
