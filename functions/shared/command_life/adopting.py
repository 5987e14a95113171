"""A change through the API also changes the stage, the wish for the picture: how the stage is afterwards."""

from functions.shared.commands import Command, PlainCommand
from functions.shared.stage.wish import Stage
from functions.shared.state import ConferenceState


def touches_picture(command: Command) -> bool:
    """Whether a stage could say something about what the command changes."""
    return any(type(step).stage_after is not PlainCommand.stage_after for step in command.plain())


def adopted(stage: Stage, command: Command, state: ConferenceState) -> Stage:
    """Return the stage that the command does not contradict."""
    for step in command.plain():
        stage = step.stage_after(stage, state)
    return stage
