"""Does what the schedule says, and measures how soon everything goes on."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from tests.soak.disk import Disk
from tests.soak.probe import LONGEST_SECONDS, Probe
from tests.soak.promises import PROMISES, busy
from tests.soak.proxy import Mood, Proxy
from tests.soak.schedule import Blow, Fault
from tests.soak.stack import Part, Stack
from tests.soak.standin import Orders

ORDER_SECONDS, TURN_SECONDS = 60.0, 0.02
# Without a disk of our own, only the relay's look at the free space can be changed: more must be free than there is.
NEVER_ENOUGH = {"RECORDINGS_FREE_SHARE": "2"}


@dataclass(frozen=True)
class Recovery:
    """How a blow ended: when it began and was over (seconds since 1970), and how long it took until all went on."""

    blow: Blow
    began: float
    over: float
    # None: it never did.
    seconds: float | None
    # As many times longer may it have taken: others used the machine too.
    busy: float = 1.0
    remark: str = ""

    @property
    def promise(self) -> float:
        """Seconds on a machine that has time."""
        return max(PROMISES[fault.kind] for fault in self.blow.faults)


class Faults:
    """One for a run; used by the thread that started the stack."""

    def __init__(self, stack: Stack, orders: Orders, disk: Disk, probe: Probe) -> None:
        self._stack, self._orders, self._disk, self._probe = stack, orders, disk, probe

    def strike(self, blow: Blow) -> Recovery:
        """Do it all, wait until it is over, and measure."""
        began = time.time()
        undo = [self._begin(fault) for fault in blow.faults]
        # What lasts is lifted before anything is waited for that needs it.
        ends = sorted(zip(blow.faults, undo, strict=True), key=lambda pair: (not pair[0].seconds, pair[0].seconds))
        moments = []
        for fault, lift in ends:
            time.sleep(max(began + fault.seconds - time.time(), 0))
            moments.append(lift())
        over = max(moments)
        if any(fault.kind == "disk full" for fault in blow.faults):
            seconds = self._probe.record(over)
        else:
            # Where only relay or switch was struck, what the API takes for a request on a busy machine is not theirs.
            by_api = any(
                fault.kind.startswith(("tables", "queue")) or "functions" in fault.kind for fault in blow.faults
            )
            seconds = self._probe.run_commands(over, by_api=by_api)
        self._probe.settle()
        remark = f"{over - began:.1f} s away" if any("relay" in fault.kind for fault in blow.faults) else ""
        return Recovery(blow, began, over, seconds, busy(), remark)

    def _begin(self, fault: Fault) -> Callable[[], float]:
        """Begin one fault; what is returned ends it and says from when recovery counts."""
        verb, _, rest = fault.kind.partition(" ")
        match verb, rest:
            case "cut", "both":
                return self._at_once("drop")
            case "cut" | "hush", _:
                return self._at_once(fault.kind)
            case "kill" | "end", _:
                return self._again(cast(Part, rest), kill=verb == "kill")
            case "restart", _:
                return self._with_callers("restart", "")
            case "switch", _:
                return self._with_callers("stop-listening", "listen-again")
            case "disk", _:
                return self._full_disk()
        return self._mood(self._stack.tables if verb == "tables" else self._stack.queue, cast(Mood, rest))

    def _at_once(self, order: str) -> Callable[[], float]:
        now = self._order(order)
        return lambda: now

    def _mood(self, proxy: Proxy, mood: Mood) -> Callable[[], float]:
        proxy.be(mood)

        def lift() -> float:
            proxy.be("well")
            return time.time()

        return lift

    def _with_callers(self, order: str, undo: str) -> Callable[[], float]:
        began = self._order(order)

        def lift() -> float:
            # Everybody was thrown out by a restart.
            return self._order(undo) if undo else self._probe.join_seen(began)

        return lift

    def _order(self, order: str) -> float:
        """Give an order that is carried out, and return when that began; a connection that was cut may just be gone."""
        until = time.monotonic() + ORDER_SECONDS
        while True:
            now = time.time()
            answer = self._orders.give(order)
            if answer == "ok":
                return now
            if time.monotonic() > until:
                raise RuntimeError(f"the stand-in was ordered {order!r} for {ORDER_SECONDS:g} s and said {answer!r}")
            time.sleep(TURN_SECONDS)

    def _again(self, part: Part, *, kill: bool) -> Callable[[], float]:
        if kill and part == "relay":
            self._probe.leave_one_behind()
        began = time.time()
        self._stack.end(part, signal.SIGKILL if kill else signal.SIGTERM)
        self._stack.start(part)

        def wait() -> float:
            # What is killed is missed from then on; after a clean end the new one may first begin to serve.
            return self._stack.wait_for_relay(LONGEST_SECONDS) if part == "relay" and not kill else began

        return wait

    def _full_disk(self) -> Callable[[], float]:
        if self._disk.is_real:
            self._disk.fill()
        else:
            self._stack.end("relay", signal.SIGTERM)
            self._stack.start("relay", **NEVER_ENOUGH)

        def lift() -> float:
            if self._disk.is_real:
                self._disk.free()
                return time.time()
            self._stack.end("relay", signal.SIGTERM)
            self._stack.start("relay")
            return self._stack.wait_for_relay(LONGEST_SECONDS)

        return lift
