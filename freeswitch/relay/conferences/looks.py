"""Looks at what a command has changed: its API event tells the command, not whether it worked."""

from collections.abc import Sequence

from freeswitch.relay.conferences.events.hand_typed import HandTyped
from freeswitch.relay.conferences.layouts import known_layouts
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.conferences.snapshot import refresh_seats
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.switch.errors import EslError
from freeswitch.relay.switch.link import Link
from freeswitch.relay.switch.watches import Watches


class Looks:
    """Asks FreeSWITCH and changes the rooms; used by the follower only."""

    def __init__(self, link: Link, rooms: Rooms, writer: StateWriter, watches: Watches) -> None:
        self._link = link
        self._rooms = rooms
        self._writer = writer
        self._watches = watches

    def look(self, asked: Sequence[HandTyped]) -> str | None:
        """Look at one conference for commands that leave the same question; tells a gap where it could not."""
        room = self._rooms.named(asked[0].conference)
        if room is None:
            return None
        try:
            if asked[0].question == "seats":
                weight = refresh_seats(room, self._link.commands.api)
            else:
                weight = "control" if self._set_layout(room, asked) else "none"
        except (EslError, ValueError) as problem:
            return f"could not look at {asked[0].question}: {problem}"
        if weight == "control":
            room.revision += 1
        if weight != "none":
            self._writer.mark(room, soon=weight == "control")
        self._watches.wake_all()
        return None

    def _set_layout(self, room: Room, asked: Sequence[HandTyped]) -> bool:
        known = known_layouts(room.name, self._link.commands.api)
        before = room.layout, room.layout_group
        for layout, group in (typed.layout for typed in asked):
            # Which layout a group shows depends on who is there; and nothing lists the groups.
            if layout is None or layout in known:
                room.layout, room.layout_group = layout, group
        return before != (room.layout, room.layout_group)
