"""Other keys under which an entry stood before it was changed: an old alias, address, number, dial-in id, conference.

What a file does not name stays, but what it changes must not go on working under its old name as well.
"""

from collections.abc import Iterable, Iterator

import msgspec

from functions.shared.provisioning.rows import Row
from functions.shared.tables.provisioned import domain_items, rooms, routes, users
from functions.shared.tables.provisioned.documents import DocumentItem
from functions.shared.tables.provisioned.rules import RoomRules, Rules

Key = tuple[type[DocumentItem], str, str]


def outgrown(wanted: Iterable[Row], before: Iterable[str | None]) -> dict[Key, str]:
    """The keys that no wanted row has any more, each with the id or name of who stood there."""
    rows = list(wanted)
    named = {(row.kind, row.hash_key, row.key) for row in rows}
    return {
        key: owner
        for row, body in zip(rows, before, strict=True)
        if body is not None
        for key, owner in _other_keys(row, body)
        if key not in named
    }


def owner_of(kind: type[DocumentItem], hash_key: str, key: str, body: str) -> str:
    """Whose item it is now: an old name may be somebody else's by now."""
    if kind is users.UsersItem and key == users.ADDRESSES_KEY:
        return hash_key
    if kind is users.UsersItem:
        return msgspec.json.decode(body, type=domain_items.User).id
    if kind is routes.RoutesItem:
        return msgspec.json.decode(body, type=routes.RoomNumber).room
    if hash_key.startswith(rooms.dial_in_key("")):
        return msgspec.json.decode(body, type=rooms.DialIn).room
    if hash_key.startswith(rooms.rules_key("")):
        return msgspec.json.decode(body, type=RoomRules).room
    return msgspec.json.decode(body, type=rooms.Room).name


def _other_keys(row: Row, before: str) -> Iterator[tuple[Key, str]]:
    if isinstance(row.document, domain_items.Domain):
        # Nobody goes on calling without a password from an address that the file does not name any more.
        yield (users.UsersItem, row.hash_key, users.ADDRESSES_KEY), row.hash_key
    elif isinstance(row.document, domain_items.User):
        user = msgspec.json.decode(before, type=domain_items.User)
        if user.alias:
            yield (users.UsersItem, row.hash_key, users.user_key(user.alias)), user.id
    elif isinstance(row.document, rooms.Room):
        room = msgspec.json.decode(before, type=rooms.Room)
        if room.dial_in:
            yield (rooms.RoomsItem, rooms.dial_in_key(room.dial_in), rooms.ROOM_KEY), room.name
        if room.number:
            number = routes.room_number_key(room.number, room.domain)
            yield (routes.RoutesItem, room.context, number), room.name
        if room.conference != room.name:
            yield (rooms.RoomsItem, rooms.conference_key(room.conference), rooms.ROOM_KEY), room.name
        if room.rules != Rules():
            yield (rooms.RoomsItem, rooms.rules_key(room.conference), rooms.ROOM_KEY), room.name
