"""What a moderator's keys do on a telephone, beside letting people in: each press is a command like any other."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Final

from freeswitch.relay.commands.own_commands import OwnCommands
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.door.opening import moderators_key
from freeswitch.relay.loops.beside import UNEXPECTED, spawn, tell
from freeswitch.relay.switch.event_values import Event
from freeswitch.relay.telemetry.logs import logger
from functions.shared.command_life.outcomes import KEY, id_at_node
from functions.shared.commands import PlainCommand
from functions.shared.commands.conference import Lock
from functions.shared.commands.hosting import EndConference, MuteAll
from functions.shared.layouts.conference_profile import END_FOR_ALL, LOCK_OR_OPEN, MUTE_EVERYBODY
from functions.shared.tables.base import TablesUnavailable

# By what the event of the key says: the command, as the conference is now.
COMMANDS: Final[Mapping[str, Callable[[Room], PlainCommand]]] = {
    MUTE_EVERYBODY: lambda _: MuteAll(),
    LOCK_OR_OPEN: lambda room: Lock(locked=not room.locked),
    END_FOR_ALL: lambda _: EndConference(),
}


class HostKeys:
    """The keys of the node's telephones."""

    def __init__(self, node: str, rooms: Rooms, commands: OwnCommands) -> None:
        self._node = node
        self._rooms = rooms
        self._commands = commands

    def take(self, event: Event) -> None:
        """Give the command of a key; nothing here waits."""
        room = self._rooms.get(event.get("Conference-Unique-ID", ""))
        said = moderators_key(event, room)
        if room is not None and said in COMMANDS:
            spawn("a key", self._give_quietly, room, event, said, COMMANDS[said](room))

    def _give_quietly(self, room: Room, event: Event, said: str, command: PlainCommand) -> None:
        call = event.get("Unique-ID", "")
        told = {"key": event.get("DTMF-Key", ""), "says": said, "conference": room.name, "call": call}
        try:
            self._commands.give(self._id(room, event), f"{KEY}{said} of {call}", command, room)
        except TablesUnavailable as problem:
            # Nobody presses twice what has worked: to do it later could be too late.
            logger.warning("a moderator's key did nothing", extra=told | {"problem": str(problem)})
        except UNEXPECTED:
            tell("a key", conference=room.name)
        else:
            logger.info("a moderator's key", extra=told)

    def _id(self, room: Room, event: Event) -> str:
        """One for each press, whoever hears of it."""
        pressed = "\0".join((room.uuid, event.get("Unique-ID", ""), event.get("Event-Sequence", "")))
        return id_at_node(self._node, hashlib.sha256(pressed.encode()).hexdigest()[:32])
