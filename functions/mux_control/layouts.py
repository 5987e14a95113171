"""The domain's layouts: seen, drawn, changed and removed; a running conference keeps the ones that it began with."""

import time
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.bodies import read_body, read_json
from functions.mux_control.drawings import THEMES, drawing, size_of
from functions.mux_control.operations import Operation
from functions.mux_control.problems import FieldError, Problem
from functions.mux_control.revisions import require_revision
from functions.mux_control.tokens import Grant
from functions.shared.layouts import Image, Layout
from functions.shared.layouts.in_rooms import known_in, rewrite_rooms, rooms_showing
from functions.shared.layouts.lint import Finding, lint_layout
from functions.shared.layouts.rendering import LIBRARY
from functions.shared.layouts.svg import Caption
from functions.shared.tables.layouts import StoredLayout, delete_layout, layouts_of, put_layout

LAYOUTS = "/v1/layouts"
LAYOUT = f"{LAYOUTS}/{{layout}}"
BODY_CODES = ("invalid_json", "body_too_large", "unsupported_media_type", "invalid_field", "revision_moved")

Units = Annotated[int, Meta(ge=-1_000_000, le=1_000_000, description="on the grid of 360 by 360")]
Id = Annotated[str, Meta(max_length=64)]


class ImageBody(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A place in the picture; `hscale` is as `scale` where it is left out."""

    x: Units
    y: Units
    scale: Units
    hscale: Units | None = None
    zoom: bool = False
    border: Annotated[int, Meta(ge=-1_000_000, le=1_000_000, description="pixels")] | None = None
    floor: bool = False
    floor_only: bool = False
    file_only: bool = False
    overlap: bool = False
    reservation_id: Id = ""
    role_id: Id = ""


class LayoutBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A layout's images in the order in which they fill, and what lies below and above all of them."""

    images: Annotated[tuple[ImageBody, ...], Meta(max_length=1000)]
    background: Id = ""
    foreground: Id = ""


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """What looks wrong, though it works."""

    field: str
    problem: str


class LayoutView(msgspec.Struct, frozen=True, kw_only=True):
    """A layout; one of the library has revision 0 and belongs to nobody."""

    name: str
    own: bool
    revision: int
    images: tuple[ImageBody, ...]
    background: str
    foreground: str
    warnings: tuple[Remark, ...]
    used_from: str = "the next conference that begins; a running one keeps what it has loaded"


class LayoutSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A layout by name, with the number of its images."""

    name: str
    own: bool
    images: int


class Layouts(msgspec.Struct, frozen=True):
    """The library and the domain's own, by name."""

    items: tuple[LayoutSummary, ...]


async def list_layouts(_: Request, grant: Grant) -> Response:
    domain = layouts_of(grant.domain)
    items = [
        LayoutSummary(name=name, own=name in domain.layouts, images=len(layout.images))
        for name, layout in sorted(known_in(domain).layouts.items())
    ]
    return Response(msgspec.json.encode(Layouts(tuple(items))), media_type="application/json")


async def get_layout(request: Request, grant: Grant) -> Response:
    return _answer(_found(str(request.path_params["layout"]), grant))


async def draw_layout(request: Request, grant: Grant) -> Response:
    layout = _found(str(request.path_params["layout"]), grant).layout
    captions = [
        Caption(str(number), image.reservation_id or image.role_id) for number, image in enumerate(layout.images, 1)
    ]
    return drawing(request, layout.images, size_of(request), captions, title=layout.name)


async def put_one(request: Request, grant: Grant) -> Response:
    name = str(request.path_params["layout"])
    body = read_body(await read_json(request), LayoutBody)
    layout = Layout(name, tuple(_image(image) for image in body.images), body.background, body.foreground)
    refuse(lint_layout(layout), "layout")
    before = layouts_of(grant.domain).layouts.get(name)
    require_revision(request, before.revision if before else None)
    stored = StoredLayout(layout=layout, revision=before.revision + 1 if before else 1, changed_at=time.time())
    if not put_layout(grant.domain, stored, before):
        raise moved(name)
    # Read again: a room may have begun to show it meanwhile.
    rewrite_rooms(grant.domain, rooms_showing(layouts_of(grant.domain), name))
    return _answer(stored)


async def delete_one(request: Request, grant: Grant) -> Response:
    name = str(request.path_params["layout"])
    domain = layouts_of(grant.domain)
    before = domain.layouts.get(name)
    if before is None:
        raise not_found(name)
    require_revision(request, before.revision)
    rooms = rooms_showing(domain, name)
    groups = [group for group, stored in domain.groups.items() if name in stored.group.layouts]
    if (rooms or groups) and name not in LIBRARY:
        shown = ", ".join([f"the room {room}" for room in rooms] + [f"the group {group}" for group in groups])
        raise Problem("layout_in_use", f"{name} is shown by {shown}; take it out there first")
    if not delete_layout(grant.domain, before):
        raise moved(name)
    rewrite_rooms(grant.domain, rooms)
    return Response(status_code=204)


def refuse(findings: list[Finding], what: str) -> None:
    """Raise 422 where the linter has found errors."""
    errors = tuple(FieldError(field=one.field, problem=one.problem) for one in findings if one.level == "error")
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise Problem("invalid_field", f"{what}: {errors[0].field}: {errors[0].problem}{more}", errors)


def remarks(findings: list[Finding]) -> tuple[Remark, ...]:
    return tuple(Remark(field=one.field, problem=one.problem) for one in findings if one.level == "warning")


def not_found(name: str) -> Problem:
    return Problem("layout_not_found", f"there is no layout {name[:64]!r}")


def moved(name: str) -> Problem:
    return Problem("revision_moved", f"somebody else has just changed {name[:64]}; read it again")


def _found(name: str, grant: Grant) -> StoredLayout:
    stored = layouts_of(grant.domain).layouts.get(name)
    if stored is None and name in LIBRARY:
        return StoredLayout(layout=LIBRARY[name], revision=0)
    if stored is None:
        raise not_found(name)
    return stored


def _image(body: ImageBody) -> Image:
    values = {field: getattr(body, field) for field in ImageBody.__struct_fields__}
    return Image(**{**values, "hscale": body.scale if body.hscale is None else body.hscale})


def _answer(stored: StoredLayout) -> Response:
    layout = stored.layout
    view = LayoutView(
        name=layout.name,
        own=stored.revision > 0,
        revision=stored.revision,
        images=tuple(msgspec.convert(image, ImageBody, from_attributes=True) for image in layout.images),
        background=layout.background,
        foreground=layout.foreground,
        warnings=remarks(lint_layout(layout)),
    )
    headers = {"ETag": f'"{stored.revision}"'}
    return Response(msgspec.json.encode(view), headers=headers, media_type="application/json")


OPERATIONS = (
    Operation(
        method="GET", path=LAYOUTS, name="list_layouts", tag="layouts", ability="view", answer=Layouts,
        read=list_layouts, summary="The layouts that rooms of the domain may show.",
    ),
    Operation(
        method="GET", path=f"{LAYOUT}.svg", name="draw_layout", tag="layouts", ability="view", media="image/svg+xml",
        queries=THEMES, read=draw_layout, codes=("layout_not_found",), summary="A layout as a picture with numbers.",
    ),
    Operation(
        method="GET", path=LAYOUT, name="get_layout", tag="layouts", ability="view", answer=LayoutView,
        read=get_layout, codes=("layout_not_found",), summary="A layout with what looks wrong about it.",
    ),
    Operation(
        method="PUT", path=LAYOUT, name="put_layout", tag="layouts", ability="admin", body=LayoutBody,
        answer=LayoutView, read=put_one, codes=BODY_CODES,
        summary="Make or change a layout; errors refuse it, warnings are listed. Used by conferences that begin later.",
    ),
    Operation(
        method="DELETE", path=LAYOUT, name="delete_layout", tag="layouts", ability="admin", read=delete_one,
        codes=("layout_not_found", "layout_in_use", "revision_moved"),
        summary="Remove a layout of the domain that no room and no group shows.",
    ),
)  # fmt: skip
