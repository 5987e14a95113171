"""Why a stage cannot come true: the same for a stage, a saved scene and a scene in a file, and all of it at once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from functions.shared.commands.common.errors import UnsafeText
from functions.shared.commands.common.meeting import ANY_MEETING
from functions.shared.commands.overlays import banner_argument, fonts_of
from functions.shared.grammars.media import OWN
from functions.shared.grammars.names import trouble_with
from functions.shared.layout_sets.rendering import Known
from functions.shared.stage.wish import Stage, Who
from functions.shared.standings.user_names import name_in
from functions.shared.state import Banner

# As many slots as somebody reads who looks for the right one.
MOST_TOLD = 30


@dataclass(frozen=True)
class Around:
    """What a stage may name: layouts and groups that its conference can show, users, fonts of its own, and calls."""

    conference: str
    domain: str
    there: Known
    is_user: Callable[[str], bool]
    has_font: Callable[[str], bool]
    is_call: Callable[[str], bool]


@dataclass(frozen=True)
class Fault:
    """A field of a stage that cannot be so: what is wrong, what was said, and what would be right."""

    field: str
    problem: str
    value: str | None = None
    expected: str | None = None


def faults_of(stage: Stage, around: Around) -> Iterator[Fault]:
    """Find all of them; where no layout is known, nobody knows its slots."""
    if stage.layout is not None and stage.layout_group is not None:
        yield Fault("layout_group", "excludes layout", expected="the one or the other")
    shown = _layouts(stage, around.there)
    if shown is None:
        field, name = ("layout", stage.layout) if stage.layout is not None else ("layout_group", stage.layout_group)
        yield Fault(field, "is none that this conference can show", value=name)
    yield from _of_places(stage, around.there, shown)
    for index, wish in enumerate(stage.members):
        if wish.banner is not None:
            yield from _of_banner(f"members[{index}].", wish.banner, around)
    yield from _of_people(stage, around)


def _layouts(stage: Stage, there: Known) -> Iterable[str] | None:
    """The layouts that may be shown; None where the one that is named is not there."""
    if stage.layout is not None:
        return (stage.layout,) if stage.layout in there.layouts else None
    if stage.layout_group is not None:
        group = there.groups.get(stage.layout_group)
        return None if group is None else [name for name in group.layouts if name in there.layouts]
    return list(there.layouts)


def _of_places(stage: Stage, there: Known, shown: Iterable[str] | None) -> Iterator[Fault]:
    slots = {image.reservation_id for name in shown or () for image in there.layouts[name].images}
    seen: set[str] = set()
    for index, place in enumerate(stage.places):
        if place.slot in seen:
            yield Fault(f"places[{index}].slot", "is taken by an earlier place", value=place.slot)
        elif shown is not None and place.slot not in slots:
            right = ", ".join(sorted(slots - {""})[:MOST_TOLD]) or "none: the layout has no reservation ids"
            yield Fault(f"places[{index}].slot", "is no slot of the layout", value=place.slot, expected=right)
        seen.add(place.slot)


def _of_banner(place: str, banner: Banner, around: Around) -> Iterator[Fault]:
    try:
        banner_argument(banner, ANY_MEETING.own)
    except UnsafeText as error:
        yield Fault(place + error.field, error.problem)
    for one in fonts_of(banner):
        if not around.has_font(one.name):
            right = "one of /v1/assets that is `ready`"
            yield Fault(place + one.field, "is no font that the domain has", value=OWN + one.name, expected=right)


def _of_people(stage: Stage, around: Around) -> Iterator[Fault]:
    is_user = cache(around.is_user)
    for field, who in _people(stage):
        if who.call is not None and not around.is_call(who.call):
            yield Fault(f"{field}.call", f"no member of {around.conference} has this call uuid")
        if who.invitee is not None and (trouble := trouble_with(who.invitee)):
            yield Fault(f"{field}.invitee", trouble)
        if who.user is not None and (fault := _of_user(f"{field}.user", who.user, around.domain, is_user)):
            yield fault


def _of_user(field: str, user: str, domain: str, is_user: Callable[[str], bool]) -> Fault | None:
    """Nobody is told who is a user of another domain, so of those only the grammar counts."""
    here = name_in(domain, user)
    if here != user:
        return Fault(field, f"is of the conference's own domain, {domain}", value=user, expected=here)
    if "@" in user or is_user(user):
        return None
    return Fault(field, f"is no user of {domain}", value=user)


def _people(stage: Stage) -> Iterator[tuple[str, Who]]:
    for index, place in enumerate(stage.places):
        yield from ((f"places[{index}].who[{turn}]", who) for turn, who in enumerate(place.who))
    yield from ((f"members[{index}].who", wish.who) for index, wish in enumerate(stage.members))
    if stage.video_floor is not None:
        yield "video_floor", stage.video_floor
