"""Which of the node's meetings everybody sees: a conference of the same name may be another node's."""

from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.telemetry.logs import logger
from functions.shared.tables.conferences.rows import conferences_of_node

# The index by node shows a write within so long.
LAG_SECONDS = 5.0


class ShownMeetings:
    """Told of every write."""

    def __init__(self, node: str, clock: Clock) -> None:
        self._node = node
        self._clock = clock
        # Since when, on the relay's own clock.
        self._hidden: dict[str, float] = {}
        # With the moment of the last write.
        self._shown: dict[str, tuple[Room, float]] = {}

    def written(self, room: Room) -> None:
        """Its row stands in the table."""
        self._shown[room.uuid] = room, self._clock.monotonic()
        self._tell(room, hidden=False)

    def taken(self, room: Room) -> float:
        """Its name is another's; tells for how long it has been that now, in seconds."""
        self._shown.pop(room.uuid, None)
        self._tell(room, hidden=True)
        return self._clock.monotonic() - self._hidden[room.uuid]

    def ended(self, uuid: str) -> None:
        self._hidden.pop(uuid, None)
        self._shown.pop(uuid, None)

    def all(self) -> list[Room]:
        return [room for room, _ in self._shown.values()]

    def overwritten(self) -> list[Room]:
        """The meetings whose row is gone unnoticed: where nothing happens nothing is written.

        Raises:
            TablesUnavailable: ask again.
        """
        if not self._shown:
            return []
        before = self._clock.monotonic() - LAG_SECONDS
        there = {state.uuid for state in conferences_of_node(self._node)}
        return [room for uuid, (room, at) in list(self._shown.items()) if uuid not in there and at < before]

    def _tell(self, room: Room, *, hidden: bool) -> None:
        if hidden != (room.uuid in self._hidden):
            if hidden:
                self._hidden[room.uuid] = self._clock.monotonic()
            else:
                del self._hidden[room.uuid]
            what = "is not shown, for another node has it" if hidden else "is shown again"
            logger.warning(f"a conference {what}", extra={"conference": room.name, "meeting": room.uuid})
