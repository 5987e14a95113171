"""Rooms: the conference behind each, who is who in it, and how telephones get in."""

from collections.abc import Mapping

import msgspec
from pynamodb.attributes import UnicodeAttribute

from functions.shared.tables.base import ItemMeta, batch_get_rows, table_name
from functions.shared.tables.provisioned.documents import DocumentItem, Documents, read_documents
from functions.shared.tables.provisioned.routes import MemberFlags, Strict
from functions.shared.tables.reading import decoded


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
    not_before: int = 0
    not_after: int = 0
    # The numeric id that telephones enter: provisioning must know which one there was before.
    dial_in: str = ""


class RenderedLayouts(msgspec.Struct, frozen=True, kw_only=True):
    """A room's set of layouts as FreeSWITCH gets it; `names` with the time since when each is as it is now."""

    content: str
    names: Mapping[str, float]
    groups: tuple[str, ...] = ()
    # Whose room it is; without it no node gets them.
    domain: str = ""


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
    # Whose room it is; without it no node lets anybody in.
    domain: str = ""
    participant_hash: str = ""
    moderator_hash: str = ""
    invitees: tuple[Invitee, ...] = ()
    # The room's: telephones are members like others. So are its times, within which dial-in may have narrower ones.
    flags: MemberFlags = ()
    not_before: int = 0
    not_after: int = 0


class RoomsItem(DocumentItem):
    """(room, `#`) the room, (room, `#layouts`) its layouts; (`dial-in#id`, `#`) what that id opens.

    A room whose conference has another name stands a second time under (`conference#name`, `#`).
    """

    class Meta(ItemMeta):
        table_name = table_name("rooms")

    room = UnicodeAttribute(hash_key=True)


ROOM_KEY = "#"
LAYOUTS_KEY = "#layouts"


def dial_in_key(conference_id: str) -> str:
    return f"dial-in#{conference_id}"


def find_room(room: str) -> Room | None:
    """Read a room."""
    # `dial-in#123456` is a key here, too, and a number that somebody can dial.
    if "#" in room:
        return None
    return read_documents(RoomsItem, room, [ROOM_KEY]).get(ROOM_KEY, Room)


def conference_key(conference: str) -> str:
    return f"conference#{conference}"


def find_room_of(conference: str) -> Room | None:
    """Read the room of a conference, whose name may be another: one BatchGetItem."""
    if "#" in conference:
        return None
    rows = batch_get_rows(RoomsItem, [(conference, ROOM_KEY), (conference_key(conference), ROOM_KEY)])
    found = (Documents([row]).get(ROOM_KEY, Room) for row in rows)
    return next((room for room in found if room is not None and room.conference == conference), None)


def read_room(item: RoomsItem) -> Room:
    """The room in a row."""
    return decoded(item.body, Room, f"the room {item.room!r}")


def find_layouts(room: str) -> RenderedLayouts | None:
    """Read what a room's conference loads when it begins: one BatchGetItem."""
    return read_documents(RoomsItem, room, [LAYOUTS_KEY]).get(LAYOUTS_KEY, RenderedLayouts)


def find_dial_in(conference_id: str) -> DialIn | None:
    """Read what a numeric conference id opens."""
    return read_documents(RoomsItem, dial_in_key(conference_id), [ROOM_KEY]).get(ROOM_KEY, DialIn)
