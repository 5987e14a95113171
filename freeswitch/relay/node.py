"""This node's row: the lease that makes one relay the node's only one, and the heartbeat that says it lives."""

from collections.abc import Callable

from gevent.event import Event as Signal

from freeswitch.relay.clock import Clock
from freeswitch.relay.logs import logger
from freeswitch.relay.metrics import Metrics
from freeswitch.relay.rooms import Rooms
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.nodes import beat, release_lease, take_lease

# Shorter than a message's visibility, so that after a kill -9 the next relay is there before the message is.
LEASE_SECONDS = 10.0
BEAT_SECONDS = 2.5
# The lease is given up by ourselves before somebody else may take it: clocks and writes are not exact.
MARGIN_SECONDS = 1.5


class NodeLease:
    """Holds the lease as long as DynamoDB can be told; `held` is what everybody asks before acting."""

    def __init__(
        self,
        node: str,
        owner: str,
        queue_url: str,
        *,
        capacity: int,
        clock: Clock,
        metrics: Metrics,
        rooms: Rooms,
        switch_up: Callable[[], bool],
    ) -> None:
        self._node = node
        self._owner = owner
        self._queue_url = queue_url
        self._capacity = capacity
        self._clock = clock
        self._metrics = metrics
        self._rooms = rooms
        self._switch_up = switch_up
        self._until = 0.0
        self._told = ""
        self.hurry = Signal()

    @property
    def held(self) -> bool:
        return self._clock.monotonic() < self._until

    def run_once(self) -> None:
        """Take or extend the lease, then rest until the next beat; `hurry` ends the rest."""
        self.beat_once()
        self.hurry.clear()
        self._clock.wait(self.hurry, BEAT_SECONDS if self.held else BEAT_SECONDS / 2)

    def beat_once(self) -> None:
        """Take or extend the lease."""
        began = self._clock.monotonic()
        try:
            mine = self._extend() if self.held else self._take()
        except TablesUnavailable as problem:
            self._metrics.count("TablesUnavailable")
            self._tell("the node's row cannot be written", str(problem))
            return
        if mine:
            # Counted from before the write: the row's own time began no earlier.
            self._until = began + LEASE_SECONDS - MARGIN_SECONDS
            self._tell("serving the node")
        else:
            self._until = 0.0
            self._tell("another relay serves the node")
        self._metrics.gauge("LeaseHeld", int(mine))

    def _take(self) -> bool:
        return take_lease(
            self._node,
            owner=self._owner,
            now=self._clock.time(),
            seconds=LEASE_SECONDS,
            queue_url=self._queue_url,
            capacity=self._capacity,
        )

    def _extend(self) -> bool:
        return beat(
            self._node,
            owner=self._owner,
            now=self._clock.time(),
            seconds=LEASE_SECONDS,
            switch_up=self._switch_up(),
            conferences=len(self._rooms),
            members=self._rooms.member_count,
        )

    def _tell(self, what: str, problem: str = "") -> None:
        if what != self._told:
            self._told = what
            logger.info(what, extra={"problem": problem} if problem else {})

    def release(self) -> None:
        """Give the lease back, so that the next relay need not wait."""
        if self._until == 0.0:
            return
        self._until = 0.0
        try:
            release_lease(self._node, owner=self._owner)
        except TablesUnavailable as problem:
            logger.warning("the lease could not be given back", extra={"problem": str(problem)})
