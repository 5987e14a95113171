"""Tells which users are registered here, where nodes reach each other: a row says so before anybody elsewhere calls.

A row is written when the first device of a user comes, when the last one goes, and before what was said ends; not with
every registration that is renewed, of which a page makes one every few minutes.
"""

from collections import defaultdict
from collections.abc import Callable

from gevent.event import Event as Signal

from freeswitch.relay.clock import Clock
from freeswitch.relay.loops.backoff import Backoff
from freeswitch.relay.switch.errors import EslError
from freeswitch.relay.switch.event_values import EXPIRED, REGISTERED, REGISTRATION_EVENTS, Event
from freeswitch.relay.switch.link import Link
from freeswitch.relay.telemetry.logs import logger
from functions.shared.encoders.between_nodes import NODES
from functions.shared.encoders.dial_strings import DOMAIN, WORD, as_domain
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.fleet.registrations import MOST_READ, find_registered, say_gone, say_registered
from functions.shared.tables.provisioned.domain_items import ENTRY_PREFIX

WAIT_SECONDS = 1.0
PAUSES = 0.5, 10.0
# What is written in one turn; a relay that begins has read first what is said already.
MOST_WRITES = 10
# What ends sooner is said again; it is looked at as often.
AGAIN_SECONDS = 1200.0
LOOK_SECONDS = 60.0
# Of so many users it is known whether they are registered, about 100 MB: of more it is not told.
MOST_USERS = 100_000
# All that are registered: reg_user, realm, call id, …; and whether there is a profile for calls from other nodes.
# Guests, and the node's own doctor.
NOT_CALLED = (ENTRY_PREFIX, "doctor.")
LIST, PROFILES = "show registrations", "sofia status"


class Registrations:
    """The devices of each user that is registered here, and what the tables say of it."""

    def __init__(
        self, node: str, link: Link, clock: Clock, *, may_work: Callable[[], bool], term: Callable[[], int | None]
    ) -> None:
        """`term`: how often the lease was taken."""
        self._node, self._link, self._clock, self._may_work = node, link, clock, may_work
        self._term, self._known_term = term, term()
        # user@domain → call ids of registrations.
        self._devices: dict[str, set[str]] = {}
        # user@domain → until when the tables say that they are here.
        self._said: dict[str, float] = {}
        # Of whom something else may have to be said.
        self._due: dict[str, None] = {}
        # What is heard while all are read.
        self._heard: dict[str, dict[str, bool]] = defaultdict(dict)
        self._reading = False
        self._unread = Signal()
        self._reached = False
        self._looked = 0.0
        self._full = False
        self._pause = Backoff(*PAUSES)

    def look_again(self) -> None:
        """Something was missed, or everything is new."""
        self._unread.set()

    def take(self, event: Event) -> None:
        """Take an event; never waits."""
        kind = event.get("Event-Subclass")
        if kind not in REGISTRATION_EVENTS:
            return
        of = ("user", "host") if kind == EXPIRED else ("from-user", "from-host")
        address, call = _address(*(event.get(name, "") for name in of)), event.get("call-id", "")
        if address and call:
            if self._reading:
                self._heard[address][call] = kind == REGISTERED
            self._put(address, call, here=kind == REGISTERED)

    def run_once(self) -> None:
        """Read who is registered where that is to be read, and write a part of what is to be said."""
        if not self._may_work():
            self._clock.sleep(WAIT_SECONDS)
            return
        if (term := self._term()) != self._known_term:
            # Another relay may have served the node meanwhile, and said something else of anybody.
            self._known_term = term
            self._said.clear()
            self._unread.set()
        try:
            if self._unread.is_set():
                self._read()
            if self._reached:
                self._say()
        except (EslError, TablesUnavailable) as problem:
            logger.warning("could not tell who is registered here", extra={"problem": str(problem)})
            self._clock.sleep(self._pause.failed())
            return
        self._pause.succeeded()
        if not self._due or not self._reached:
            self._clock.wait(self._unread, WAIT_SECONDS)

    def _read(self) -> None:
        """Everybody, and whether any other node could call them."""
        self._heard.clear()
        self._reading = True
        try:
            words = (line.split() for line in self._link.commands.api(PROFILES).splitlines())
            reached = any(found[:2] == [NODES, "profile"] for found in words)
            listed = _listed(self._link.commands.api(LIST)) if reached else {}
        finally:
            self._reading = False
        # What events have told since is newer.
        for address, calls in self._heard.items():
            for call, here in calls.items():
                (listed.setdefault(address, set()).add if here else listed.get(address, set()).discard)(call)
        gone = self._devices.keys() - listed.keys()
        self._devices = {address: calls for address, calls in listed.items() if calls}
        self._reached, self._due = reached, dict.fromkeys([*self._devices, *(gone if reached else ())])
        self._unread.clear()
        self._heard.clear()
        if reached:
            self._recall()

    def _recall(self) -> None:
        """What is said already need not be said again by a relay that begins: a hundred users a question."""
        unknown = [address for address in self._devices if address not in self._said]
        for start in range(0, len(unknown), MOST_READ):
            for address, nodes in find_registered(unknown[start : start + MOST_READ]).items():
                if self._node in nodes:
                    self._said[address] = nodes[self._node]

    def _say(self) -> None:
        now = self._clock.time()
        if now - self._looked >= LOOK_SECONDS:
            self._looked = now
            self._due |= dict.fromkeys(one for one in self._devices if self._said.get(one, 0.0) - now < AGAIN_SECONDS)
        written = 0
        while self._due and written < MOST_WRITES:
            address = next(iter(self._due))
            here, said = bool(self._devices.get(address)), self._said.get(address, 0.0)
            if here and said - now < AGAIN_SECONDS:
                self._said[address] = say_registered(address, self._node, now=now)
                written += 1
            elif not here and said > now:
                say_gone(address, self._node, now=now)
                written += 1
            if not here:
                self._said.pop(address, None)
            # Something may have come meanwhile, and then it stands here again.
            if bool(self._devices.get(address)) == here:
                self._due.pop(address, None)

    def _put(self, address: str, call: str, *, here: bool) -> None:
        calls = self._devices.get(address)
        if not here:
            if calls is not None:
                calls.discard(call)
            if not calls:
                self._devices.pop(address, None)
                if address in self._said:
                    self._due[address] = None
            return
        if calls is not None:
            calls.add(call)
            return
        if len(self._devices) >= MOST_USERS:
            if not self._full:
                self._full = True
                logger.warning("more users are registered here than are told of", extra={"most": MOST_USERS})
            return
        self._devices[address] = {call}
        self._due[address] = None


def _listed(answer: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in answer.splitlines():
        user, realm, call, *rest = [*line.split(",", 3), "", "", ""]
        address = _address(user, realm) if rest and user != "reg_user" else ""
        if address and call and len(found) < MOST_USERS:
            found.setdefault(address, set()).add(call)
    return found


def _address(user: str, host: str) -> str:
    """user@domain, as it may be called; empty where it may not, as nobody calls who is there by a link."""
    may_be_called = WORD.fullmatch(user) and DOMAIN.fullmatch(host) and not user.startswith(NOT_CALLED)
    return f"{user}@{as_domain(host)}" if may_be_called else ""
