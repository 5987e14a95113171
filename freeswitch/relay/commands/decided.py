"""Of whose place in the picture a command has decided that was done by hand, or by another rule."""

from collections.abc import Collection
from typing import Final

from freeswitch.relay.commands.kept_stage import KeptStage
from freeswitch.relay.conferences.rooms import Room
from functions.shared.command_life.newcomers import SUBJECT
from functions.shared.command_life.outcomes import CommandRow, Outcome
from functions.shared.commands import Command, PlainCommand, Scene
from functions.shared.commands.picture import SetLayout, SetLayoutGroup
from functions.shared.commands.seats import ClearSlots, SetSlot

# Something may have come of it: to do it once more could be against what somebody has wished since.
DONE: Final = frozenset({"confirmed", "accepted", "unknown"})
ARRANGING: Final = (SetLayout, SetLayoutGroup, SetSlot, ClearSlots)


def decided(command: Command, outcome: Outcome, there: Collection[str]) -> set[str]:
    """The calls of those people.

    A scene that says who is where, or in which layout, has thought of all who were there. Nothing came of what failed.

    Args:
        there: calls that are there.
    """
    if isinstance(command, Scene) and any(isinstance(step, ARRANGING) for step in command.plain()):
        return set(there)
    done = done_of(command, outcome)
    if any(isinstance(step, ClearSlots) for step in done):
        return set(there)
    return {step.member for step in done if isinstance(step, SetSlot)}


def done_of(command: Command, outcome: Outcome) -> list[PlainCommand]:
    """The steps of a command of which something may have come."""
    plain = list(command.plain())
    states: list[str] = [step.state for step in outcome.steps] or [outcome.state] * len(plain)
    return [step for step, state in zip(plain, states, strict=False) if state in DONE]


def is_given(row: CommandRow) -> bool:
    """Whether it is a newcomer's place that the relay has given."""
    # Whose commands come over the API may be called anything.
    return row.subject == SUBJECT and not row.request


def overtaken(row: CommandRow, command: Command, room: Room, kept: KeptStage) -> Outcome | None:
    """Why the command of a newcomer's place is not carried out: since it was given somebody has done otherwise."""
    member = room.members.get(command.member) if isinstance(command, SetSlot) else None
    if member is None or not isinstance(command, SetSlot) or not is_given(row):
        return None
    if kept.known and kept.stored is None:
        detail = "the conference has no stage any more: its picture is left alone"
        return Outcome(state="failed", reason="revision_moved", detail=detail)
    if member.settled == "wish" or member.slot not in (None, command.slot):
        return Outcome(state="failed", reason="revision_moved", detail="somebody has decided about them meanwhile")
    # The state shows it a moment after FreeSWITCH has taken it.
    holders = {one.uuid for one in room.members.values() if one.slot == command.slot}
    holders |= {call for call, one in kept.given.items() if one.slot == command.slot}
    if holders - {member.uuid}:
        detail = f"{command.slot} is somebody else's meanwhile"
        return Outcome(state="failed", reason="revision_moved", detail=detail)
    return None
