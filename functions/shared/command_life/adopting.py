"""A change through the API also changes the stage, the wish for the picture: how the stage is afterwards."""

from msgspec.structs import replace

from functions.shared.commands import Command, PlainCommand
from functions.shared.stage.wish import Stage
from functions.shared.state import ConferenceState


def touches_picture(command: Command) -> bool:
    """Whether a stage could say something about what the command changes."""
    return any(type(step).stage_after is not PlainCommand.stage_after for step in command.plain())


def adopted(stage: Stage, command: Command, state: ConferenceState) -> Stage:
    """Return the stage that the command does not contradict.

    A stage without places leaves everybody where they are: one that named the first who is moved by hand would take all
    others off air.
    """
    leaves_alone = not stage.places
    for step in command.plain():
        stage = step.stage_after(stage, state)
    return replace(stage, places=()) if leaves_alone else stage
