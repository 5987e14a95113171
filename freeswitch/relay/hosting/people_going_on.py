"""Who has come along with a moved conference goes on as they were there: a raised hand, on hold, a banner."""

import hashlib
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from freeswitch.relay.commands.own_commands import OwnCommands
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.loops.beside import spawn
from freeswitch.relay.telemetry.logs import logger
from functions.shared.command_life.outcomes import MOVE, id_at_node
from functions.shared.commands import PlainCommand
from functions.shared.commands.hold import Hold
from functions.shared.commands.muting import Mute
from functions.shared.commands.overlays import SetBanner
from functions.shared.encoders.going_along import Along
from functions.shared.tables.base import TablesUnavailable


class PeopleGoingOn:
    """Of one node.

    Args:
        stays_up: told of a room, a call and since when its hand is up (RFC 3339); it must not wait.
    """

    def __init__(self, node: str, commands: OwnCommands, stays_up: Callable[[Room, tuple[str, str]], None]) -> None:
        self._node = node
        self._commands = commands
        self._stays_up = stays_up

    def look(self, room: Room) -> None:
        """Somebody has come; nothing here waits."""
        came, room.came_along = room.came_along, {}
        for call, along in came.items():
            member = room.members.get(call)
            if member is not None and member.settled is None:
                room.members[call] = replace(member, settled=along.settled)
            if along.hand_raised_at:
                self._stays_up(room, (call, along.hand_raised_at))
            if commands := list(_as_before(call, along)):
                spawn("somebody of a moved conference", self._give, room, call, commands)

    def _give(self, room: Room, call: str, commands: list[tuple[str, PlainCommand]]) -> None:
        try:
            for what, command in commands:
                text = f"{room.uuid}\0{MOVE}\0{what}\0{call}"
                name = hashlib.sha256(text.encode()).hexdigest()[:32]
                self._commands.give(id_at_node(self._node, name), f"{MOVE}{what}", command, room)
        except TablesUnavailable as problem:
            told = {"conference": room.name, "call": call, "problem": str(problem)}
            logger.warning("somebody of a moved conference is not all as they were", extra=told)


def _as_before(call: str, along: Along) -> Iterator[tuple[str, PlainCommand]]:
    if along.on_hold:
        yield "hold", Hold(member=call, on_hold=True)
        if along.heard:
            # Until now the join has kept them from being heard.
            yield "voice", Mute(member=call, muted=False)
    if along.banner is not None:
        yield "banner", SetBanner(member=call, banner=along.banner)
