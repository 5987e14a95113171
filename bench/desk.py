"""What the desk costs: how late it shows what the switch does, what it asks while nothing is done, its size."""

import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from statistics import median
from typing import Any

from bench.ratio import Ratio
from infra.local.functions.pages import PAGES
from tests.infra.local.running import RunningStack, eventually, running_stack
from tests.live.browser import CHROMIUM, missing

DRIVER = Path(__file__).with_name("desk.mjs")
CONFERENCE = "internal"
CHANGES, PAUSE_SECONDS, LATEST_SECONDS = 40, 0.25, 10.0
IDLE_SECONDS, QUIET_SECONDS = 60, 5
# Issued with the pages: a producer sees within three tenths of a second what happened, and nobody is asked for it.
MOST_MILLISECONDS, MOST_KILOBYTES, MOST_KILOBYTES_OF_CALL = 300, 120, 150


def measure() -> list[Ratio]:
    """On a local stack of its own; the sizes are those of the pages as they were built last."""
    if lacks := missing() or ("" if PAGES.is_dir() else "the pages are not built: make web"):
        print(lacks, file=sys.stderr)
        return []
    with running_stack() as stack:
        stack.wait_until_announced()
        return [*_running(stack), *_sizes()]


def _running(stack: RunningStack) -> list[Ratio]:
    url, token = stack.told(r"functions +(http://127\.0\.0\.1:\d+)"), stack.told(r"API token +(\S+)")
    _until_somebody_is_there(url, token)
    with _desk(f"{url}/#token={token}&conference={CONFERENCE}") as desk, _switch(stack) as switch:
        late = sorted(_milliseconds(desk, switch, index) for index in range(CHANGES))
        rest = desk.do("idle", seconds=IDLE_SECONDS, after=QUIET_SECONDS)
    note = f"slowest of {CHANGES}: {late[-1]:.0f} ms"
    asked = f"{rest['frames']} frames of the WebSocket; {', '.join(sorted(set(rest['asked']))) or 'nothing asked'}"
    return [
        Ratio("a mute on the switch until the desk shows it, median", median(late), MOST_MILLISECONDS, 0, note, "ms"),
        Ratio("requests of a desk in a minute in which nothing is done", rest["requests"], 0, note=asked, unit=""),
    ]


def _until_somebody_is_there(url: str, token: str) -> None:
    request = urllib.request.Request(f"{url}/v1/conferences/{CONFERENCE}", headers={"Authorization": f"Bearer {token}"})

    def somebody() -> bool:
        try:
            with urllib.request.urlopen(request, timeout=LATEST_SECONDS) as answer:
                return bool(json.load(answer)["members"])
        except urllib.error.HTTPError as error:
            # Nobody has come yet.
            if error.code == HTTPStatus.NOT_FOUND:
                return False
            raise

    if not eventually(somebody, LATEST_SECONDS):
        raise TimeoutError(f"nobody was in {CONFERENCE} within {LATEST_SECONDS:g} s")


def _milliseconds(desk: "Desk", switch: socket.socket, index: int) -> float:
    """Mute or unmute the first member on the switch itself; the time is that of the machine, which both read."""
    time.sleep(PAUSE_SECONDS)
    began = time.time()
    _order(switch, f"conference {CONFERENCE} {'unmute' if index % 2 else 'mute'} 1")
    end = began + LATEST_SECONDS
    while time.time() < end:
        if changes := desk.do("changes"):
            return float(changes[0]["at"]) - began * 1000
    raise TimeoutError(f"the desk showed no change within {LATEST_SECONDS:g} s")


@contextmanager
def _switch(stack: RunningStack) -> Iterator[socket.socket]:
    """The event socket of the stand-in, signed in."""
    found = re.search(r"event socket password (\S+), (\S+):(\d+)", stack.more)
    if found is None:
        raise LookupError("the announcement names no event socket")
    with socket.create_connection((found[2], int(found[3])), LATEST_SECONDS) as raw:
        raw.recv(4096)
        _order(raw, f"auth {found[1]}", "")
        yield raw


def _order(raw: socket.socket, command: str, before: str = "api ") -> None:
    raw.sendall(f"{before}{command}\n\n".encode())
    answer = raw.recv(4096)
    if b"-ERR" in answer:
        raise RuntimeError(f"{command}: {answer.decode()}")


class Desk:
    """The page in its browser."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def do(self, order: str, **fields: object) -> Any:
        """One answer of the page, as the driver says it."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": order, **fields}) + "\n")
        self._process.stdin.flush()
        return self.answer()

    def answer(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the browser ended with {self._process.wait(LATEST_SECONDS)}")
        return json.loads(line)


@contextmanager
def _desk(address: str) -> Iterator[Desk]:
    node = shutil.which("node") or "node"
    shell = "/usr/bin/chromium-headless-shell"
    program = os.environ.get("CHROMIUM") or (shell if Path(shell).exists() else CHROMIUM)
    process = subprocess.Popen(
        [node, DRIVER, address, program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        desk = Desk(process)
        desk.answer()
        yield desk
    finally:
        assert process.stdin
        assert process.stdout
        process.stdin.close()
        try:
            process.wait(LATEST_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(LATEST_SECONDS)
        process.stdout.close()


def _sizes() -> list[Ratio]:
    desk, call = PAGES / "assets", PAGES / "call" / "assets"
    sip = list(desk.glob("sip-*.js"))
    rest = [path for path in desk.iterdir() if path not in sip]
    return [
        Ratio("the desk, kB compressed", _kilobytes(rest), MOST_KILOBYTES, unit="kB"),
        Ratio("SIP, for who watches the picture itself, kB compressed", _kilobytes(sip), unit="kB"),
        Ratio(
            "the caller's page with SIP, kB compressed", _kilobytes(call.iterdir()), MOST_KILOBYTES_OF_CALL, unit="kB"
        ),
    ]


def _kilobytes(paths: "Iterator[Path] | list[Path]") -> float:
    return sum(len(gzip.compress(path.read_bytes())) for path in paths if path.suffix in {".js", ".css"}) / 1000
