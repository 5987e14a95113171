"""Whether a row is one that the API or provisioning could have written: whoever can write rows could name anything."""

from freeswitch.relay.conferences.rooms import Room
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.commands import Command, kind_of
from functions.shared.commands.common.command import NodeCommand
from functions.shared.grammars.names import one_line
from functions.shared.rooms.waiting import awaited


def forged_place(row: CommandRow, node: str, room: Room | None) -> str:
    """What is wrong with where the row would act: its node, its conference, whose that is; nothing if it may."""
    if row.node != node:
        return f"it is for the node {row.node}"
    if bool(row.conference) != bool(row.conference_uuid):
        return "it names a conference without its meeting, or a meeting without its conference"
    if room is None:
        # Where a conference was meant it has ended; that is said by whoever would carry it out.
        return ""
    # Who waits is spoken of as of the conference for which they do.
    if awaited(one_line(room.name)) != row.conference:
        return f"its meeting is none of {row.conference}"
    if room.domain != row.domain:
        return f"its meeting is none of {row.domain}"
    return ""


def forged_command(row: CommandRow, command: Command) -> str:
    """What is wrong with the command that the row holds; nothing if it may be run."""
    if kind_of(command) != row.kind:
        return f"it says {row.kind} and holds {kind_of(command)}"
    for step in command.plain():
        if isinstance(step, NodeCommand) == bool(row.conference):
            return f"{kind_of(step)} is no command to {'a conference' if row.conference else 'a node'}"
        # Whose user is called or flushed.
        domain = getattr(step, "domain", None)
        if domain is not None and domain != row.domain:
            return f"it is about the domain {domain} and not {row.domain}"
    return ""
