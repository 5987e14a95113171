"""A command from its JSON, and what becomes of it."""

from collections.abc import Mapping, Sequence

from functions.shared.commands import Command, Meeting, PlainCommand, Reply, decode_command
from tests.functions.shared.commands.here import HERE


def plain(body: Mapping[str, object]) -> PlainCommand:
    """The one command that this is."""
    (command,) = decode_command(body).plain()
    return command


def text_of(command: Command, meeting: Meeting = HERE) -> tuple[str, ...]:
    """What is sent to FreeSWITCH, line by line."""
    return tuple(line.text for step in command.plain() for line in step.lines(meeting))


def read(body: Mapping[str, object], replies: Sequence[str], meeting: Meeting = HERE) -> Reply:
    """How the replies to its lines are read."""
    command = plain(body)
    return command.read(command.lines(meeting), replies)
