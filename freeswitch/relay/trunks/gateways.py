"""Follows the gateways by their events; one list on connecting, and when something was missed."""

from collections.abc import Callable

from gevent.event import Event as Signal

from freeswitch.relay.clock import Clock
from freeswitch.relay.loops.backoff import Backoff
from freeswitch.relay.switch.errors import EslError
from freeswitch.relay.switch.event_values import GATEWAY_ADDED, GATEWAY_DELETED, GATEWAY_EVENTS, Event, integer
from freeswitch.relay.switch.link import Link
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from freeswitch.relay.trunks.readings import LIST, after_event, after_listing
from functions.shared.nodes.gateway_states import GatewayState

WAIT_SECONDS = 1.0
# A profile that begins adds its gateways one by one, and each is up or not a moment later.
SETTLE_SECONDS = 1.5
PAUSES = 0.5, 10.0


class Gateways:
    """How each gateway of the node is; `states` is None until they were all read once."""

    def __init__(self, link: Link, clock: Clock, metrics: Metrics, *, ready: Callable[[], bool]) -> None:
        self.states: dict[str, GatewayState] | None = None
        self._link, self._clock, self._metrics, self._ready = link, clock, metrics, ready
        self._due = Signal()
        self._pause = Backoff(*PAUSES)
        # Those of which an event has told while the list was on its way.
        self._told: dict[str, GatewayState | None] = {}

    def look_again(self) -> None:
        """Something was missed, or everything is new."""
        self._due.set()

    def take(self, event: Event) -> None:
        """Take an event; never waits."""
        kind, name = event.get("Event-Subclass"), event.get("Gateway", "")
        if kind not in GATEWAY_EVENTS or not name:
            return
        if kind == GATEWAY_ADDED:
            # That event says nothing of how it is.
            self._due.set()
            return
        known = self.states if self.states is not None else {}
        before = known.get(name)
        seconds = (integer(event.get("Event-Date-Timestamp")) or 0) / 1e6 or self._clock.time()
        after = None if kind == GATEWAY_DELETED else after_event(event, before, seconds)
        self._told[name] = after
        self._put(known, name, after)

    def run_once(self) -> None:
        """Wait for a reason to read the list, and read it."""
        if not self._clock.wait(self._due, WAIT_SECONDS):
            return
        if not self._ready():
            self._clock.sleep(WAIT_SECONDS)
            return
        self._clock.sleep(SETTLE_SECONDS)
        self._due.clear()
        self._told = {}
        try:
            listed = after_listing(self._link.commands.api(LIST), self.states or {}, self._clock.time())
        except EslError as problem:
            logger.warning("could not ask how the gateways are", extra={"problem": str(problem)})
            self._due.set()
            self._clock.sleep(self._pause.failed())
            return
        self._pause.succeeded()
        if listed is None:
            # A FreeSWITCH without mod_sofia has none.
            listed = {}
        for name, told in self._told.items():
            if told is None:
                listed.pop(name, None)
            else:
                listed[name] = told
        before, self.states = self.states or {}, listed
        for name, state in listed.items():
            self._tell(before.get(name), state)
        self._metrics.gauge("GatewaysDown", sum(not one.up for one in listed.values()))

    def _put(self, known: dict[str, GatewayState], name: str, after: GatewayState | None) -> None:
        if self.states is None:
            return
        before = known.pop(name, None)
        if after is not None:
            known[name] = after
            self._tell(before, after)
        self._metrics.gauge("GatewaysDown", sum(not one.up for one in known.values()))

    @staticmethod
    def _tell(before: GatewayState | None, after: GatewayState) -> None:
        if before is None or (before.up, before.registration) != (after.up, after.registration):
            shown = {"gateway": after.name, "up": after.up, "registration": after.registration, "reason": after.reason}
            (logger.info if after.up else logger.warning)("a gateway is so now", extra=shown)
