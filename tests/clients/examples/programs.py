"""The examples as programs of their own, as somebody starts them who has copied them."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Queue

from tests.infra.local.running import ROOT

EXAMPLES = ROOT / "clients" / "examples"
CLIENT = ROOT / "clients" / "python" / "src"
SECONDS = 60.0


@dataclass
class Running:
    """A program that goes on until it is ended; what it prints comes line by line."""

    process: subprocess.Popen[str]
    lines: Queue[str]

    def line_with(self, words: str) -> str:
        """Wait for a line that has these words; what came before it is forgotten."""
        while words not in (line := self.lines.get(timeout=SECONDS)):
            assert self.process.poll() is None, line
        return line


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(CLIENT), "PYTHONUNBUFFERED": "1", **more}


def run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program to its end."""
    return subprocess.run(
        [sys.executable, EXAMPLES / name, *arguments],
        env=_environment({}), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip


@contextmanager
def running(name: str, *arguments: str, **environ: str) -> Iterator[Running]:
    """A program for as long as the block; both of its outputs are read."""
    process = subprocess.Popen(
        [sys.executable, EXAMPLES / name, *arguments],
        env=_environment(environ), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip
    lines = Queue[str]()

    def read() -> None:
        assert process.stdout
        for line in process.stdout:
            lines.put(line)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        yield Running(process, lines)
    finally:
        process.terminate()
        process.wait(20)
        reader.join(20)
        assert process.stdout
        process.stdout.close()
