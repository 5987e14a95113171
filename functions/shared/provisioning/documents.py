"""Entries of a domain and of rooms as the items that the tables hold."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from functions.shared.provisioning.entries import DialInEntry, DomainEntry, RoomEntry, UserEntry
from functions.shared.provisioning.rows import Row
from functions.shared.provisioning.stream_rules import kept_rules
from functions.shared.rooms.pin_hashes import new_salt, pin_hash
from functions.shared.rooms.windows import narrower
from functions.shared.tables.provisioned import domain_items, rooms, routes, users
from functions.shared.tables.provisioned.rules import RoomRules, Rules


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
    gateways, addresses = users.find_lists(entry.name)
    if entry.gateways:
        listed = domain_items.Gateways(entry.gateways).with_those_of_the_api(gateways)
        yield Row(users.UsersItem, entry.name, users.GATEWAYS_KEY, listed)
    known_by_address = tuple(found for user in entry.users if (found := fixed_address(user)) is not None)
    named = {user.id for user in entry.users}
    known_by_address += tuple(one for one in addresses.users if one.by_api and one.user not in named)
    if known_by_address:
        yield Row(users.UsersItem, entry.name, users.ADDRESSES_KEY, domain_items.FixedAddresses(known_by_address))


def fixed_address(entry: UserEntry, *, by_api: bool = False) -> domain_items.FixedAddress | None:
    """Return where a user's calls come from who has no password; None for everybody else."""
    if not entry.cidr or not entry.enabled or entry.password or entry.a1_hash:
        return None
    return domain_items.FixedAddress(user=entry.id, cidr=entry.cidr, by_api=by_api)


def user_document(domain: str, entry: UserEntry) -> domain_items.User:
    """Return the user as kept: of the password only MD5 of `id:domain:password`."""
    kept = {field: getattr(entry, field) for field in domain_items.UserFields.__struct_fields__}
    made = a1_hash(entry.id, domain, entry.password) if entry.password else ""
    return domain_items.User(**{**kept, "a1_hash": entry.a1_hash or made})


def a1_hash(user: str, realm: str, password: str) -> str:
    # Digest authentication of SIP (RFC 2617) hashes with MD5; it is not our choice.
    return hashlib.md5(f"{user}:{realm}:{password}".encode(), usedforsecurity=False).hexdigest()


def room_key(entry: RoomEntry, main_domain: str) -> str:
    """Return the room's name, with its domain outside the main one: names need only be unique in their domain."""
    return entry.name if entry.domain == main_domain else f"{entry.name}.{entry.domain}"


def room_rows(entry: RoomEntry, main_domain: str, pin_key: str, context: str) -> Iterator[Row]:
    """Return a room under each of its keys.

    Args:
        context: the domain's, in which its number is dialled.
    """
    name = room_key(entry, main_domain)
    conference = entry.conference or name
    rules, stream_key = kept_rules(entry.rules, domain=entry.domain, conference=conference)
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
        rules=rules,
        not_before=_seconds(entry.not_before),
        not_after=_seconds(entry.not_after),
        lobby=entry.lobby,
        admission=entry.admission,
        observers=entry.observers,
        dial_in=entry.dial_in.id if entry.dial_in else "",
        number=entry.number,
        context=context if entry.number else "",
    )
    yield from named_rows(room, stream_key=stream_key)
    if entry.dial_in:
        hash_key = rooms.dial_in_key(entry.dial_in.id)
        yield Row(rooms.RoomsItem, hash_key, rooms.ROOM_KEY, dial_in_document(entry.dial_in, room, pin_key))


def named_rows(room: rooms.Room, *, by_api: bool | None = False, stream_key: str = "") -> Iterator[Row]:
    """Return a room by its name, by its conference's and by its number, and its rules.

    Args:
        stream_key: the sealed key of its rule that streams.
    """
    yield Row(rooms.RoomsItem, room.name, rooms.ROOM_KEY, room, by_api)
    if room.conference != room.name:
        yield Row(rooms.RoomsItem, rooms.conference_key(room.conference), rooms.ROOM_KEY, room, by_api)
    if room.rules != Rules():
        ruled = RoomRules(domain=room.domain, room=room.name, rules=room.rules, stream_key=stream_key)
        yield Row(rooms.RoomsItem, rooms.rules_key(room.conference), rooms.ROOM_KEY, ruled, by_api)
    if room.number:
        number = routes.room_number_key(room.number, room.domain)
        yield Row(routes.RoutesItem, room.context, number, routes.RoomNumber(room.name), by_api)


def dial_in_document(entry: DialInEntry, room: rooms.Room, pin_key: str) -> rooms.DialIn:
    """Return what the id opens, with the salt that it has already, so that unchanged PINs stay unchanged items."""
    before = rooms.find_dial_in(entry.id)
    salt = before.salt if before else new_salt()
    of_api = tuple(invitee for invitee in before.invitees if invitee.id) if before else ()
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
        )
        + of_api,
        flags=room.flags,
        lobby=room.lobby,
        admission=room.admission,
        not_before=_seconds(entry.not_before),
        not_after=_seconds(entry.not_after),
    )
    not_before, not_after = narrower(room, opened)
    return replace(opened, not_before=not_before, not_after=not_after)


def _seconds(moment: datetime | None) -> int:
    # 0 stands for no limit.
    return max(1, int(moment.timestamp())) if moment else 0
