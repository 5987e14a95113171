"""The stack's relay held, and another one in its place, which a test may kill and start again."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.live.processes import Program, wait_until
from tests.live.stack import Stack

MODULE = "freeswitch.relay"


class OtherRelay:
    """A relay of the node, with the environment of the stack's own."""

    def __init__(self, environ: dict[str, str], log: Path) -> None:
        self._environ, self._log = environ, log
        self.program: Program | None = None

    def start(self) -> None:
        """Start it and wait until it serves the node: a dead one's lease lasts ten seconds."""
        served = self._served()
        self.program = Program([sys.executable, "-m", MODULE], self._environ, self._log)
        wait_until(lambda: self._served() > served, "the relay to serve the node", within=60)

    def kill(self) -> None:
        assert self.program
        self.program.kill()

    def log(self) -> str:
        """What it logged, and those before it in its place."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        if self.program and self.program.process.poll() is None:
            self.program.stop(within=20)

    def _served(self) -> int:
        # Each snapshot is told in the log; the first one is the start of serving.
        text = self._log.read_text(encoding="utf-8") if self._log.exists() else ""
        return text.count('"gap"')


@contextmanager
def other_relay(stack: Stack, **environ_of_other: str) -> Iterator[OtherRelay]:
    """Hold the stack's relay for a while, as a machine that stands still does, and serve the node with another.

    Args:
        environ_of_other: what that one is told otherwise than the stack's own.
    """
    assert stack.program
    own = relay_of(stack.program.process.pid)
    environ = dict(
        pair.split("=", 1) for pair in Path(f"/proc/{own}/environ").read_text(encoding="utf-8").split("\0") if pair
    )
    relay = OtherRelay(environ | environ_of_other, stack.folder / "other-relay")
    os.kill(own, signal.SIGSTOP)
    try:
        relay.start()
        yield relay
    finally:
        relay.stop()
        os.kill(own, signal.SIGCONT)


def relay_of(parent: int) -> int:
    """The stack's child that is the relay."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            ancestor = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if ancestor == parent and MODULE.encode() in words:
            return int(folder.name)
    raise LookupError("the stack has no relay")
