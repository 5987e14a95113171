"""Domains in small letters and numbers in one form, wherever a file names one: that is how look-ups ask for them."""

from collections.abc import Iterator

from msgspec.structs import replace

from functions.shared.dial_strings import as_domain
from functions.shared.grammars.numbers import Numbering, cleaned
from functions.shared.grammars.numbers import canonical as canonical_number
from functions.shared.tables.provisioned.routes import Route, ToGateway, ToGroup, ToUser
from infra.provisioning.file_format import ContextEntry, DomainEntry, Provisioning, RoomEntry, UserEntry
from infra.provisioning.findings import Finding


def canonical(file: Provisioning) -> Provisioning:
    return replace(
        file,
        domains=tuple(_domain(domain) for domain in file.domains),
        rooms=tuple(_room(room) for room in file.rooms),
        contexts=tuple(_context(context) for context in file.contexts),
        nodes=tuple(replace(node, domains=tuple(map(as_domain, node.domains))) for node in file.nodes),
    )


def same_users(file: Provisioning) -> Iterator[Finding]:
    """Find seats of one user under two spellings: one of them would be lost."""
    for index, room in enumerate(file.rooms):
        seen: set[str] = set()
        for user in room.seats:
            if (known := _user(user)) in seen:
                yield ["rooms", index, "seats", user], f"has a seat already, as {known}"
            seen.add(_user(user))


def _domain(domain: DomainEntry) -> DomainEntry:
    return replace(domain, name=as_domain(domain.name), users=tuple(_forwarding(user) for user in domain.users))


def _forwarding(user: UserEntry) -> UserEntry:
    if user.forward is None:
        return user
    ways = ("always", "busy", "no_answer", "not_registered")
    cleared = {way: cleaned(getattr(user.forward, way)) for way in ways}
    return replace(user, forward=replace(user.forward, **cleared))


def _room(room: RoomEntry) -> RoomEntry:
    seats = {_user(user): seat for user, seat in room.seats.items()}
    return replace(room, domain=as_domain(room.domain), seats=seats)


def _context(context: ContextEntry) -> ContextEntry:
    return replace(context, routes=tuple(_route(route, context.numbering) for route in context.routes))


def _route(route: Route, numbering: Numbering) -> Route:
    when = replace(
        route.when,
        users=tuple(_user(user) for user in route.when.users),
        domains=tuple(as_domain(domain) for domain in route.when.domains),
        callers=tuple(canonical_number(cleaned(caller), numbering) for caller in route.when.callers),
    )
    target = route.target
    if isinstance(target, ToUser | ToGroup | ToGateway):
        target = replace(target, domain=as_domain(target.domain))
    return replace(route, number=canonical_number(cleaned(route.number), numbering), when=when, target=target)


def _user(user: str) -> str:
    """A user is who they say, letter by letter; only the domain has no capitals."""
    name, at, domain = user.rpartition("@")
    return name + at + as_domain(domain) if at else user
