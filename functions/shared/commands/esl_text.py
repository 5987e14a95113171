"""The ESL text of every command: the only maker of such text."""

from functions.shared.commands.composites import Command


def check_text(command: Command) -> None:
    """Raises UnsafeText for a field that could not be sent."""
