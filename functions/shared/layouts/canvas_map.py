"""The map of a canvas: every place in fractions and pixels, and who is in it, for certain or likely."""

from collections.abc import Mapping, Sequence

import msgspec

from functions.shared.layouts import GRID, Group, Layout
from functions.shared.layouts.pixels import Rectangle, Size, rectangle
from functions.shared.layouts.seating import Seated, chosen, is_pictured, seat
from functions.shared.layouts.svg import Caption
from functions.shared.state import ConferenceState, MemberState

RULES: Mapping[str, str] = {
    "reserved": "the slot is reserved for this member",
    "role": "the place is for the member's role; whoever has it may sit here",
    "floor": "this place is for whoever is seen large",
    "joining": "the first free place, in the order of joining",
}


class Fractions(msgspec.Struct, frozen=True):
    """A place in parts of the canvas, 0 to 1."""

    x: float
    y: float
    width: float
    height: float


class Pixels(msgspec.Struct, frozen=True):
    """A place in pixels of the canvas."""

    x: int
    y: int
    width: int
    height: int


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """One image of the layout; `certain` is false where FreeSWITCH chose and told nobody."""

    image: int
    slot: str | None
    role: str | None
    fractions: Fractions
    pixels: Pixels
    member: str | None
    name: str | None
    certain: bool
    rule: str | None


class Canvas(msgspec.Struct, frozen=True, kw_only=True):
    """One canvas; `stale` if its layout was changed after this conference had loaded it."""

    canvas: int
    width: int
    height: int
    layout: str | None
    layout_group: str | None
    stale: bool
    slots: tuple[Slot, ...]
    not_shown: tuple[str, ...]


def layout_of(
    state: ConferenceState, initial: str, layouts: Mapping[str, Layout], groups: Mapping[str, Group]
) -> tuple[Layout | None, str | None]:
    """Return the layout that is shown, and the group it was chosen from; `initial` is what the room begins with."""
    name, group_name = state.layout, state.layout_group
    if name is None and group_name is None:
        is_group, _, rest = initial.partition("group:")
        name, group_name = (None, rest) if not is_group and rest else (initial, None)
    if name is not None:
        return layouts.get(name), None
    group = groups.get(group_name or "")
    people = sum(is_pictured(member) for member in state.members)
    return (chosen(group, layouts, people) if group else None), group_name


def canvas_of(state: ConferenceState, layout: Layout | None, group: str | None, size: Size, *, stale: bool) -> Canvas:
    """Draw up the map."""
    members = _by_joining(state.members)
    images = layout.images if layout else ()
    seated = seat(images, members)
    shown = {one.member.uuid for one in seated.values()}
    return Canvas(
        canvas=1,
        width=size.width,
        height=size.height,
        layout=layout.name if layout else state.layout,
        layout_group=group,
        stale=stale,
        slots=tuple(
            Slot(
                image=index + 1,
                slot=image.reservation_id or None,
                role=image.role_id or None,
                fractions=Fractions(image.x / GRID, image.y / GRID, image.scale / GRID, image.hscale / GRID),
                pixels=_pixels(rectangle(image, size)),
                member=one.member.uuid if (one := seated.get(index)) else None,
                name=one.member.name if one else None,
                certain=one.certain if one else False,
                rule=RULES[one.rule] if one else None,
            )
            for index, image in enumerate(images)
        ),
        not_shown=tuple(member.uuid for member in members if member.uuid not in shown),
    )


def captions_of(state: ConferenceState, layout: Layout) -> list[Caption]:
    """Write into each place who is in it, with a dashed border where that is only likely."""
    seated = seat(layout.images, _by_joining(state.members))
    return [
        _caption(seated.get(index), image.reservation_id or image.role_id, index + 1)
        for index, image in enumerate(layout.images)
    ]


def _caption(one: Seated | None, slot: str, number: int) -> Caption:
    if one is None:
        return Caption(str(number), slot)
    word = one.member.name or one.member.user or str(one.member.number or "")
    return Caption(word, slot, one.rule != "reserved")


def _by_joining(members: Sequence[MemberState]) -> Sequence[MemberState]:
    return sorted(members, key=lambda member: member.number or 0)


def _pixels(place: Rectangle) -> Pixels:
    return Pixels(place.x, place.y, place.width, place.height)
