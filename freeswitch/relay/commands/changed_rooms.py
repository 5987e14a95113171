"""The conferences that a command has changed: their rows are written before it counts as confirmed."""

from collections.abc import Iterator

from freeswitch.relay.conferences.rooms import Room, Rooms
from functions.shared.commands import InvalidCommand, decode_command
from functions.shared.commands.leaving import Transfer
from functions.shared.outcomes import CommandRow
from functions.shared.stage.wish import APPLY_STAGE


def changed_rooms(row: CommandRow, rooms: Rooms) -> Iterator[Room]:
    """The conference of the command, and those to which it has moved somebody; they may have begun with that."""
    names = {step.conference for step in _steps(row) if isinstance(step, Transfer)}
    found = [rooms.get(row.conference_uuid), *(rooms.named(name) for name in sorted(names))]
    return (room for room in found if room is not None)


def _steps(row: CommandRow) -> tuple[object, ...]:
    if row.kind == APPLY_STAGE:
        return ()
    try:
        return tuple(decode_command(row.body.encode()).plain())
    except InvalidCommand:
        # It was refused, and has moved nobody.
        return ()
