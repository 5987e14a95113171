"""Rooms: the conference behind each, who is who in it, and how telephones get in."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from functions.shared.rooms.waiting import Admission, Lobby
from functions.shared.tables.base import ItemMeta, answering, batch_get_rows, table_name
from functions.shared.tables.provisioned.documents import DocumentItem, Documents, read_documents
from functions.shared.tables.provisioned.routes import MemberFlags, Strict
from functions.shared.tables.provisioned.rules import RoomRules, Rules
from functions.shared.tables.reading import decoded, items_of


class Seat(Strict, frozen=True):
    """What one user is in a room: place in the picture, banner, moderator."""

    slot: str = ""
    banner: str = ""
    moderator: bool = False


class Picture(Strict, frozen=True):
    """How a room's next conference begins; what is empty is the node's own choice."""

    canvas: str = ""  # 1280x720
    fps: int = 0
    bandwidth: str = ""
    layout: str = ""  # a layout, or group:name
    layouts: tuple[str, ...] = ()  # the only ones that the conference knows: layouts, and group:name
    background: str = ""  # #rrggbb
    flags: tuple[str, ...] = ()  # of the conference, beside the ones that every room has
    sounds: bool = True  # a tone for who comes and goes

    @property
    def shown(self) -> tuple[str, ...]:
        """What the conference knows; nothing where it knows what every node has."""
        return tuple(name for name in dict.fromkeys((*self.layouts, self.layout)) if name) if self.layouts else ()


class Room(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A room; `open` lets in callers whom FreeSWITCH did not authenticate.

    It is entered from `not_before` to `not_after`: seconds since 1970, 0 for no limit.
    """

    name: str
    domain: str
    conference: str
    profile: str = "video"
    open: bool = False
    max_members: int = 0
    flags: MemberFlags = ()
    seats: Mapping[str, Seat] = {}
    picture: Picture = Picture()
    rules: Rules = Rules()
    not_before: int = 0
    not_after: int = 0
    # Who waits at its door, and who opens it.
    lobby: Lobby = "off"
    admission: Admission = "by_hand"
    observers: bool = False  # whether who may `observe` watches it without being in it
    # The numeric id that telephones enter, and the number that the domain's users dial, with the context in which they
    # do: provisioning must know which ones there were before.
    dial_in: str = ""
    number: str = ""
    context: str = ""
    # When the API made it (milliseconds since 1970): links to a room of the same name before it lead nowhere.
    made: int = 0


class Invitee(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person with a PIN of their own; `id` is of those that the API made."""

    pin_hash: str
    id: str = ""
    name: str = ""
    slot: str = ""
    moderator: bool = False


class DialIn(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a numeric conference id opens; times are seconds since 1970, 0 for no limit."""

    room: str
    conference: str
    profile: str
    salt: str
    # Whose room it is; without it no node lets anybody in.
    domain: str = ""
    participant_hash: str = ""
    moderator_hash: str = ""
    invitees: tuple[Invitee, ...] = ()
    # The room's: telephones are members like others. So are its times, within which dial-in may have narrower ones.
    flags: MemberFlags = ()
    not_before: int = 0
    not_after: int = 0
    lobby: Lobby = "off"
    admission: Admission = "by_hand"


ROOM_KEY = "#"


class RoomsByDomain(GlobalSecondaryIndex["RoomsItem"]):  # type: ignore[no-untyped-call]  # pynamodb leaves __init_subclass__ untyped
    class Meta:
        index_name = "by_domain"
        projection = AllProjection()

    domain = UnicodeAttribute(hash_key=True)
    room = UnicodeAttribute(range_key=True)


class RoomsItem(DocumentItem):
    """(room, `#`) the room; (`dial-in#id`, `#`) what that id opens: nothing but provisioning writes here.

    A room whose conference has another name stands a second time under (`conference#name`, `#`); what happens in its
    conferences by itself stands under (`rules#name of the conference`, `#`).
    """

    class Meta(ItemMeta):
        table_name = table_name("rooms")

    room = UnicodeAttribute(hash_key=True)
    # Of the rooms themselves, not of their copies: what a domain's list is read by.
    domain = UnicodeAttribute(null=True)
    by_domain = RoomsByDomain()

    @property
    def is_outdated(self) -> bool:
        # Written before there was a list of rooms.
        return not self.domain and self.key == ROOM_KEY and "#" not in self.room


def dial_in_key(conference_id: str) -> str:
    return f"dial-in#{conference_id}"


def find_room(room: str) -> Room | None:
    """Read a room."""
    # `dial-in#123456` is a key here, too, and a number that somebody can dial.
    if "#" in room:
        return None
    return read_documents(RoomsItem, room, [ROOM_KEY]).get(ROOM_KEY, Room)


def rules_key(conference: str) -> str:
    """What a relay may read of the rooms begins so."""
    return f"rules#{conference}"


def find_rules(conference: str, domain: str) -> RoomRules:
    """Read the rules of a conference of this domain; without any there is none that does something."""
    key = rules_key(conference)
    found = None if "#" in conference else read_documents(RoomsItem, key, [ROOM_KEY]).get(ROOM_KEY, RoomRules)
    return found if found and found.domain == domain else RoomRules(domain=domain, room="", rules=Rules())


def conference_key(conference: str) -> str:
    return f"conference#{conference}"


def find_room_of(conference: str) -> Room | None:
    """Read the room of a conference, whose name may be another: one BatchGetItem."""
    if "#" in conference:
        return None
    rows = batch_get_rows(RoomsItem, [(conference, ROOM_KEY), (conference_key(conference), ROOM_KEY)])
    found = (Documents([row]).get(ROOM_KEY, Room) for row in rows)
    return next((room for room in found if room is not None and room.conference == conference), None)


def rooms_with_numbers(domain: str) -> Iterator[Room]:
    """Read every room of a domain that has a number of its own."""
    with answering():
        items = list(RoomsItem.by_domain.query(domain))
    yield from (room for item in items if (room := read_room(item)).number)


def page_of_rooms(domain: str, prefix: str, after: str | None, limit: int) -> tuple[list[RoomsItem], str | None]:
    """Read a page of a domain's rooms by key, with one Query; the key after which to go on, None at the end."""
    begin: Any = {"domain": {"S": domain}, "room": {"S": after}, "key": {"S": ROOM_KEY}} if after else None
    which = RoomsItem.room.startswith(prefix) if prefix else None
    with answering():
        found = RoomsItem.by_domain.query(domain, which, last_evaluated_key=begin, limit=limit, page_size=limit)
        items = list(items_of(found))
    more = found.last_evaluated_key
    return items, None if more is None else str(more["room"]["S"])


def read_room(item: RoomsItem) -> Room:
    """The room in a row."""
    return decoded(item.body, Room, f"the room {item.room!r}")


def find_dial_in(conference_id: str) -> DialIn | None:
    """Read what a numeric conference id opens."""
    return read_documents(RoomsItem, dial_in_key(conference_id), [ROOM_KEY]).get(ROOM_KEY, DialIn)
