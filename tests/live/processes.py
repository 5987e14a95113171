"""Programs under test: started in a group of their own, their output in a file, ended and never left behind."""

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]


def free_ports(count: int) -> list[int]:
    """Ports of 127.0.0.1 that are free for UDP and TCP at this moment, all different."""
    held: list[socket.socket] = []
    ports: list[int] = []
    while len(ports) < count:
        tcp, udp = socket.socket(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        tcp.bind(("127.0.0.1", 0))
        port = tcp.getsockname()[1]
        held += [tcp, udp]
        try:
            udp.bind(("127.0.0.1", port))
        except OSError:
            continue
        ports.append(port)
    for each in held:
        each.close()
    return ports


def wait_until(condition: Callable[[], bool], what: str, within: float = 30.0) -> float:
    """Wait for a condition and give the seconds that it took.

    Raises:
        TimeoutError: it did not come.
    """
    start, pause = time.monotonic(), threading.Event()
    while not condition():
        if time.monotonic() - start > within:
            raise TimeoutError(f"{what}: not within {within:g} s")
        pause.wait(0.1)
    return time.monotonic() - start


class Program:
    """A running program and what it wrote."""

    def __init__(self, arguments: Sequence[str | Path], environ: Mapping[str, str], output: Path) -> None:
        self.output = output
        with output.open("ab") as file:
            self.process = subprocess.Popen(
                [str(argument) for argument in arguments],
                cwd=ROOT,
                env=dict(environ),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def text(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")

    def stop(self, within: float = 90.0) -> int:
        """Ask it to end; a switch with dead calls takes its time."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
