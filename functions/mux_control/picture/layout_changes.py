"""A change of a domain's layouts: what was checked holds when it is written, whoever changes others meanwhile."""

from collections.abc import Callable, Iterable, Iterator

from functions.shared.api.problems import Problem, unavailable
from functions.shared.api.tokens import Grant
from functions.shared.layout_sets.in_rooms import rewrite_rooms
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.provisioned.layouts import DomainLayouts, StoredDocument, layouts_of
from functions.shared.tables.provisioned.rooms import find_room

# How often others may change something of the domain while a change of it is checked and written.
TRIES = 5


def readings(
    domain: str, name: str, find: Callable[[DomainLayouts], StoredDocument | None]
) -> Iterator[tuple[DomainLayouts, StoredDocument | None]]:
    """Read the domain's layouts, and what is to be changed, until what follows from them could be written.

    Raises:
        Problem: 412 where somebody else has changed the same thing meanwhile, 503 where others never stop.
    """
    read = layouts_of(domain)
    first = find(read)
    yield read, first
    for _ in range(TRIES - 1):
        read = layouts_of(domain)
        if find(read) != first:
            raise Problem("revision_moved", f"somebody else has just changed {name[:64]}; read it again")
        yield read, first
    raise unavailable(f"others keep changing the layouts of {domain}; nothing was done")


def require_rooms(grant: Grant, rooms: Iterable[str]) -> None:
    """Raise 403 where a room shows it whose conference the token does not cover."""
    if "*" in grant.conferences:
        return
    for name in rooms:
        room = find_room(name)
        if room is not None and not grant.covers(room.conference):
            raise Problem("missing_ability", "it is shown by a room that this token does not cover")


def show_in(domain: str, rooms: list[str], done: str) -> None:
    """Let the rooms' next conferences have it; `done` says what stands already where that fails."""
    try:
        rewrite_rooms(domain, rooms)
    except TablesUnavailable as error:
        detail = f"{done}, but not every room that shows it could be told; send it again"
        raise unavailable(detail) from error
