"""A room's set of layouts as one text: rendered when a layout changes, so that FreeSWITCH never waits for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from functions.shared.grammars.media import IMAGES, TRANSITION
from functions.shared.layouts import Group, Layout, xml
from functions.shared.layouts.library import GROUPS, LAYOUTS

GROUP_PREFIX: Final = "group:"
# Where every node keeps its images.
NODE_IMAGES: Final = "/var/lib/freeswitch/images"
LIBRARY: Final[Mapping[str, Layout]] = {layout.name: layout for layout in LAYOUTS}
LIBRARY_GROUPS: Final[Mapping[str, Group]] = {group.name: group for group in GROUPS}


@dataclass(frozen=True)
class Known:
    """Layouts and groups that can be named: the library's, and a domain's own over them."""

    layouts: Mapping[str, Layout]
    groups: Mapping[str, Group]


def known(own: Iterable[Layout] = (), groups: Iterable[Group] = ()) -> Known:
    return Known(
        {**LIBRARY, **{layout.name: layout for layout in own}},
        {**LIBRARY_GROUPS, **{group.name: group for group in groups}},
    )


def listed(names: Iterable[str], there: Known) -> Known:
    """Return what a room's list names, a group with the layouts in it; what is not there is left out."""
    layouts: dict[str, Layout] = {}
    groups: dict[str, Group] = {}
    for name in names:
        group = there.groups.get(name.removeprefix(GROUP_PREFIX)) if name.startswith(GROUP_PREFIX) else None
        if group is not None:
            groups[group.name] = group
        for member in group.layouts if group is not None else (name,):
            if member in there.layouts:
                layouts[member] = there.layouts[member]
    return Known(layouts, groups)


def render(chosen: Known) -> str:
    """Write the set for mod_conference."""
    return xml.settings([_on_node(layout) for layout in chosen.layouts.values()], chosen.groups.values())


def _on_node(layout: Layout) -> Layout:
    return replace(
        layout,
        background=_path(layout.background),
        foreground=_path(layout.foreground),
        transition_in=_film(layout.transition_in),
        transition_out=_film(layout.transition_out),
    )


def _film(name: str) -> str:
    return f"{NODE_IMAGES}/{name}" if TRANSITION.fullmatch(name) else ""


def _path(picture: str) -> str:
    return f"{NODE_IMAGES}/{IMAGES[picture]}" if picture in IMAGES else ""
