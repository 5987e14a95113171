"""The domain's layouts: seen, drawn, changed and removed; a running conference keeps the ones that it began with."""

import time
from collections.abc import Iterable
from functools import partial
from itertools import islice

import msgspec
from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.picture.drawings import THEMES, drawing, parse_size, size_of
from functions.mux_control.picture.layout_bodies import (
    LayoutBody,
    Layouts,
    LayoutSummary,
    LayoutView,
    layout_of,
    refuse,
    view_of,
)
from functions.mux_control.picture.layout_changes import readings, require_rooms, show_in
from functions.shared.api.auditing import entry_of
from functions.shared.api.bodies import read_body, read_json
from functions.shared.api.operation import Operation
from functions.shared.api.problems import Problem
from functions.shared.api.revisions import require_revision
from functions.shared.api.tokens import Grant
from functions.shared.layout_sets.in_rooms import known_in, rooms_showing
from functions.shared.layout_sets.rendering import LIBRARY
from functions.shared.layouts.lint import lint_layout
from functions.shared.layouts.pixels import Size
from functions.shared.layouts.svg import Caption
from functions.shared.tables.provisioned.layouts import (
    DomainLayouts,
    StoredDocument,
    StoredLayout,
    delete_layout,
    layouts_of,
    put_layout,
)
from functions.shared.tables.provisioned.rooms import find_room

LAYOUTS = "/v1/layouts"
LAYOUT = f"{LAYOUTS}/{{layout}}"
# Rooms that are read for the size of their canvas; a layout of many rooms is warned about for the first of them.
MOST_ROOMS = 10
LOOKED_AT = 200
BODY_CODES = ("invalid_json", "body_too_large", "unsupported_media_type", "invalid_field", "revision_moved")


async def list_layouts(_: Request, grant: Grant) -> Response:
    domain = layouts_of(grant.domain)
    items = [
        LayoutSummary(name=name, own=name in domain.layouts, images=len(layout.images))
        for name, layout in sorted(known_in(domain).layouts.items())
    ]
    return Response(msgspec.json.encode(Layouts(tuple(items))), media_type="application/json")


async def get_layout(request: Request, grant: Grant) -> Response:
    name = str(request.path_params["layout"])
    return _answer(_found(name, grant), _rooms_sizes(_some_rooms(name, grant)))


async def draw_layout(request: Request, grant: Grant) -> Response:
    layout = _found(str(request.path_params["layout"]), grant).layout
    captions = [
        Caption(str(number), image.reservation_id or image.role_id) for number, image in enumerate(layout.images, 1)
    ]
    return drawing(request, layout.images, size_of(request), captions, title=layout.name)


async def put_one(request: Request, grant: Grant) -> Response:
    name = str(request.path_params["layout"])
    raw = await read_json(request)
    body = read_body(raw, LayoutBody)
    layout = layout_of(name, body)
    refuse(lint_layout(layout), "layout")
    for domain, before in readings(grant.domain, name, partial(_own, name)):
        require_rooms(grant, rooms_showing(grant.domain, domain, name))
        require_revision(request, before.revision if before else None)
        stored = StoredLayout(layout=layout, revision=domain.next_revision(before), changed_at=time.time())
        entry = structs.replace(entry_of(request, grant, "done", raw), revision=stored.revision)
        if put_layout(grant.domain, stored, domain, entry):
            break
    # Read again: a room may have begun to show it meanwhile.
    rooms = rooms_showing(grant.domain, layouts_of(grant.domain), name)
    show_in(grant.domain, rooms, f"{name} is kept")
    return _answer(stored, _rooms_sizes(rooms))


async def delete_one(request: Request, grant: Grant) -> Response:
    name = str(request.path_params["layout"])
    for domain, before in readings(grant.domain, name, partial(_own, name)):
        rooms = rooms_showing(grant.domain, domain, name)
        require_rooms(grant, rooms)
        if before is None:
            # The library's shows through, where an earlier try could not tell all rooms.
            show_in(grant.domain, rooms if name in LIBRARY else [], f"{name} is gone")
            raise not_found(name)
        require_revision(request, before.revision)
        groups = [group for group, stored in domain.groups.items() if name in stored.group.layouts]
        if (rooms or groups) and name not in LIBRARY:
            shown = ", ".join([f"the room {room}" for room in rooms] + [f"the group {group}" for group in groups])
            raise Problem("layout_in_use", f"{name} is shown by {shown}; take it out there first")
        entry = structs.replace(entry_of(request, grant, "done"), revision=before.revision)
        if delete_layout(grant.domain, name, domain, entry):
            break
    show_in(grant.domain, rooms, f"{name} is gone")
    return Response(status_code=204)


def _own(name: str, domain: DomainLayouts) -> StoredDocument | None:
    return domain.layouts.get(name) or domain.damaged_layouts.get(name)


def not_found(name: str) -> Problem:
    return Problem("layout_not_found", f"there is no layout {name[:64]!r}")


def _found(name: str, grant: Grant) -> StoredLayout:
    stored = layouts_of(grant.domain).layouts.get(name)
    if stored is None and name in LIBRARY:
        return StoredLayout(layout=LIBRARY[name], revision=0)
    if stored is None:
        raise not_found(name)
    return stored


def _some_rooms(name: str, grant: Grant) -> list[str]:
    """Rooms that show a layout, of the first ones that list any."""
    return rooms_showing(grant.domain, layouts_of(grant.domain), name, LOOKED_AT)


def _rooms_sizes(rooms: Iterable[str]) -> list[Size]:
    """The canvases on which a layout is shown, as far as a few rooms tell."""
    found = (find_room(room) for room in islice(rooms, MOST_ROOMS))
    return [size for room in found if room is not None and (size := parse_size(room.picture.canvas))]


def _answer(stored: StoredLayout, sizes: Iterable[Size]) -> Response:
    headers = {"ETag": f'"{stored.revision}"'}
    return Response(msgspec.json.encode(view_of(stored, sizes)), headers=headers, media_type="application/json")


OPERATIONS = (
    Operation(
        method="GET", path=LAYOUTS, name="list_layouts", tag="layouts", answer=Layouts,
        read=list_layouts, summary="The layouts that rooms of the domain may show.",
    ),
    Operation(
        method="GET", path=f"{LAYOUT}.svg", name="draw_layout", tag="layouts", media="image/svg+xml",
        queries=THEMES, read=draw_layout, codes=("layout_not_found",), summary="A layout as a picture with numbers.",
    ),
    Operation(
        method="GET", path=LAYOUT, name="get_layout", tag="layouts", answer=LayoutView,
        read=get_layout, codes=("layout_not_found",), summary="A layout with what looks wrong about it.",
    ),
    Operation(
        method="PUT", path=LAYOUT, name="put_layout", tag="layouts", body=LayoutBody,
        answer=LayoutView, read=put_one, codes=BODY_CODES,
        summary="Make or change a layout; errors refuse it, warnings are listed. Used by conferences that begin later.",
    ),
    Operation(
        method="DELETE", path=LAYOUT, name="delete_layout", tag="layouts", read=delete_one,
        codes=("layout_not_found", "layout_in_use", "revision_moved"),
        summary="Remove a layout of the domain that no room and no group shows.",
    ),
)  # fmt: skip
