"""Helpers of this measurement: programs that print their port, and how much a program and its children have worked."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.infra.local.running import descendants

TICKS = os.sysconf("SC_CLK_TCK")
STOP_SECONDS = 10


@contextmanager
def helper(module: str, *arguments: object) -> Iterator[int]:
    """Run a module that prints its port, and end it."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout
            yield int(program.stdout.readline())
        finally:
            program.terminate()
            program.wait(STOP_SECONDS)


def worked(pid: int) -> float:
    """Seconds of a processor of the program and all below it that still run."""
    total = 0
    for one in {pid, *descendants(pid)}:
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except FileNotFoundError:
            continue  # it ended meanwhile
        total += int(fields[11]) + int(fields[12])
    return total / TICKS
