"""A room as rows of the tables, and back."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from msgspec.structs import replace

from functions.rooms.answers import Fields, plain_of, written_view
from functions.rooms.wishes import pin_keys
from functions.shared.encoders.dial_strings import WORD, as_domain
from functions.shared.grammars.moments import rfc3339
from functions.shared.provisioning.difference import items
from functions.shared.provisioning.documents import named_rows, room_key, room_rows
from functions.shared.provisioning.entries import RoomEntry
from functions.shared.provisioning.outgrown import Key
from functions.shared.provisioning.rows import Row
from functions.shared.settings import ProvisionSettings, read
from functions.shared.tables.provisioned import layouts
from functions.shared.tables.provisioned.documents import DocumentItem, Written, read_documents
from functions.shared.tables.provisioned.rendered import LAYOUTS_KEY, RenderedItem
from functions.shared.tables.provisioned.rooms import (
    ROOM_KEY,
    DialIn,
    Room,
    RoomsItem,
    dial_in_key,
    find_dial_in,
)

MAIN_DOMAIN = as_domain(read(ProvisionSettings).main_domain)


@dataclass(frozen=True)
class FoundRoom:
    """A room, what its id opens to telephones, and how it was written."""

    room: Room
    dial_in: DialIn | None
    written: Written

    @classmethod
    def of_rows(cls, rows: Sequence[Row], written: Written) -> "FoundRoom":
        room = next(row.document for row in rows if isinstance(row.document, Room))
        dial_in = next((row.document for row in rows if isinstance(row.document, DialIn)), None)
        return cls(room, dial_in, written)


@dataclass(frozen=True)
class DialInWish:
    """What a room's `dial_in` says; `kept` is what the id opened before, `keeps` the PINs that stay as they are."""

    plain: Fields | None
    kept: DialIn | None = None
    keeps: frozenset[str] = frozenset()


def key_of(entry: RoomEntry) -> str:
    return room_key(entry, MAIN_DOMAIN)


def name_in(domain: str, key: str) -> str:
    """The name of a room within its domain."""
    return key if domain == MAIN_DOMAIN else key.removesuffix(f".{domain}")


def find_room_of(domain: str, name: str) -> FoundRoom | None:
    """Read the domain's room of this name: one call, and one more where telephones may enter it."""
    if not WORD.fullmatch(name):
        return None
    key = room_key(RoomEntry(name=name, domain=domain), MAIN_DOMAIN)
    stored = read_documents(RoomsItem, key, [ROOM_KEY]).stored(ROOM_KEY, Room)
    if stored is None or stored.document.domain != domain:
        return None
    dial_in = find_dial_in(stored.document.dial_in) if stored.document.dial_in else None
    return FoundRoom(stored.document, dial_in, stored.written)


def rows_of(entry: RoomEntry, context: str, opening: DialInWish, *, by_api: bool, made: int) -> list[Row]:
    """Return every row of a checked room; PINs that it keeps are the ones from before.

    Args:
        made: when the room was made (milliseconds since 1970), 0 where a file has made it.
    """
    rows = [
        Row(row.kind, row.hash_key, row.key, _opened(row.document, opening), by_api)
        if isinstance(row.document, DialIn)
        else Row(row.kind, row.hash_key, row.key, _made(row.document, made), by_api)
        for row in room_rows(entry, MAIN_DOMAIN, pin_keys[0], context)
    ]
    if entry.picture.layouts:
        key = key_of(entry)
        shown = layouts.ShownIn(room=key, names=entry.picture.shown)
        rows.append(Row(layouts.LayoutsItem, entry.domain, layouts.ROOM + key, shown, by_api))
    return rows


def items_of_room(room: Room) -> dict[Key, DocumentItem]:
    """Everything that stands in the tables of a room."""
    keys: list[Key] = [(row.kind, row.hash_key, row.key) for row in named_rows(room)]
    keys += [(RoomsItem, dial_in_key(room.dial_in), ROOM_KEY)] if room.dial_in else []
    if room.picture.layouts:
        keys += [(layouts.LayoutsItem, room.domain, layouts.ROOM + room.name), (RenderedItem, room.name, LAYOUTS_KEY)]
    return items(keys)


def view_of(found: FoundRoom) -> Fields:
    room, dial_in = found.room, found.dial_in
    plain = plain_of(room, "name", "domain", "context", "dial_in", "made", "not_before", "not_after")
    opened: Fields | None = {"id": room.dial_in} if room.dial_in else None
    if opened is not None and dial_in is not None:
        opened |= {"has_pin": bool(dial_in.participant_hash), "has_moderator_pin": bool(dial_in.moderator_hash)}
        opened |= _times(dial_in)
    return {
        "name": name_in(room.domain, room.name),
        **plain,
        **_times(room),
        "dial_in": opened,
        **written_view(found.written),
    }


def _times(place: Room | DialIn) -> Fields:
    return {field: rfc3339(at) if (at := getattr(place, field)) else None for field in ("not_before", "not_after")}


def _opened(document: DialIn, opening: DialInWish) -> DialIn:
    if opening.kept is None:
        return document
    kept = opening.kept
    return replace(
        document,
        participant_hash=kept.participant_hash if "pin" in opening.keeps else document.participant_hash,
        moderator_hash=kept.moderator_hash if "moderator_pin" in opening.keeps else document.moderator_hash,
        invitees=kept.invitees,
    )


def _made(document: msgspec.Struct, made: int) -> msgspec.Struct:
    return replace(document, made=made) if isinstance(document, Room) else document
