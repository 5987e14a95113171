"""Domains in small letters and numbers in one form, wherever a user or a room names one: so look-ups ask for them."""

from collections.abc import Iterator

from msgspec.structs import replace

from functions.shared.encoders.dial_strings import as_domain
from functions.shared.grammars.numbers import cleaned
from functions.shared.provisioning.entries import RoomEntry, UserEntry
from functions.shared.provisioning.findings import Finding


def canonical_user(user: UserEntry) -> UserEntry:
    if user.forward is None:
        return user
    ways = ("always", "busy", "no_answer", "not_registered")
    cleared = {way: cleaned(getattr(user.forward, way)) for way in ways}
    return replace(user, forward=replace(user.forward, **cleared))


def canonical_room(room: RoomEntry) -> RoomEntry:
    seats = {canonical_address(user): seat for user, seat in room.seats.items()}
    return replace(room, domain=as_domain(room.domain), seats=seats)


def canonical_address(user: str) -> str:
    """A user is who they say, letter by letter; only the domain has no capitals."""
    name, at, domain = user.rpartition("@")
    return name + at + as_domain(domain) if at else user


def seated_twice(room: RoomEntry) -> Iterator[Finding]:
    """Find seats of one user under two spellings: one of them would be lost."""
    seen: set[str] = set()
    for user in room.seats:
        if (known := canonical_address(user)) in seen:
            yield ["seats", user], f"has a seat already, as {known}"
        seen.add(known)
