"""Whether the relay is well: `/healthz` for people and probes, and a file whose age tells the same."""

import json
from collections.abc import Callable
from pathlib import Path

from gevent.pywsgi import WSGIServer

from freeswitch.relay.clock import Clock

# A loop that has not come round for so long hangs; the longest wait in one is a poll of the queue.
STALE_SECONDS = 60.0


class Health:
    """Every loop says when it has come round; one that does not makes the relay ill."""

    def __init__(
        self,
        clock: Clock,
        facts: Callable[[], dict[str, object]],
        file: str = "",
        *,
        trouble: Callable[[], str] = lambda: "",
    ) -> None:
        """`trouble` says in a word what keeps the relay from its work although its loops run; empty for nothing."""
        self._clock = clock
        self._facts = facts
        self._trouble = trouble
        self._file = Path(file) if file else None
        self._seen: dict[str, float] = {}
        self._touched = 0.0

    def alive(self, loop: str) -> None:
        """The loop has come round."""
        self._seen[loop] = self._clock.monotonic()

    def report(self) -> tuple[bool, dict[str, object]]:
        """Whether all is well, and what is known besides; FreeSWITCH being away is no illness of the relay."""
        now = self._clock.monotonic()
        stale = sorted(loop for loop, seen in self._seen.items() if now - seen > STALE_SECONDS)
        status = "stuck" if stale else self._trouble() or "ok"
        return status == "ok", {"status": status, "stuck": stale, **self._facts()}

    def touch(self) -> None:
        """Touch the file while all is well, at most once a second."""
        now = self._clock.monotonic()
        if self._file is not None and now - self._touched >= 1 and self.report()[0]:
            self._touched = now
            self._file.touch()

    def answer(self, environ: dict[str, object], start_response: Callable[..., object]) -> list[bytes]:
        """Answer one HTTP request."""
        if environ.get("PATH_INFO") != "/healthz":
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b"there is only /healthz\n"]
        well, facts = self.report()
        start_response("200 OK" if well else "503 Service Unavailable", [("Content-Type", "application/json")])
        return [json.dumps(facts).encode()]


def serve(health: Health, host: str, port: int) -> WSGIServer:
    """Answer `/healthz` from now on; port 0 takes a free one."""
    server = WSGIServer((host, port), health.answer, log=None)
    server.start()
    return server
