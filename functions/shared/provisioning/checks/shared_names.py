"""A conference and a dial-in id lead to one room each: two would put strangers into one meeting."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from functions.shared.encoders.dial_strings import WORD
from functions.shared.provisioning.checks.rooms import ID, NUMBER
from functions.shared.provisioning.documents import room_key
from functions.shared.provisioning.entries import RoomEntry
from functions.shared.provisioning.findings import Finding, PathPart
from functions.shared.rooms.waiting import LONGEST_AWAITED, LONGEST_NAME, PREFIX, is_waiting_room
from functions.shared.tables.base import batch_get
from functions.shared.tables.provisioned import rooms, routes

# BatchGetItem takes 100 keys; each room asks for up to three.
ROOMS_AT_ONCE = 33
MOST_KEYS = 100


def shared_names(entries: Sequence[RoomEntry], main_domain: str, contexts: Mapping[str, str]) -> Iterator[Finding]:
    """Find names that two of these rooms share, or that a room of the tables has which is none of these.

    The place begins with `rooms` and its number.

    Args:
        contexts: in which context the users of each domain dial.

    Raises:
        TablesUnavailable: the tables do not answer.
    """
    ours = {room_key(room, main_domain): room for room in entries}
    conferences: dict[str, str] = {}
    ids: dict[str, str] = {}
    numbers: dict[tuple[str, str], str] = {}
    held, dialled = _held(ours), _dialled(entries, contexts)
    for index, room in enumerate(entries):
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
        if NUMBER.fullmatch(room.number):
            there = (contexts.get(room.domain, ""), routes.room_number_key(room.number, room.domain))
            other = numbers.setdefault(there, key)
            stored = dialled.get(there, key)
            if other != key or (stored != key and stored not in ours):
                yield ["rooms", index, "number"], f"leads to the room {other if other != key else stored} already"


def waiting_names(room: RoomEntry, main_domain: str) -> Iterator[Finding]:
    """Find a name of a waiting room, and a conference whose waiting room could have no name that commands take."""
    key = room_key(room, main_domain)
    name = _conference(key, room)
    for field, value in (("name", key), *([("conference", name)] if room.conference else [])):
        if is_waiting_room(value):
            yield [field], f"leads to {value}, and what begins with {PREFIX} are the conferences in which people wait"
    if room.lobby != "off" and len(name) > LONGEST_AWAITED:
        most = f"{LONGEST_AWAITED} characters in a room with a lobby, and {name} has {len(name)}"
        why = f"people wait in {PREFIX}{name}, and {LONGEST_NAME} are the most"
        yield ["conference" if room.conference else "name"], f"may have {most}: {why}"


def _conference(key: str, room: RoomEntry) -> str:
    return room.conference or key


def _dialled(entries: Sequence[RoomEntry], contexts: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The room that each number has in the tables, by context and key."""
    keys = {
        (contexts[room.domain], routes.room_number_key(room.number, room.domain))
        for room in entries
        if NUMBER.fullmatch(room.number) and room.domain in contexts
    }
    wanted = sorted(keys)
    return {
        (item.context, item.key): msgspec.json.decode(item.body, type=routes.RoomNumber).room
        for start in range(0, len(wanted), MOST_KEYS)
        for item in batch_get(routes.RoutesItem, wanted[start : start + MOST_KEYS])
    }


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
            keys += [rooms.dial_in_key(room.dial_in.id)] if room.dial_in and ID.fullmatch(room.dial_in.id) else []
        for item in batch_get(rooms.RoomsItem, [(key, rooms.ROOM_KEY) for key in keys]):
            if item.room.startswith(rooms.dial_in_key("")):
                found[item.room] = msgspec.json.decode(item.body, type=rooms.DialIn).room
            else:
                room_there = msgspec.json.decode(item.body, type=rooms.Room)
                # A room of that name may well be the way to another conference.
                if item.room in (room_there.conference, rooms.conference_key(room_there.conference)):
                    found[room_there.conference] = room_there.name
    return found
