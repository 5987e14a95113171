"""Another layout takes nobody off air: who is seen now is seen in it, too, unless the same command says otherwise."""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from functions.shared.commands import Command, PlainCommand, Scene, SceneStep
from functions.shared.commands.composites import ForEach
from functions.shared.commands.picture import SetLayout, SetLayoutGroup
from functions.shared.commands.seats import ClearSlots, SetSlot
from functions.shared.layouts import Layout
from functions.shared.layouts.seating import is_pictured, seat
from functions.shared.state import ConferenceState, MemberState

MOST_STEPS: Final = 100

# The layout that a conference shows; None where nobody knows.
Shown = Callable[[ConferenceState], Layout | None]


def changes_layout(command: Command) -> bool:
    """Whether the command chooses another layout for all."""
    # What is done for each of several people is no scene.
    return not isinstance(command, ForEach) and any(
        isinstance(step, SetLayout | SetLayoutGroup) for step in command.plain()
    )


def keeping_on_air(
    command: Command, state: ConferenceState, shown: Shown, kept: Sequence[PlainCommand] = ()
) -> Command:
    """The command, as one scene with what keeps those in the picture who are in it now.

    A place that the new layout lacks is given up, for FreeSWITCH shows nobody who holds one; where every place has a
    name, the next free one is given. Whom the command itself seats or unseats stays where it says.

    Args:
        kept: what the relay does by itself to keep the stage: whom it seats has that place.
    """
    steps = command.plain()
    coming = (*(step for step in kept if isinstance(step, SetSlot)), *steps)
    before, after = shown(state), shown(_after(coming, state))
    if before is None or after is None:
        return command
    asked = {step.member for step in steps if isinstance(step, SetSlot)}
    seen = {seated.member.uuid for seated in seat(before.images, _by_joining(state.members)).values()}
    needed = [step for step in _needed(after, _after(coming, state), seen) if step.member not in asked]
    scene = [step for step in steps if isinstance(step, SceneStep)]
    # What the first steps fail at leaves everybody where they are, so the layout comes first.
    return Scene(steps=(*scene, *needed[: MOST_STEPS - len(scene)])) if needed else command


def _needed(layout: Layout, state: ConferenceState, seen: set[str]) -> list[SetSlot]:
    """What gives everybody who is seen a place, and frees what is none of this layout."""
    names = seats_of(layout)
    members = [member for member in _by_joining(state.members) if is_pictured(member)]
    held = {member.slot for member in members} & set(names)
    free = [name for name in names if name not in held]
    steps = []
    for member in members:
        if member.slot in held:
            continue
        # Who was out of the picture stays so: somebody has wished it.
        if is_seated(layout) and member.uuid in seen and free:
            steps.append(SetSlot(member=member.uuid, slot=free.pop(0)))
        elif member.slot is not None:
            steps.append(SetSlot(member=member.uuid, slot=None))
    return steps


def seats_of(layout: Layout) -> tuple[str, ...]:
    """The names of the layout's places in the order in which they are filled."""
    return tuple(dict.fromkeys(image.reservation_id for image in layout.images if image.reservation_id))


def is_seated(layout: Layout) -> bool:
    """Whether only those are seen who hold one of its places."""
    return all(image.reservation_id for image in layout.images if not (image.floor_only or image.file_only))


def _after(steps: Sequence[PlainCommand], state: ConferenceState) -> ConferenceState:
    for step in steps:
        match step:
            case SetLayout():
                state = replace(state, layout=step.layout, layout_group=None)
            case SetLayoutGroup():
                state = replace(state, layout=None, layout_group=step.group)
            case SetSlot():
                state = replace(state, members=tuple(_moved(step, member) for member in state.members))
            case ClearSlots():
                state = replace(state, members=tuple(replace(member, slot=None) for member in state.members))
    return state


def _moved(step: SetSlot, member: MemberState) -> MemberState:
    if member.uuid == step.member:
        return replace(member, slot=step.slot)
    # FreeSWITCH takes the place away from whoever had it.
    return replace(member, slot=None) if step.slot is not None and member.slot == step.slot else member


def _by_joining(members: Sequence[MemberState]) -> Sequence[MemberState]:
    return sorted(members, key=lambda member: member.number or 0)
