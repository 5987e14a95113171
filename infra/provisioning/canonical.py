"""Domains in small letters and numbers in one form, wherever a file names one: that is how look-ups ask for them."""

from collections.abc import Iterator

from msgspec.structs import replace

from functions.shared.encoders.dial_strings import as_domain
from functions.shared.grammars.numbers import Numbering, cleaned
from functions.shared.grammars.numbers import canonical as canonical_number
from functions.shared.provisioning.canonical import canonical_address, canonical_room, canonical_user, seated_twice
from functions.shared.provisioning.findings import Finding, at
from functions.shared.tables.provisioned.routes import Route, ToGateway, ToGroup, ToUser
from infra.provisioning.file_format import ContextEntry, DomainInFile, Provisioning


def canonical(file: Provisioning) -> Provisioning:
    return replace(
        file,
        domains=tuple(_domain(domain) for domain in file.domains),
        rooms=tuple(canonical_room(room) for room in file.rooms),
        contexts=tuple(_context(context) for context in file.contexts),
        nodes=tuple(replace(node, domains=tuple(map(as_domain, node.domains))) for node in file.nodes),
    )


def same_users(file: Provisioning) -> Iterator[Finding]:
    """Find seats of one user under two spellings: one of them would be lost."""
    for index, room in enumerate(file.rooms):
        yield from at(["rooms", index], seated_twice(room))


def _domain(domain: DomainInFile) -> DomainInFile:
    return replace(domain, name=as_domain(domain.name), users=tuple(canonical_user(user) for user in domain.users))


def _context(context: ContextEntry) -> ContextEntry:
    return replace(context, routes=tuple(_route(route, context.numbering) for route in context.routes))


def _route(route: Route, numbering: Numbering) -> Route:
    when = replace(
        route.when,
        users=tuple(canonical_address(user) for user in route.when.users),
        domains=tuple(as_domain(domain) for domain in route.when.domains),
        callers=tuple(canonical_number(cleaned(caller), numbering) for caller in route.when.callers),
    )
    target = route.target
    if isinstance(target, ToUser | ToGroup | ToGateway):
        target = replace(target, domain=as_domain(target.domain))
    return replace(route, number=canonical_number(cleaned(route.number), numbering), when=when, target=target)
