"""Meetings of this node that only the table knows: what they leave to the next ones, and their end."""

from freeswitch.relay.conferences.rooms import Rooms
from freeswitch.relay.conferences.writing.pending_writes import PendingWrites
from freeswitch.relay.telemetry.logs import logger
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.rows import conferences_of_node, heads_of_node


class LeftInTable:
    """An earlier relay wrote them, or this one before it missed their end."""

    def __init__(self, node: str, pending: PendingWrites) -> None:
        self._node = node
        self._pending = pending
        self._rooms: Rooms | None = None

    def recall(self, rooms: Rooms) -> None:
        """Count revisions and name people on from what the table holds of this node; later is early enough, too."""
        try:
            for stored in heads_of_node(self._node):
                rooms.count_from(stored.state.name, stored.state.revision)
                if not stored.names_domains:
                    rooms.named_before.add(stored.state.uuid)
        except TablesUnavailable as problem:
            logger.warning("could not read this node's conferences", extra={"problem": str(problem)})

    def look_beside(self, rooms: Rooms) -> None:
        """These rooms show what is true: whatever else stands in the table is over."""
        self._rooms = rooms

    @property
    def looked_for(self) -> bool:
        """Whether the table is still to be asked."""
        return self._rooms is not None

    def end(self) -> None:
        """Mark them as over.

        Raises:
            TablesUnavailable: ask again.
        """
        rooms = self._rooms
        if rooms is None:
            return
        for state in conferences_of_node(self._node):
            if rooms.get(state.uuid) is None:
                self._pending.end(state.name, state.uuid)
                rooms.count_from(state.name, state.revision)
        self._rooms = None
