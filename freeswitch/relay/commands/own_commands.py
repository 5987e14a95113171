"""Commands that nobody with a token asked for: what a rule of a room does, or a key of a moderator's telephone."""

from collections.abc import Callable

from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.telemetry.logs import logger
from functions.shared.command_life.command_queue import NotSent
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.commands import PlainCommand, encode_command, kind_of
from functions.shared.tables.commands.rows import create_command

# So long may such a command wait before it is too late (seconds).
COMMAND_SECONDS = 30.0


class OwnCommands:
    """Writes them as the API writes others, so that the worker carries them out, and feed and audit tell them."""

    def __init__(self, node: str, clock: Clock, send: Callable[[CommandRow], None]) -> None:
        """`send` wakes the worker for a written command."""
        self._node = node
        self._clock = clock
        self._send = send

    def give(self, name: str, subject: str, command: PlainCommand, room: Room) -> tuple[CommandRow, bool]:
        """Write a command under an id and wake the worker; False where the id exists: somebody has given it before.

        Raises:
            TablesUnavailable: it may be written; to give it again is right.
        """
        row = self._row(name, subject, command, room)
        if not create_command(row):
            return row, False
        try:
            self._send(row)
        except NotSent as problem:
            # Whoever looks for open commands finds it.
            logger.warning("a command of our own waits to be found", extra={"problem": str(problem), "id": row.id})
        return row, True

    def _row(self, name: str, subject: str, command: PlainCommand, room: Room) -> CommandRow:
        now = self._clock.time()
        return CommandRow(
            id=name,
            kind=kind_of(command),
            body=encode_command(command).decode(),
            node=self._node,
            domain=room.domain or "",
            subject=subject,
            created_at=now,
            deadline=now + COMMAND_SECONDS,
            conference=room.state(self._node).name,
            conference_uuid=room.uuid,
        )
