"""Everything that a file may not say and that its types cannot hold, with the place of each breach."""

from collections.abc import Iterator

import msgspec

from functions.shared.encoders.between_nodes import NODES
from functions.shared.encoders.dial_strings import WORD
from functions.shared.provisioning.checks.domains import check_domain
from functions.shared.provisioning.checks.rooms import check_room
from functions.shared.provisioning.checks.texts import check_texts
from functions.shared.provisioning.findings import WORD_ADVICE, Finding, PathPart, at, twice
from functions.shared.tables.provisioned.routes import ToGateway, ToGroup
from infra.provisioning.checks.calendars import check_holidays
from infra.provisioning.checks.layouts import check_layouts
from infra.provisioning.checks.routes import check_numbering, check_route
from infra.provisioning.file_format import Provisioning
from infra.provisioning.holidays import named_holidays
from infra.provisioning.node_documents import check_nodes


def find(file: Provisioning) -> Iterator[Finding]:
    """Find everything that is wrong with a file, in its order."""
    yield from check_texts([], msgspec.to_builtins(file))
    yield from twice("domains", [domain.name.lower() for domain in file.domains])
    for index, domain in enumerate(file.domains):
        yield from at(["domains", index], check_domain(domain, weak_passwords=file.allow_weak_passwords))
        yield from at(["domains", index], check_layouts(domain))
    yield from twice("rooms", [f"{room.name}.{room.domain}" for room in file.rooms])
    for index, room in enumerate(file.rooms):
        yield from at(["rooms", index], check_room(room, short_pins=file.allow_short_pins))
    yield from check_nodes(file)
    yield from check_holidays(file)
    yield from twice("contexts", [context.name for context in file.contexts])
    for index, context in enumerate(file.contexts):
        if not WORD.fullmatch(context.name):
            yield ["contexts", index, "name"], WORD_ADVICE
        if context.name == NODES:
            yield ["contexts", index, "name"], "is that of calls between nodes; name it otherwise"
        yield from at(["contexts", index], check_numbering(context))
        yield from at(["contexts", index], twice("routes", [route.name for route in context.routes]))
        for number, route in enumerate(context.routes):
            place: list[PathPart] = ["contexts", index, "routes", number]
            yield from at(place, check_route(route, named_holidays(file)))
            if isinstance(route.target, ToGroup):
                yield from at([*place, "target"], _known_group(file, route.target))
            if isinstance(route.target, ToGateway):
                if not context.may_call_out:
                    yield [*place, "target", "gateway"], "the context needs may_call_out: true to reach a gateway"
                yield from at([*place, "target"], _known_gateway(file, route.target))


def _known_group(file: Provisioning, target: ToGroup) -> Iterator[Finding]:
    """A group of a domain that is not in the file may be in another one."""
    for domain in file.domains:
        names = sorted(group.name for group in domain.groups)
        if domain.name == target.domain and target.group not in names:
            yield ["group"], f"must be a group of {domain.name}: {', '.join(names) or 'none'}"


def _known_gateway(file: Provisioning, target: ToGateway) -> Iterator[Finding]:
    there = {domain.name: sorted(gateway.name for gateway in domain.gateways) for domain in file.domains}
    owners = [name for name, gateways in there.items() if target.gateway in gateways]
    if not target.domain:
        known = f": {', '.join(owners)}" if owners else ""
        yield ["domain"], f"must be the domain whose gateway it is{known}"
    elif target.gateway not in there.get(target.domain, ()):
        names = ", ".join(there.get(target.domain, ())) or "none"
        yield ["gateway"], f"must be a gateway of {target.domain} in this file: {names}"
