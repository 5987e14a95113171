"""Rewrites the rendered sets of the rooms that show a layout, after it has changed."""

from collections.abc import Mapping

from functions.shared.layout_sets.rendering import GROUP_PREFIX, Known, known, listed, render
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.provisioned.layouts import DomainLayouts, layouts_of, shown_in, shown_in_rooms
from functions.shared.tables.provisioned.rendered import RenderedLayouts, read_rendered, replace_rendered

TRIES = 4


def known_in(domain: DomainLayouts) -> Known:
    """The library's layouts and the domain's own."""
    return known(
        (stored.layout for stored in domain.layouts.values()), (stored.group for stored in domain.groups.values())
    )


def rendered(domain: str, names: tuple[str, ...], there: Known, changed: Mapping[str, float]) -> RenderedLayouts:
    """Return a room's set; what the library has is as old as the time."""
    chosen = listed(names, there)
    return RenderedLayouts(
        content=render(chosen),
        names={name: changed.get(name, 0.0) for name in chosen.layouts},
        groups=tuple(chosen.groups),
        domain=domain,
    )


def rooms_showing(domain: str, own: DomainLayouts, name: str, most: int | None = None) -> list[str]:
    """List the rooms that show a layout or `group:name`, be it through a group.

    Args:
        own: the domain's layouts, read before: a room that is changed afterwards changes their count.
        most: how many rooms are looked at, for who needs to know of some only.
    """
    there = known_in(own)

    def shows(names: tuple[str, ...]) -> bool:
        chosen = listed(names, there)
        group = name.removeprefix(GROUP_PREFIX)
        return group in chosen.groups if name.startswith(GROUP_PREFIX) else name in chosen.layouts

    return [shown.room for shown in shown_in_rooms(domain, most) if shows(shown.names)]


def rewrite_rooms(domain: str, rooms: list[str]) -> None:
    """Render the sets of these rooms anew.

    Each is written only over what was read before the layouts were: of two changes at once, the last one written has
    seen both.

    Raises:
        TablesUnavailable: no answer, or others kept on changing the same rooms.
    """
    for room in rooms:
        for _ in range(TRIES):
            before = read_rendered(room)
            there, shown = layouts_of(domain), shown_in(domain, room)
            if shown is None:
                break
            changed = {name: stored.changed_at for name, stored in there.layouts.items()}
            if replace_rendered(room, rendered(domain, shown.names, known_in(there), changed), before):
                break
        else:
            raise TablesUnavailable(f"the layouts of {room} are being changed by others; ask again")
