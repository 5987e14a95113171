"""A file as the items that the tables hold."""

from collections.abc import Container, Iterator

from msgspec.structs import replace

from functions.shared.grammars.numbers import spellings
from functions.shared.provisioning.documents import domain_rows, named_rows, room_key, room_rows
from functions.shared.provisioning.rows import Row
from functions.shared.tables.provisioned import routes
from functions.shared.tables.provisioned.rooms import find_rules, rooms_with_numbers
from functions.shared.tables.provisioned.users import find_domain
from infra.provisioning.file_format import ContextEntry, Provisioning
from infra.provisioning.holidays import Holidays, named_holidays, with_holidays
from infra.provisioning.layout_documents import layout_rows
from infra.provisioning.node_documents import node_rows
from infra.provisioning.scene_documents import scene_rows


def rows_of(file: Provisioning, *, main_domain: str, pin_key: str) -> list[Row]:
    """Return every item of a checked file."""
    found = [row for domain in file.domains for row in domain_rows(domain)]
    contexts = contexts_of(file)
    found += [
        row for room in file.rooms for row in room_rows(room, main_domain, pin_key, contexts.get(room.domain, ""))
    ]
    found += _numbers_that_move(file, {room_key(room, main_domain) for room in file.rooms})
    found += layout_rows(file, {room_key(room, main_domain): room for room in file.rooms})
    found += scene_rows(file.rooms, main_domain)
    found += [row for context in file.contexts for row in context_rows(context, named_holidays(file))]
    found += node_rows(file)
    return found


def contexts_of(file: Provisioning) -> dict[str, str]:
    """In which context the users of each domain dial whose rooms have numbers."""
    known = {domain.name: domain.context for domain in file.domains}
    for room in file.rooms:
        if room.number and room.domain not in known and (domain := find_domain(room.domain)) is not None:
            known[room.domain] = domain.context
    return known


def _numbers_that_move(file: Provisioning, named: Container[str]) -> Iterator[Row]:
    """Rooms that the file does not name, of a domain whose users are to dial in another context."""
    for entry in file.domains:
        before = find_domain(entry.name)
        if before is not None and before.context != entry.context:
            for room in rooms_with_numbers(entry.name):
                if room.name not in named:
                    moved = replace(room, context=entry.context)
                    kept = find_rules(room.conference, room.domain).stream_key if room.rules.stream else ""
                    yield from named_rows(moved, by_api=None, stream_key=kept)


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
