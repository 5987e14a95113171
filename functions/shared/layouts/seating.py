"""Who is shown in which image: FreeSWITCH's rules, which tell some places for certain and others only likely."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from functions.shared.conference_state import MemberState
from functions.shared.layouts import Group, Image, Layout

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
    """Whether a member takes part in the picture at all: on hold or with the camera off, they do not."""
    return not member.on_hold and not member.video_muted


def seat(images: Sequence[Image], members: Sequence[MemberState]) -> dict[int, Seated]:
    """Return who is in which image; `members` in the order of joining."""
    taken: dict[int, Seated] = {}
    floor = _floor_of(images)
    has_roles = any(image.role_id for image in images)
    by_role = {image.role_id: index for index, image in reversed(tuple(enumerate(images))) if image.role_id}
    by_slot = {image.reservation_id: index for index, image in enumerate(images) if image.reservation_id}
    free = iter([index for index, image in enumerate(images) if _open_to_all(image)])
    waiting: list[MemberState] = []
    for member in reversed(members):
        if not is_pictured(member):
            continue
        rule: Rule | None = None
        index: int | None = None
        if member.video_floor and floor is not None and not (member.role and has_roles):
            rule, index = "floor", floor
        elif member.role and member.role in by_role and by_role[member.role] not in taken:
            rule, index = "role", by_role[member.role]
        elif member.slot:
            # Who holds a reservation that this layout does not have is not shown at all.
            rule, index = "reserved", by_slot.get(member.slot)
        else:
            waiting.append(member)
        if rule is not None and index is not None and index not in taken:
            taken[index] = Seated(index, member, rule)
    for member in waiting:
        index = next((index for index in free if index not in taken), None)
        if index is None:
            break
        taken[index] = Seated(index, member, "joining")
    return taken


def _floor_of(images: Sequence[Image]) -> int | None:
    return max((index for index, image in enumerate(images) if image.floor or image.floor_only), default=None)


def _open_to_all(image: Image) -> bool:
    return not (image.reservation_id or image.floor_only or image.file_only)


def chosen(group: Group, layouts: Mapping[str, Layout], people: int) -> Layout | None:
    """Return the layout that FreeSWITCH takes of a group: the first that holds everybody, otherwise the last."""
    known = [layouts[name] for name in group.layouts if name in layouts]
    return next((layout for layout in known if room_for(layout) >= people), known[-1] if known else None)


def room_for(layout: Layout) -> int:
    return sum(not image.file_only for image in layout.images)
