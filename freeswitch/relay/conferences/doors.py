"""Whoever is kept out and comes in all the same, past everything that should have refused them, goes at once."""

from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.loops.beside import spawn
from freeswitch.relay.switch.errors import EslError
from freeswitch.relay.switch.link import Link
from freeswitch.relay.telemetry.logs import logger
from functions.shared.commands.leaving import turned_away
from functions.shared.rooms.waiting import awaited

# Of one look; who is left is found by the next one.
MOST_AT_ONCE = 100


class Doors:
    """Looks at who is in a conference whenever somebody came in, or more is known of who is there."""

    def __init__(self, link: Link, rooms: Rooms) -> None:
        self._link = link
        self._rooms = rooms

    def look(self, room: Room) -> None:
        """End the calls of those who may not be there, nor wait for it; nothing here waits."""
        kept_by = room if awaited(room.name) == room.name else self._rooms.named(awaited(room.name))
        calls = kept_by.kept_out(room) if kept_by is not None else []
        for call in calls[:MOST_AT_ONCE]:
            spawn("the door", self._turn_away, room, call)

    def _turn_away(self, room: Room, call: str) -> None:
        try:
            self._link.commands.api(turned_away(call).text)
        except (EslError, ValueError) as problem:
            # The next pair's snapshot shows them again.
            told = {"problem": str(problem), "conference": room.name, "call": call}
            logger.warning("somebody who is kept out could not be turned away", extra=told)
        else:
            logger.info(
                "somebody who is kept out came and was turned away", extra={"conference": room.name, "call": call}
            )
