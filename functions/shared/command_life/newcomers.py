"""Whoever comes into a picture where only those are seen who hold a place gets the next free one: which, and whose."""

from collections.abc import Collection, Mapping
from typing import Final

from functions.shared.command_life.on_air import is_seated, seats_of
from functions.shared.command_life.outcomes import RULE
from functions.shared.commands.seats import SetSlot
from functions.shared.layouts import Group, Layout
from functions.shared.layouts.seating import is_pictured, room_for
from functions.shared.stage.changes import means
from functions.shared.stage.wish import Seats, Stage, StoredStage
from functions.shared.state import ConferenceState, MemberState

# Whose commands these are.
SUBJECT: Final = f"{RULE}newcomers"


def seats_for(stage: Stage, layouts: Mapping[str, Layout], groups: Mapping[str, Group]) -> tuple[Seats, ...]:
    """The places of the layout that the stage names, or of each in its group; none where it names neither."""
    group = groups.get(stage.layout_group or "")
    names = (stage.layout,) if stage.layout is not None else () if group is None else group.layouts
    return tuple(_seats(layouts[name]) for name in names if name in layouts)


def next_places(
    stored: StoredStage, state: ConferenceState, given: Mapping[str, str], reserved: Collection[str] = ()
) -> list[SetSlot]:
    """Who gets which place now, in the order of their coming, as far as there are places.

    Nobody loses theirs, nor does whoever the stage names and who is not there yet; whom it names it seats itself.

    Args:
        given: slot by call, of those who are about to have it.
        reserved: places that somebody else fills.
    """
    named = [who for place in stored.stage.places for who in place.who]
    kept = {place.slot for place in stored.stage.places} | {member.slot for member in state.members}
    kept |= {*given.values(), *reserved}
    free = [slot for slot in _shown(stored, state) if slot not in kept]
    coming = [
        member
        for member in sorted(state.members, key=lambda one: one.number or 0)
        if is_newcomer(member) and member.uuid not in given and not any(means(who, member) for who in named)
    ]
    return [SetSlot(member=member.uuid, slot=slot) for member, slot in zip(coming, free, strict=False)]


def is_newcomer(member: MemberState) -> bool:
    """Whether nobody has thought yet of somebody who would be seen if they had a place."""
    return member.settled is None and member.slot is None and is_pictured(member)


def _seats(layout: Layout) -> Seats:
    slots = seats_of(layout) if is_seated(layout) else ()
    return Seats(layout=layout.name, people=room_for(layout), slots=slots)


def _shown(stored: StoredStage, state: ConferenceState) -> tuple[str, ...]:
    """The places of the layout that is shown; none where that is not the stage's, or nobody knows which it is."""
    stage = stored.stage
    if stored.newcomers != "next_place":
        return ()
    if stage.layout is not None:
        same = state.layout == stage.layout
        return next((one.slots for one in stored.seats if same and one.layout == stage.layout), ())
    if stage.layout_group is None or state.layout_group != stage.layout_group or not stored.seats:
        return ()
    # As FreeSWITCH chooses: the first that holds everybody, otherwise the last.
    people = sum(is_pictured(member) for member in state.members)
    return next((one for one in stored.seats if one.people >= people), stored.seats[-1]).slots
