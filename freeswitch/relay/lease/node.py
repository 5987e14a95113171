"""This node's row: the lease that makes one relay the node's only one, and the heartbeat that says it lives."""

from collections.abc import Callable, Iterable

from gevent.event import Event as Signal

from freeswitch.relay.clock import TablesClock
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.lease.clock_watch import ClockWatch
from freeswitch.relay.lease.rival import Rival
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.claims.placing import load_of
from functions.shared.nodes import gateway_states
from functions.shared.nodes.gateway_states import GatewayState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.fleet.leases import beat, release_lease, take_lease
from functions.shared.tables.nodes import find_node

# Shorter than a message's visibility, so that after a kill -9 the next relay is there before the message is.
LEASE_SECONDS = 10.0
BEAT_SECONDS = 2.5
# The lease is given up by ourselves before somebody else may take it: writes are not exact.
MARGIN_SECONDS = 1.5
SHORTEST_REST = 0.05


class NodeLease:
    """Holds the lease as long as DynamoDB can be told; `held` is what everybody asks before acting."""

    def __init__(
        self,
        node: str,
        owner: str,
        queue_url: str,
        *,
        clock: TablesClock,
        metrics: Metrics,
        rooms: Rooms,
        switch_up: Callable[[], bool],
        told_until: Callable[[], float] | None = None,
        gateways: Callable[[], Iterable[GatewayState] | None] = lambda: None,
    ) -> None:
        self._node = node
        self._owner = owner
        self._queue_url = queue_url
        self._clock = clock
        self._metrics = metrics
        self._rooms = rooms
        self._switch_up = switch_up
        self._told_until = told_until or clock.time
        self._gateways = gateways
        # What the row says of them, as written in this term.
        self._gateways_told: tuple[int, str] | None = None
        self._clock_watch = ClockWatch(clock, metrics)
        self._rival = Rival(owner, LEASE_SECONDS)
        self._free_in = 0.0
        self._until = 0.0
        self._terms = 0
        # Up to when a relay before this one had told what happened, in seconds since 1970; None where none did.
        self.followed_until: float | None = None
        self._told = ""
        self.hurry = Signal()

    @property
    def held(self) -> bool:
        return self._clock.monotonic() < self._until

    @property
    def term(self) -> int | None:
        """How often the lease was taken, None without it: what was learnt in an earlier term may be wrong now."""
        return self._terms if self.held else None

    @property
    def clock_is_off(self) -> bool:
        """Whether this machine's clock is too wrong to take the lease."""
        return self._clock_watch.is_off

    def run_once(self) -> None:
        """Take or extend the lease, then rest until the next beat; `hurry` ends the rest."""
        # Before the beat: who hurries while it is under way wants another one.
        self.hurry.clear()
        self.beat_once()
        self._clock.wait(self.hurry, self._rest())

    def _rest(self) -> float:
        if self.held:
            return BEAT_SECONDS
        # Not a beat too late where the holder is lost.
        return max(SHORTEST_REST, min(self._free_in or BEAT_SECONDS, BEAT_SECONDS / 2))

    def beat_once(self) -> None:
        """Take or extend the lease."""
        try:
            mine = self._extend() if self.held else self._take()
        except TablesUnavailable as problem:
            self._metrics.count("TablesUnavailable")
            self._tell("the node's row cannot be written", str(problem))
            self._metrics.gauge("LeaseHeld", int(self.held))
            return
        finally:
            self._clock_watch.look()
        if mine:
            self._tell("serving the node")
        else:
            self._until = 0.0
        self._metrics.gauge("LeaseHeld", int(mine))

    def _take(self) -> bool:
        with self._clock_watch.dated():
            row = find_node(self._node)
        self._free_in = self._rival.look(row, self._clock.monotonic())
        if self._free_in:
            self._tell("another relay serves the node")
            return False
        if self.clock_is_off:
            self._tell("the node is not served, for this machine's clock is wrong")
            return False
        began = self._clock.monotonic()
        mine = take_lease(
            self._node,
            owner=self._owner,
            now=self._clock.time(),
            seconds=LEASE_SECONDS,
            queue_url=self._queue_url,
            switch_up=self._switch_up(),
            seen=row,
        )
        if mine and not self._terms and row is not None:
            # A row of before there was the other one has only when FreeSWITCH was seen.
            self.followed_until = row.told_until or row.switch_seen or None
        self._terms += mine
        return self._kept_since(began, mine)

    def _extend(self) -> bool:
        began = self._clock.monotonic()
        gateways = self._gateways_to_tell()
        with self._clock_watch.dated():
            mine = beat(
                self._node,
                owner=self._owner,
                now=self._clock.time(),
                seconds=LEASE_SECONDS,
                switch_up=self._switch_up(),
                conferences=len(self._rooms),
                members=self._rooms.member_count,
                load=sum(map(_load, self._rooms)),
                gateways=gateways,
                told_until=self._told_until() if self._switch_up() else None,
            )
        if mine and gateways is not None:
            self._gateways_told = self._terms, gateways
        return self._kept_since(began, mine)

    def _gateways_to_tell(self) -> str | None:
        """What the row should say of the gateways; None where nobody knows, or it says so already."""
        known = self._gateways()
        if known is None:
            return None
        text = gateway_states.write(self._owner, known)
        return None if self._gateways_told == (self._terms, text) else text

    def _kept_since(self, began: float, mine: bool) -> bool:
        if mine:
            # Counted from before the write: who waits for the lease sees the row no earlier.
            self._until = began + LEASE_SECONDS - MARGIN_SECONDS
        else:
            self._tell("another relay serves the node")
        return mine

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


def _load(room: Room) -> float:
    """What a conference costs; who is not known to be a telephone may have a picture."""
    seen = sum(member.video is not False for member in room.members.values())
    return load_of(room.name, room.canvas, seen)
