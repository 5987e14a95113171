"""What a file may say, but hardly means: told, and applied all the same."""

from collections.abc import Iterator

from functions.shared.provisioning.findings import Finding, PathPart, at, placed_flags
from functions.shared.tables.provisioned.routes import MemberFlags, ToGateway, ToRoom
from infra.provisioning.file_format import Provisioning

# What a flag does that somebody who is no moderator hardly should.
TRAPS = {
    "endconf": "hangs up everybody as soon as one of them leaves; write {moderators: [endconf]} for who may end it",
    "moderator": "makes everybody a moderator; seats, moderator_pin and a route's moderator say who is one",
    "ghost": "keeps the conference open, and nobody sees or counts them",
}


def remarks(file: Provisioning) -> Iterator[Finding]:
    for index, room in enumerate(file.rooms):
        yield from at(["rooms", index], _traps(room.flags))
    for index, context in enumerate(file.contexts):
        for number, route in enumerate(context.routes):
            if isinstance(route.target, ToRoom):
                yield from at(["contexts", index, "routes", number, "target"], _traps(route.target.flags))
    yield from _extensions_that_leave(file)
    yield from _open_to_all(file)


def _open_to_all(file: Provisioning) -> Iterator[Finding]:
    """A way out that costs somebody money, for callers whom nobody knows."""
    for index, context in enumerate(file.contexts):
        for number, route in enumerate(context.routes):
            if isinstance(route.target, ToGateway) and route.target.open:
                place: list[PathPart] = ["contexts", index, "routes", number, "target", "open"]
                yield place, f"lets everybody call out at the expense of {route.target.domain}"


def _traps(flags: MemberFlags) -> Iterator[Finding]:
    for place, flag in placed_flags(flags):
        if flag in TRAPS and "moderators" not in place:
            yield place, TRAPS[flag]


def _extensions_that_leave(file: Provisioning) -> Iterator[Finding]:
    """A gateway that is used, and no number for those who use it."""
    used = {
        (route.target.domain, route.target.gateway)
        for context in file.contexts
        for route in context.routes
        if isinstance(route.target, ToGateway)
    }
    for index, domain in enumerate(file.domains):
        for number, gateway in enumerate(domain.gateways):
            shown = gateway.outbound_caller_number or domain.outbound_caller_number
            if (domain.name, gateway.name) in used and not shown:
                advice = "is told the extension of every user without an outbound_caller_number"
                yield ["domains", index, "gateways", number, "name"], advice
