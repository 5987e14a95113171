"""What goes on under the name of a conference that another node has: unseen, and ended where the setting says so."""

from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.loops.beside import spawn
from freeswitch.relay.switch.errors import EslError
from freeswitch.relay.switch.link import Link
from freeswitch.relay.telemetry.logs import logger
from functions.shared.commands.leaving import sent_away

# Of one look; who is left is found by the next one.
MOST_AT_ONCE = 100


class Foreign:
    """Looks at such a conference each time it is found to be one.

    Args:
        seconds: for how long it may go on; 0 for ever.
    """

    def __init__(self, link: Link, seconds: int) -> None:
        self._link = link
        self._seconds = seconds

    def look(self, room: Room, foreign_for: float) -> None:
        """End all its calls if it has been foreign for long enough (seconds); nothing here waits."""
        if not self._seconds or foreign_for < self._seconds:
            return
        calls = [*room.members, *room.observers]
        for call in calls[:MOST_AT_ONCE]:
            spawn("a foreign conference", self._send_away, room, call)

    def _send_away(self, room: Room, call: str) -> None:
        told = {"conference": room.name, "meeting": room.uuid, "call": call}
        try:
            self._link.commands.api(sent_away(call).text)
        except (EslError, ValueError) as problem:
            # They are still there at the next look.
            logger.warning("a call of a foreign conference could not be ended", extra=told | {"problem": str(problem)})
        else:
            logger.warning("a call of a foreign conference was ended", extra=told)
