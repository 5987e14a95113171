"""A local stack as its own process, as `make run` starts it, on free ports."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[3]
# A machine that has much else to do; a quiet one needs five.
START_SECONDS = 120.0


# What tests/conftest.py sets for functions in this process; a newcomer's terminal has none of it.
NOT_SET = ("AWS_", "XML_CURL_", "PIN_HASH_KEY", "API_TOKEN_SECRET", "POWERTOOLS_", "TABLE_PREFIX", "ESL_")


def newcomers_environment(**changes: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(NOT_SET)}
    return {**plain, "PORT": "0", "LOCAL_AWS_PORT": "0", **changes}


class RunningStack:
    def __init__(self, *program: str, **environ: str) -> None:
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", *(program or ("infra.local_stack",))],
            cwd=ROOT,
            env=newcomers_environment(**environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.text = self.more = ""
        self.seconds_to_start = 0.0
        self._ready = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.text += line
            if more := re.search(r"lines to try: +cat (\S+)", line):
                self.more = Path(more[1]).read_text(encoding="utf-8")
            # The last line of the announcement.
            if "Ctrl-C stops it" in line:
                self._ready.set()
        self._ready.set()

    def wait_until_announced(self) -> float:
        """Return how many seconds the start took."""
        assert self._ready.wait(START_SECONDS), self.text
        assert self.process.poll() is None, self.text
        return time.monotonic() - self.began

    def told(self, pattern: str) -> str:
        """What the file says that the terminal points to, or the terminal."""
        found = re.search(pattern, self.more) or re.search(pattern, self.text)
        assert found, self.text + self.more
        return found[1]

    def stop(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        status = self.process.wait(30)
        self._reader.join(10)
        return status


@contextmanager
def running_stack(*program: str, **environ: str) -> Iterator[RunningStack]:
    """A stack that ends with the block; `program` is a module that starts one in its own way, and its arguments."""
    stack = RunningStack(*program, **environ)
    try:
        yield stack
    finally:
        if stack.process.poll() is None:
            stack.stop(signal.SIGTERM)
        stack._reader.join(10)
        assert stack.process.stdout
        stack.process.stdout.close()


def descendants(pid: int) -> set[int]:
    """Return every process below `pid`."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue  # it ended meanwhile
    found, grown = {pid}, True
    while grown:
        grown = bool(new := {child for child, parent in parents.items() if parent in found} - found)
        found |= new
    return found - {pid}


def alive(pids: set[int]) -> set[int]:
    """Return those that still run; what waits to be reaped by the machine's init has ended."""
    found = set()
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state not in "ZX":
            found.add(pid)
    return found


def eventually(condition: Callable[[], bool], seconds: float = 15.0) -> bool:
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            return False
        pause.wait(0.05)
    return True
