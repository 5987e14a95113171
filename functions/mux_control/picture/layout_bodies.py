"""Layouts as they come in and go out: bodies, views, and what the linter says of them."""

from collections.abc import Iterable
from typing import Annotated

import msgspec
from msgspec import Meta

from functions.shared.api.problems import FieldError, Problem
from functions.shared.layouts import Image, Layout
from functions.shared.layouts.lint import SIZES, Finding, lint_layout
from functions.shared.layouts.pixels import Size
from functions.shared.tables.provisioned.layouts import StoredLayout

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
    audio_position: Annotated[Id, Meta(description="where its sound comes from: x:y:z, or auto")] = ""


class LayoutBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A layout's images in the order in which they fill, and what lies below and above all of them."""

    images: Annotated[tuple[ImageBody, ...], Meta(max_length=1000)]
    background: Id = ""
    foreground: Id = ""
    border: Annotated[int, Meta(ge=-1_000_000, le=1_000_000, description="pixels, of images without one")] | None = None
    auto_3d_position: bool = False
    transition_in: Annotated[
        str, Meta(max_length=128, description="film in the nodes' folder of images, such as wipe.mp4")
    ] = ""
    transition_out: Annotated[
        str, Meta(max_length=128, description="film in the nodes' folder of images, such as wipe.mp4")
    ] = ""


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
    border: int | None
    auto_3d_position: bool
    transition_in: str
    transition_out: str
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


def layout_of(name: str, body: LayoutBody) -> Layout:
    whole = {field: getattr(body, field) for field in LayoutBody.__struct_fields__}
    return Layout(name, **{**whole, "images": tuple(_image(image) for image in body.images)})


def view_of(stored: StoredLayout, sizes: Iterable[Size] = ()) -> LayoutView:
    """Show a layout with the linter's warnings, also for canvases of these sizes."""
    first, *others = SIZES
    layout = stored.layout
    return LayoutView(
        name=layout.name,
        own=stored.revision > 0,
        revision=stored.revision,
        images=tuple(msgspec.convert(image, ImageBody, from_attributes=True) for image in layout.images),
        background=layout.background,
        foreground=layout.foreground,
        border=layout.border,
        auto_3d_position=layout.auto_3d_position,
        transition_in=layout.transition_in,
        transition_out=layout.transition_out,
        warnings=remarks(lint_layout(layout, tuple(dict.fromkeys((first, *sizes, *others))))),
    )


def refuse(findings: list[Finding], what: str) -> None:
    """Raise 422 where the linter has found errors."""
    errors = tuple(FieldError(field=one.field, problem=one.problem) for one in findings if one.level == "error")
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise Problem("invalid_field", f"{what}: {errors[0].field}: {errors[0].problem}{more}", errors)


def remarks(findings: list[Finding]) -> tuple[Remark, ...]:
    return tuple(Remark(field=one.field, problem=one.problem) for one in findings if one.level == "warning")


def _image(body: ImageBody) -> Image:
    values = {field: getattr(body, field) for field in ImageBody.__struct_fields__}
    return Image(**{**values, "hscale": body.scale if body.hscale is None else body.hscale})
