"""Of whose place in the picture a command has decided that was done by hand, or by another rule."""

from collections.abc import Collection
from typing import Final

from functions.shared.command_life.outcomes import Outcome
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
