"""A meeting that was moved here goes on as it was: its layout, its size, its limit, its lock."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Final

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.own_commands import OwnCommands
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.loops.beside import spawn
from freeswitch.relay.telemetry.logs import logger
from functions.shared.claims.placing import SIZE
from functions.shared.command_life.outcomes import MOVE, id_at_node
from functions.shared.commands import PlainCommand
from functions.shared.commands.conference import Lock, SetMaxMembers
from functions.shared.commands.picture import SetLayout, SetLayoutGroup, SetVideoSize
from functions.shared.state import ConferenceState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.provisioned.rooms import find_rules

# Who was on a third node comes in by the door, as everybody who comes: so it is shut a little later.
LOCK_SECONDS: Final = 20.0
LAYOUTS: Final = ("layout", "layout group")


class GoingOn:
    """Of one node; what it does are commands like any other, under ids made of the meeting, so each is done once."""

    def __init__(self, node: str, clock: Clock, commands: OwnCommands) -> None:
        self._node = node
        self._clock = clock
        self._commands = commands

    def look(self, room: Room) -> None:
        """A room's rows are known now; nothing here waits."""
        before, room.goes_on_from = room.goes_on_from, None
        if before is not None:
            spawn("a moved conference", self._set, room, before)

    def _set(self, room: Room, before: ConferenceState) -> None:
        try:
            rules = find_rules(room.name, room.domain or "").rules
            # What a rule of the room has chosen it chooses again; by us it would look like somebody's hand.
            by_rule = rules.picture is not None and before.picture_by_hand_at is None
            for what, command in _as_before(before):
                if not by_rule or what not in LAYOUTS:
                    self._give(room, what, command)
            if before.locked:
                self._clock.sleep(LOCK_SECONDS)
                self._give(room, "lock", Lock(locked=True))
        except TablesUnavailable as problem:
            told = {"conference": room.name, "problem": str(problem)}
            logger.warning("a moved conference is not all as it was", extra=told)

    def _give(self, room: Room, what: str, command: PlainCommand) -> None:
        if not room.ended:
            name = hashlib.sha256(f"{room.uuid}\0{MOVE}\0{what}".encode()).hexdigest()[:32]
            self._commands.give(id_at_node(self._node, name), f"{MOVE}{what}", command, room)


def _as_before(before: ConferenceState) -> Iterator[tuple[str, PlainCommand]]:
    if (size := SIZE.fullmatch(before.canvas or "")) is not None:
        yield "size", SetVideoSize(width=int(size[1]), height=int(size[2]))
    if before.layout_group is not None:
        yield "layout group", SetLayoutGroup(group=before.layout_group)
    elif before.layout is not None:
        yield "layout", SetLayout(layout=before.layout)
    if before.max_members is not None:
        yield "limit", SetMaxMembers(count=before.max_members)


def after(*looks: Callable[[Room], None]) -> Callable[[Room], None]:
    """All of these, one after the other."""

    def look(room: Room) -> None:
        for one in looks:
            one(room)

    return look
