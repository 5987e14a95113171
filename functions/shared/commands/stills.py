"""The command that takes a still; what becomes of the file is the relay's business."""

from functions.shared.commands.fields import CommandBase, OutputId


class TakeStill(CommandBase, frozen=True):
    """Write the canvas as it is now into a file of the node, named by the still's id; from there it is stored."""

    still: OutputId
