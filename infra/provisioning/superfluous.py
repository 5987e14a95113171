"""What the tables hold of a file's domains and contexts that the file does not name."""

import time
from collections.abc import Iterable, Iterator

import msgspec

from functions.shared.provisioning.difference import Change, hash_key_of
from functions.shared.provisioning.rows import Row
from functions.shared.tables.base import answering
from functions.shared.tables.conferences.scenes import provisioned_of
from functions.shared.tables.provisioned import domain_items, layouts, rendered, rooms, routes, users
from functions.shared.tables.provisioned.documents import DocumentItem, encode, written_in
from functions.shared.tables.provisioned.rules import RoomRules
from functions.shared.tables.reading import decoded
from infra.provisioning.file_format import Provisioning


def superfluous(file: Provisioning, wanted: list[Row], conferences: Iterable[str]) -> list[Change]:
    """Find what the tables hold of the file's domains and contexts that the file does not name.

    Args:
        conferences: of the file's rooms, whose scenes it may have made.
    """
    named = {(row.kind, row.hash_key, row.key) for row in wanted}
    # The rendered layouts of a room that still has some are no item of the file.
    shown = [row.key.removeprefix(layouts.ROOM) for row in wanted if row.key.startswith(layouts.ROOM)]
    named |= {(rendered.RenderedItem, room, rendered.LAYOUTS_KEY) for room in shown}
    held: list[DocumentItem] = []
    with answering():
        for domain in file.domains:
            held += users.UsersItem.query(domain.name)
            # Not its layouts: operators make them through the API, too.
            held += layouts.LayoutsItem.query(domain.name, layouts.LayoutsItem.key.startswith(layouts.ROOM))
        for context in file.contexts:
            held += routes.RoutesItem.query(context.name)
        # The only scan: pruning is rare and done by a person.
        of_rooms = list(_rooms_of({domain.name for domain in file.domains}))
        held += of_rooms
        for conference in sorted({*conferences, *_conferences_in(of_rooms)}):
            held += provisioned_of(conference)
    ours = {domain.name for domain in file.domains}
    return [
        change
        for item in held
        if (type(item), hash_key_of(item), item.key) not in named and _is_ours(item, ours)
        if (change := _without(item)) is not None
    ]


def _conferences_in(held: Iterable[DocumentItem]) -> Iterator[str]:
    """Of rooms that are there, also where the file gives them another name now, or none."""
    for item in held:
        if isinstance(item, rooms.RoomsItem) and item.key == rooms.ROOM_KEY and "#" not in item.room:
            yield rooms.read_room(item).conference


def _is_ours(item: DocumentItem, domains: set[str]) -> bool:
    """Whether a file made it; the number of another domain's room in the same context is none of this file's."""
    of_room, _, domain = item.key.partition("@")
    foreign = isinstance(item, routes.RoutesItem) and of_room.startswith("room#") and domain not in domains
    return not foreign and not written_in(item.written).by_api


def _without(item: DocumentItem) -> Change | None:
    """How it goes; of a list that the API has a share in only the rest does."""
    key = (type(item), hash_key_of(item), item.key)
    kept: msgspec.Struct | None = None
    if isinstance(item, users.UsersItem) and item.key == users.GATEWAYS_KEY:
        gateways = domain_items.Gateways(()).with_those_of_the_api(decoded(item.body, domain_items.Gateways, item.key))
        kept = gateways if gateways.gateways else None
    elif isinstance(item, users.UsersItem) and item.key == users.ADDRESSES_KEY:
        found = decoded(item.body, domain_items.FixedAddresses, item.key)
        addresses = domain_items.FixedAddresses(tuple(one for one in found.users if one.by_api))
        kept = addresses if addresses.users else None
    if kept is None:
        return Change("remove", *key, before=item.text())
    written = written_in(item.written).next(time.time())
    return Change("change", *key, item.body, encode(kept), written) if encode(kept) != item.body else None


def _rooms_of(domains: set[str]) -> Iterator[DocumentItem]:
    items = list(rooms.RoomsItem.scan())
    ours = set()
    of_no_room = rooms.dial_in_key(""), rooms.rules_key("")
    for item in items:
        if item.key == rooms.ROOM_KEY and not item.room.startswith(of_no_room):
            room = msgspec.json.decode(item.body, type=rooms.Room)
            if room.domain in domains and not written_in(item.written).by_api:
                ours.add(room.name)
                yield item
    for item in items:
        # Where rendered layouts stood once.
        if item.key == rendered.LAYOUTS_KEY and item.room in ours:
            yield item
        if (
            item.room.startswith(rooms.dial_in_key(""))
            and msgspec.json.decode(item.body, type=rooms.DialIn).room in ours
        ):
            yield item
        if item.room.startswith(rooms.rules_key("")) and msgspec.json.decode(item.body, type=RoomRules).room in ours:
            yield item
    for name in sorted(ours):
        yield from rendered.RenderedItem.query(name)
