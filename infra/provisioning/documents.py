"""Entries of a file as the items that the tables hold."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from functions.shared.grammars.numbers import spellings
from functions.shared.pin_hashes import new_salt, pin_hash
from functions.shared.room_windows import narrower
from functions.shared.tables.provisioned import domain_items, rooms, routes, users
from infra.provisioning.file_format import ContextEntry, DialInEntry, DomainEntry, Provisioning, RoomEntry, UserEntry
from infra.provisioning.holidays import Holidays, named_holidays, with_holidays
from infra.provisioning.layout_documents import layout_rows
from infra.provisioning.node_documents import node_rows
from infra.provisioning.rows import Row


def rows_of(file: Provisioning, *, main_domain: str, pin_key: str) -> list[Row]:
    """Return every item of a checked file."""
    found = [row for domain in file.domains for row in domain_rows(domain)]
    found += [row for room in file.rooms for row in room_rows(room, main_domain, pin_key)]
    found += layout_rows(file, {room_key(room, main_domain): room for room in file.rooms})
    found += [row for context in file.contexts for row in context_rows(context, named_holidays(file))]
    found += node_rows(file)
    return found


def domain_rows(entry: DomainEntry) -> Iterator[Row]:
    plain = {field: getattr(entry, field) for field in domain_items.Domain.__struct_fields__}
    yield Row(users.UsersItem, entry.name, users.DOMAIN_KEY, domain_items.Domain(**plain))
    for user in entry.users:
        document = user_document(entry.name, user)
        yield Row(users.UsersItem, entry.name, users.user_key(user.id), document)
        if user.alias:
            yield Row(users.UsersItem, entry.name, users.user_key(user.alias), document)
    for group in entry.groups:
        yield Row(users.UsersItem, entry.name, users.group_key(group.name), group)
    if entry.gateways:
        yield Row(users.UsersItem, entry.name, users.GATEWAYS_KEY, domain_items.Gateways(entry.gateways))
    known_by_address = tuple(
        domain_items.FixedAddress(user=user.id, cidr=user.cidr)
        for user in entry.users
        if user.cidr and user.enabled and not (user.password or user.a1_hash)
    )
    if known_by_address:
        yield Row(users.UsersItem, entry.name, users.ADDRESSES_KEY, domain_items.FixedAddresses(known_by_address))


def user_document(domain: str, entry: UserEntry) -> domain_items.User:
    """Return the user as kept: of the password only MD5 of `id:domain:password`."""
    kept = {field: getattr(entry, field) for field in domain_items.UserFields.__struct_fields__}
    made = a1_hash(entry.id, domain, entry.password) if entry.password else ""
    return domain_items.User(**kept, a1_hash=entry.a1_hash or made)


def a1_hash(user: str, realm: str, password: str) -> str:
    # Digest authentication of SIP (RFC 2617) hashes with MD5; it is not our choice.
    return hashlib.md5(f"{user}:{realm}:{password}".encode(), usedforsecurity=False).hexdigest()


def room_key(entry: RoomEntry, main_domain: str) -> str:
    """Return the room's name, with its domain outside the main one: names need only be unique in their domain."""
    return entry.name if entry.domain == main_domain else f"{entry.name}.{entry.domain}"


def room_rows(entry: RoomEntry, main_domain: str, pin_key: str) -> Iterator[Row]:
    name = room_key(entry, main_domain)
    conference = entry.conference or name
    room = rooms.Room(
        name=name,
        domain=entry.domain,
        conference=conference,
        profile=entry.profile,
        open=entry.open,
        max_members=entry.max_members,
        flags=entry.flags,
        seats=entry.seats,
        picture=entry.picture,
        not_before=_seconds(entry.not_before),
        not_after=_seconds(entry.not_after),
        dial_in=entry.dial_in.id if entry.dial_in else "",
    )
    yield Row(rooms.RoomsItem, name, rooms.ROOM_KEY, room)
    if conference != name:
        yield Row(rooms.RoomsItem, rooms.conference_key(conference), rooms.ROOM_KEY, room)
    if entry.dial_in:
        hash_key = rooms.dial_in_key(entry.dial_in.id)
        yield Row(rooms.RoomsItem, hash_key, rooms.ROOM_KEY, dial_in_document(entry.dial_in, room, pin_key))


def dial_in_document(entry: DialInEntry, room: rooms.Room, pin_key: str) -> rooms.DialIn:
    """Return what the id opens, with the salt that it has already, so that unchanged PINs stay unchanged items."""
    before = rooms.find_dial_in(entry.id)
    salt = before.salt if before else new_salt()
    opened = rooms.DialIn(
        room=room.name,
        conference=room.conference,
        profile=room.profile,
        domain=room.domain,
        salt=salt,
        participant_hash=pin_hash(pin_key, salt, entry.pin) if entry.pin else "",
        moderator_hash=pin_hash(pin_key, salt, entry.moderator_pin) if entry.moderator_pin else "",
        invitees=tuple(
            rooms.Invitee(
                pin_hash=pin_hash(pin_key, salt, invitee.pin),
                name=invitee.name,
                slot=invitee.slot,
                moderator=invitee.moderator,
            )
            for invitee in entry.invitees
        ),
        flags=room.flags,
        not_before=_seconds(entry.not_before),
        not_after=_seconds(entry.not_after),
    )
    not_before, not_after = narrower(room, opened)
    return replace(opened, not_before=not_before, not_after=not_after)


def context_rows(entry: ContextEntry, holidays: Holidays) -> Iterator[Row]:
    dated = [with_holidays(route, holidays) for route in entry.routes]
    by_priority = sorted(dated, key=lambda route: route.priority)
    for number in dict.fromkeys(route.number for route in by_priority if route.number):
        exact = tuple(route for route in by_priority if route.number == number)
        document = routes.Routes(exact, may_call_out=entry.may_call_out)
        # Under every spelling, so that one look-up finds it, as a user under id and alias.
        for written in spellings(number, entry.numbering):
            yield Row(routes.RoutesItem, entry.name, routes.number_key(written), document)
    patterns = tuple(route for route in by_priority if route.pattern)
    document = routes.Routes(patterns, may_call_out=entry.may_call_out, numbering=entry.numbering)
    yield Row(routes.RoutesItem, entry.name, routes.PATTERNS_KEY, document)


def _seconds(moment: datetime | None) -> int:
    return int(moment.timestamp()) if moment else 0
