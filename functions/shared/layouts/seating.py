"""Who is shown in which image: FreeSWITCH's rules, which tell some places for certain and others only likely."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from functions.shared.layouts import Group, Image, Layout
from functions.shared.state import MemberState

# `reserved`, `role`: the image is kept for the member. `floor`: it is of whoever is seen large. `joining`: the first
# free image, newest member first; FreeSWITCH tells nobody, so it is an assumption.
Rule = Literal["reserved", "role", "floor", "joining"]


class Seated(NamedTuple):
    """A member in an image; `image` counts the layout's images from 0."""

    image: int
    member: MemberState
    rule: Rule

    @property
    def certain(self) -> bool:
        return self.rule == "reserved"


def is_pictured(member: MemberState) -> bool:
    """Whether a member takes part in the picture at all: on hold, with the camera off or without one, they do not."""
    return not member.on_hold and not member.video_muted and member.video is not False


def seat(images: Sequence[Image], members: Sequence[MemberState]) -> dict[int, Seated]:
    """Return who is in which image; `members` in the order of joining."""
    taken: dict[int, Seated] = {}
    floor, by_role, by_slot, open_to_all = _places(images)
    free = iter(open_to_all)
    waiting: list[MemberState] = []
    for member in reversed(members):
        # As `is_pictured` says; to call it would cost a tenth of a drawing.
        if member.on_hold or member.video_muted or member.video is False:
            continue
        rule: Rule | None = None
        place: int | None = None
        if member.video_floor and floor is not None and not (member.role and by_role):
            rule, place = "floor", floor
        elif member.role and member.role in by_role and by_role[member.role] not in taken:
            rule, place = "role", by_role[member.role]
        elif member.slot:
            # Who holds a reservation that this layout does not have is not shown at all.
            rule, place = "reserved", by_slot.get(member.slot)
        else:
            waiting.append(member)
        if rule is not None and place is not None and place not in taken:
            taken[place] = Seated(place, member, rule)
    for member in waiting:
        place = next((index for index in free if index not in taken), None)
        if place is None:
            break
        taken[place] = Seated(place, member, "joining")
    return taken


class _Places(NamedTuple):
    """Whom the images are for, each by its index."""

    floor: int | None
    by_role: Mapping[str, int]
    by_slot: Mapping[str, int]
    open_to_all: Sequence[int]


def _places(images: Sequence[Image]) -> _Places:
    floor: int | None = None
    by_role: dict[str, int] = {}
    by_slot: dict[str, int] = {}
    open_to_all: list[int] = []
    for index, image in enumerate(images):
        if image.floor or image.floor_only:
            # The last one counts.
            floor = index
        if image.role_id:
            by_role.setdefault(image.role_id, index)
        if image.reservation_id:
            by_slot[image.reservation_id] = index
        elif not (image.floor_only or image.file_only):
            open_to_all.append(index)
    return _Places(floor, by_role, by_slot, open_to_all)


def chosen(group: Group, layouts: Mapping[str, Layout], people: int) -> Layout | None:
    """Return the layout that FreeSWITCH takes of a group: the first that holds everybody, otherwise the last."""
    known = [layouts[name] for name in group.layouts if name in layouts]
    return next((layout for layout in known if room_for(layout) >= people), known[-1] if known else None)


def room_for(layout: Layout) -> int:
    return sum(not image.file_only for image in layout.images)
