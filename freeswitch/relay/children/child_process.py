"""The relay's child processes, for work that takes long: each has a time limit, and answers with one line of JSON.

The program's side of it is `child_life`.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import gevent
import msgspec
from gevent import subprocess

from freeswitch.relay.telemetry.logs import logger

# Where Python finds the program, wherever the relay was started.
ROOT = Path(__file__).parents[3]
# One that has said its last word ends at once; one that is killed does when the kernel lets it.
GOODBYE_SECONDS = 5.0
LONGEST_LINE = 64 * 1024
# Of its silence it waited for a processor so much: it is held up, it does not hang.
HELD_UP = 0.25

Answer = TypeVar("Answer", bound=msgspec.Struct)


class NoAnswer(Exception):
    """The program broke, or hung and was killed."""


class Stopped(Exception):
    """We have ended it ourselves; whoever comes next goes on with its work."""


@dataclass(frozen=True)
class Limits:
    """How many seconds it may say nothing, and how many it may take altogether."""

    quiet: float
    most: float


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """The last line of a program: its answer, or how it broke."""

    answer: msgspec.Raw = msgspec.Raw()
    broke: str = ""


class ChildProcesses:
    """The processes of one program that run now."""

    def __init__(self, module: str, held_up: "Callable[[int], float] | None" = None) -> None:
        """`held_up` says for how many seconds a process has waited for a processor, in all of its life."""
        self._module = module
        self._held_up = held_up or seconds_held_up
        self._stopped: set[subprocess.Popen[bytes]] = set()
        self.running: set[subprocess.Popen[bytes]] = set()

    def run(self, paper: Path, answer: type[Answer], limits: Limits) -> Answer:
        """Have the program do what the order file says, and wait for its answer.

        Raises:
            NoAnswer: it came to no end by itself.
            Stopped: `stop` was called meanwhile.
            OSError: it could not be begun.
        """
        with self._process(paper) as process:
            last = self._last_line(process, limits)
            with suppress(subprocess.TimeoutExpired):
                process.wait(GOODBYE_SECONDS)
            if process in self._stopped:
                raise Stopped
            try:
                said = msgspec.json.decode(last, type=Said)
                if not said.broke:
                    return msgspec.json.decode(said.answer, type=answer)
            except ValueError:
                raise NoAnswer(f"it ended without an answer, with the status {process.returncode}") from None
            raise NoAnswer(f"it broke: {said.broke}")

    def stop(self) -> None:
        """End what runs now."""
        for process in list(self.running):
            self._stopped.add(process)
            process.kill()

    def _last_line(self, process: "subprocess.Popen[bytes]", limits: Limits) -> bytes:
        """What it says last; empty lines in between are its signs of life."""
        assert process.stdout is not None  # noqa: S101  # for the type checker: it is a pipe
        until = time.monotonic() + limits.most
        last, before = b"", 0.0
        while True:
            left = until - time.monotonic()
            wait = max(0.0, min(limits.quiet, left))
            line: bytes | None = gevent.with_timeout(wait, process.stdout.readline, LONGEST_LINE, timeout_value=None)
            held_up = self._held_up(process.pid)
            if line is None and left > limits.quiet and held_up - before >= HELD_UP * limits.quiet:
                # On a machine that is full it comes last. Killed, it would begin anew and come last again.
                told = {"program": self._module, "pid": process.pid, "seconds": round(held_up - before, 1)}
                logger.warning("a process waits for a processor", extra=told)
            elif line is None:
                what = f"took longer than {limits.most:g} s" if left <= limits.quiet else f"hung for {limits.quiet:g} s"
                raise NoAnswer(f"it {what} and was killed")
            elif not line:
                return last
            else:
                last = line.strip() or last
            before = held_up

    @contextmanager
    def _process(self, paper: Path) -> "Iterator[subprocess.Popen[bytes]]":
        command = [sys.executable, "-m", self._module, str(paper), str(os.getpid())]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        self.running.add(process)
        try:
            yield process
        finally:
            self._end(process)
            self.running.discard(process)
            self._stopped.discard(process)

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        if process.poll() is None:
            process.kill()
            with suppress(subprocess.TimeoutExpired):
                process.wait(GOODBYE_SECONDS)
        if process.poll() is None:
            # It hangs in the kernel, as on a disk that does not answer; its place must not be lost with it.
            logger.error("a process cannot be ended", extra={"program": self._module, "pid": process.pid})
        if process.stdout is not None and process.poll() is not None:
            process.stdout.close()


def seconds_held_up(process: int) -> float:
    """How long the threads of a process were ready to run and had no processor; 0 where the kernel does not tell it.

    The second number of /proc/PID/task/TID/schedstat, in nanoseconds (Documentation/scheduler/sched-stats.rst).
    """
    waited = 0
    for file in Path(f"/proc/{process}/task").glob("*/schedstat"):
        # A thread may end meanwhile.
        with suppress(OSError, ValueError, IndexError):
            waited += int(file.read_text().split()[1])
    return waited / 1e9
