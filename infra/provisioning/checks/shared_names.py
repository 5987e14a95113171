"""A conference and a dial-in id lead to one room each: two would put strangers into one meeting."""

from collections.abc import Iterator, Mapping

import msgspec

from functions.shared.dial_strings import WORD
from functions.shared.tables.base import batch_get
from functions.shared.tables.provisioned import rooms
from infra.provisioning.documents import room_key
from infra.provisioning.file_format import Provisioning, RoomEntry
from infra.provisioning.findings import Finding
from infra.provisioning.source import PathPart

# BatchGetItem takes 100 keys; each room asks for up to three.
ROOMS_AT_ONCE = 33


def shared_names(file: Provisioning, main_domain: str) -> Iterator[Finding]:
    """Find names that two rooms of the file share, or that a room of the tables has which is not in the file.

    Raises:
        TablesUnavailable: the tables do not answer.
    """
    ours = {room_key(room, main_domain): room for room in file.rooms}
    conferences: dict[str, str] = {}
    ids: dict[str, str] = {}
    held = _held(ours)
    for index, room in enumerate(file.rooms):
        key = room_key(room, main_domain)
        names = [("conference" if room.conference else "name", _conference(key, room), conferences)]
        names += [("dial_in", room.dial_in.id, ids)] if room.dial_in else []
        for field, name, taken in names:
            place: list[PathPart] = ["rooms", index, field]
            place += ["id"] if field == "dial_in" else []
            other = taken.setdefault(name, key)
            stored = held.get(rooms.dial_in_key(name) if taken is ids else name, key)
            if other != key:
                yield place, f"leads to the room {other} already: {name}"
            elif stored not in ours:
                yield place, f"leads to the room {stored} already, which is not in this file: {name}"


def _conference(key: str, room: RoomEntry) -> str:
    return room.conference or key


def _held(ours: Mapping[str, RoomEntry]) -> dict[str, str]:
    """The room that each conference and each dial-in id of the file has in the tables."""
    found: dict[str, str] = {}
    entries = list(ours.items())
    for start in range(0, len(entries), ROOMS_AT_ONCE):
        keys = []
        for key, room in entries[start : start + ROOMS_AT_ONCE]:
            conference = _conference(key, room)
            # What is no name at all was told already, and may be no key of a table either.
            keys += [conference, rooms.conference_key(conference)] if WORD.fullmatch(conference) else []
            keys += [rooms.dial_in_key(room.dial_in.id)] if room.dial_in else []
        for item in batch_get(rooms.RoomsItem, [(key, rooms.ROOM_KEY) for key in keys]):
            if item.room.startswith(rooms.dial_in_key("")):
                found[item.room] = msgspec.json.decode(item.body, type=rooms.DialIn).room
            else:
                room_there = msgspec.json.decode(item.body, type=rooms.Room)
                # A room of that name may well be the way to another conference.
                if item.room in (room_there.conference, rooms.conference_key(room_there.conference)):
                    found[room_there.conference] = room_there.name
    return found
