"""`make run` for a real FreeSWITCH: the functions, their tables and the relay, as one program."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path

from tests.live.processes import ROOT, Program, wait_until
from tests.live.switch import ESL_PASSWORD, HOST, stills_root

LOOKUP_PASSWORD = "lookups-of-the-live-tests"
# The functions take both, as while one follows the other.
NEXT_LOOKUP_PASSWORD = "the-next-lookups-of-the-live-tests"
JsonObject = dict[str, object]


class Stack:
    """The back end of one node."""

    def __init__(self, folder: Path, port: int, aws_port: int, esl_port: int) -> None:
        self.folder, self.port = folder, port
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environ = kept | {
            "PORT": str(port),
            "LOCAL_AWS_PORT": str(aws_port),
            "ESL_HOST": HOST,
            "ESL_PORT": str(esl_port),
            "ESL_PASSWORD": ESL_PASSWORD,
            "XML_CURL_PASSWORD": f"{LOOKUP_PASSWORD},{NEXT_LOOKUP_PASSWORD}",
            "LOCAL_LOG_LEVEL": "INFO",
            "IMAGES_ROOT": str(ROOT / "freeswitch/images"),
            "RECORDINGS_ROOT": str(folder / "state/recordings"),
            # The telephone company of these tests.
            "API_DIAL_PREFIXES": "+4961311",
            # The receivers of these tests.
            "STREAM_ALLOWED_TARGETS": HOST,
            "STREAM_ALLOWED_PORTS": "1024-65535",
            "STILLS_ROOT": stills_root(folder),
            "ASSETS_ROOT": str(folder / "state/assets"),
        }
        self.program: Program | None = None
        self.token = ""
        # Whether a file of a test's own was provisioned.
        self.changed = False

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        self.program = Program([sys.executable, "-m", "infra.local_stack"], self.environ, self.folder / "stack")
        wait_until(self._ready, "the local stack is ready", within=60)
        (self.token,) = re.findall(r"API token +(\S+)", self.told())

    def stop(self) -> None:
        if self.program:
            # the stack takes its relay's log away with it
            (self.folder / "relay.log").write_text(self.relay_log(), encoding="utf-8")
            self.program.stop(within=30)

    def log(self) -> list[str]:
        """The lines that the functions logged."""
        assert self.program
        return [line for line in self.program.text().splitlines() if line.startswith("{")]

    def exported(self) -> dict[str, str]:
        """What another terminal needs to use this stack."""
        assert self.program
        return dict(re.findall(r"export ((?:AWS|PIN|API|STREAM|ASSETS)_\w+)=(\S+)", self.told()))

    def told(self) -> str:
        """What the file says that the latest start has named; empty before that."""
        assert self.program
        named = re.findall(r"lines to try: +cat (\S+)", self.program.text())
        return Path(named[-1]).read_text(encoding="utf-8") if named and Path(named[-1]).exists() else ""

    def provision(self, file: Path) -> None:
        """Apply a file as `make provision` in another terminal does."""
        self.changed = True
        done = subprocess.run(
            [sys.executable, "-m", "infra.provision", file, "--yes"],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], **self.exported()},
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def relay_log(self) -> str:
        assert self.program
        logs = [Path(log) for log in re.findall(r"relay's log +(\S+)", self.told())]
        return "".join(log.read_text(encoding="utf-8") for log in logs if log.exists())

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, JsonObject]:
        """Ask the HTTP API: status and JSON."""
        connection = HTTPConnection(HOST, self.port, timeout=30)
        sent = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **headers}
        connection.request(method, path, json.dumps(body) if body is not None else None, sent)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, json.loads(text or b"{}")

    def done(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        within: float = 120.0,
        headers: Mapping[str, str] | None = None,
    ) -> JsonObject:
        """Give a command and wait for its end; a busy machine takes its time."""
        status, answer = self.ask(method, path, body, Prefer="wait=15", **(headers or {}))
        assert status in {200, 202}, (method, path, status, answer)
        address = f"/v1/commands/{answer['id']}"
        ended: list[JsonObject] = [answer]

        def has_ended() -> bool:
            if ended[-1]["state"] in {"queued", "running"}:
                status, now = self.ask("GET", f"{address}?wait=10")
                ended.append(now if status == 200 else answer)
            return ended[-1]["state"] not in {"queued", "running"}

        wait_until(has_ended, f"the command of {method} {path} ends", within=within)
        return ended[-1]

    def events(self, conference: str, after: int = 0) -> list[JsonObject]:
        """All that the feed tells of a conference after a seq, however much was said in it."""
        found: list[JsonObject] = []
        while True:
            status, page = self.ask("GET", f"/v1/conferences/{conference}/events?after={after}&limit=200")
            assert status == 200, page
            items = page["items"]
            assert isinstance(items, list)
            if not items:
                return found
            found += items
            after = items[-1]["seq"]

    def fetch(self, path: str) -> tuple[int, bytes]:
        """Get what is no JSON."""
        connection = HTTPConnection(HOST, self.port, timeout=30)
        connection.request("GET", path, headers={"Authorization": f"Bearer {self.token}"})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content

    def _ready(self) -> bool:
        assert self.program
        assert self.program.process.poll() is None, self.program.text()
        return "Ctrl-C stops it" in self.program.text()
