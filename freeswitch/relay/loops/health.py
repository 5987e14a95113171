"""Whether the relay is well: `/healthz` for people and probes, and a file whose age tells the same; and `/metrics`."""

import ipaddress
import json
from collections.abc import Callable, Collection
from pathlib import Path

from gevent.pywsgi import WSGIServer

from freeswitch.relay.clock import Clock
from freeswitch.relay.loops.loop import Loop
from freeswitch.relay.telemetry.exposition import CONTENT_TYPE, Exposition
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics


class Health:
    """A loop that does not come round, or does nothing else, makes the relay ill."""

    def __init__(
        self,
        clock: Clock,
        metrics: Metrics,
        loops: Collection[Loop],
        facts: Callable[[], dict[str, object]],
        file: str = "",
        *,
        trouble: Callable[[], str] = lambda: "",
    ) -> None:
        """`trouble` says in a word what keeps the relay from its work although its loops run; empty for nothing."""
        self._clock = clock
        self._metrics = metrics
        self._exposition = Exposition(metrics)
        self._loops = loops
        self._facts = facts
        self._trouble = trouble
        self._file = Path(file) if file else None
        self._told: set[str] = set()
        self._touched = 0.0

    def report(self) -> tuple[bool, dict[str, object]]:
        """Whether all is well, and what is known besides; FreeSWITCH being away is no illness of the relay."""
        stuck, spinning = self._stuck(), sorted(loop.name for loop in self._loops if loop.spins)
        status = "stuck" if stuck else "spinning" if spinning else self._trouble() or "ok"
        return status == "ok", {"status": status, "stuck": stuck, "spinning": spinning, **self._facts()}

    def _stuck(self) -> list[str]:
        now = self._clock.monotonic()
        stuck = {loop.name: seconds for loop in self._loops if (seconds := loop.stuck_for(now))}
        for name in stuck.keys() - self._told:
            self._metrics.count("LoopsStuck")
            logger.error("a loop does not come round", extra={"loop": name, "overdue": round(stuck[name], 1)})
        for name in self._told - stuck.keys():
            logger.info("a loop comes round again", extra={"loop": name})
        self._told = set(stuck)
        return sorted(stuck)

    def touch(self) -> None:
        """Touch the file while all is well, at most once a second."""
        now = self._clock.monotonic()
        if now - self._touched >= 1 and self.report()[0]:
            self._touched = now
            if self._file is not None:
                self._file.touch()

    def answer(self, environ: dict[str, object], start_response: Callable[..., object]) -> list[bytes]:
        """Answer one HTTP request."""
        path = environ.get("PATH_INFO")
        if path == "/metrics" and _is_of_this_host(str(environ.get("REMOTE_ADDR", ""))):
            start_response("200 OK", [("Content-Type", CONTENT_TYPE)])
            return [self._exposition.text()]
        if path != "/healthz":
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b"there is only /healthz, and for this host /metrics\n"]
        well, facts = self.report()
        start_response("200 OK" if well else "503 Service Unavailable", [("Content-Type", "application/json")])
        return [json.dumps(facts).encode()]


def serve(health: Health, host: str, port: int) -> WSGIServer:
    """Answer `/healthz` and `/metrics` from now on; port 0 takes a free one."""
    server = WSGIServer((host, port), health.answer, log=None)
    server.start()
    return server


def _is_of_this_host(address: str) -> bool:
    """Whether it is a loopback address, whatever address the relay listens on."""
    try:
        asking = ipaddress.ip_address(address)
    except ValueError:
        return False
    # As a socket for both families tells it.
    mapped = asking.ipv4_mapped if isinstance(asking, ipaddress.IPv6Address) else None
    return (mapped or asking).is_loopback
