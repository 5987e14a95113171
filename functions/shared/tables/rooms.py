"""Rooms: the conference behind each, who is who in it, and how telephones get in."""

from collections.abc import Mapping

import msgspec
from pynamodb.attributes import UnicodeAttribute

from functions.shared.tables.base import ItemMeta, table_name
from functions.shared.tables.documents import DocumentItem, read_documents
from functions.shared.tables.routes import Strict


class Seat(Strict, frozen=True):
    """What one user is in a room: place in the picture, banner, moderator."""

    slot: str = ""
    banner: str = ""
    moderator: bool = False


class Room(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A room; `open` lets in callers whom FreeSWITCH did not authenticate."""

    name: str
    domain: str
    conference: str
    profile: str = "video"
    open: bool = False
    max_members: int = 0
    flags: tuple[str, ...] = ()
    seats: Mapping[str, Seat] = {}


class Invitee(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person with a PIN of their own."""

    pin_hash: str
    name: str = ""
    slot: str = ""
    moderator: bool = False


class DialIn(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a numeric conference id opens; times are seconds since 1970, 0 for no limit."""

    room: str
    conference: str
    profile: str
    salt: str
    participant_hash: str = ""
    moderator_hash: str = ""
    invitees: tuple[Invitee, ...] = ()
    not_before: int = 0
    not_after: int = 0


class RoomsItem(DocumentItem):
    """(room, `#`) the room; (`dial-in#id`, `#`) what that id opens."""

    class Meta(ItemMeta):
        table_name = table_name("rooms")

    room = UnicodeAttribute(hash_key=True)


ROOM_KEY = "#"


def dial_in_key(conference_id: str) -> str:
    return f"dial-in#{conference_id}"


def find_room(room: str) -> Room | None:
    """Read a room."""
    return read_documents(RoomsItem, room, [ROOM_KEY]).get(ROOM_KEY, Room)


def find_dial_in(conference_id: str) -> DialIn | None:
    """Read what a numeric conference id opens."""
    return read_documents(RoomsItem, dial_in_key(conference_id), [ROOM_KEY]).get(ROOM_KEY, DialIn)
