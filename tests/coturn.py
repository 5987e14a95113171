"""A coturn on this machine, started as compose.turn.yaml starts it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.functions.rooms.entries.turn_client import allocate
from tests.live.processes import free_ports, wait_until

ROOT = Path(__file__).parents[1]
STARTED_SECONDS = 20.0
# Of a node; nothing is sent to it.
PEER = "203.0.113.5"


def environment(folder: Path, secret: str, port: int) -> dict[str, str]:
    """What freeswitch/turn.sh is given, with everything that it writes in a folder."""
    file = folder / "turn-secret"
    file.write_text(secret)
    return {
        "PATH": os.environ["PATH"],
        "RUN_DIR": str(folder),
        "TURN_SECRET_FILE": str(file),
        "TURN_PEERS": PEER,
        "TURN_REALM": "example.com",
        "TURN_LISTEN_IP": "127.0.0.1",
        "TURN_PORT": str(port),
    }


@contextmanager
def running_coturn(folder: Path, secret: str) -> Iterator[int]:
    """The port of one with these secrets, that relays to PEER only; without the program the test is left out.

    In CI it fails instead.
    """
    if shutil.which("turnserver") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("coturn is not installed, and CI must try it")
        pytest.skip("coturn is not installed")
    (port,) = free_ports(1)
    started = [ROOT / "freeswitch/turn.sh"]
    with (
        Path(folder, "log").open("w") as log,
        subprocess.Popen(started, env=environment(folder, secret, port), stdout=log, stderr=log) as server,
    ):
        try:
            _wait_for(port, server, Path(folder, "log"))
            yield port
        finally:
            server.terminate()
            server.wait(10)


def _wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    def answers() -> bool:
        assert server.poll() is None, log.read_text()
        try:
            return allocate(port, "nobody", "nothing") == 401
        except (TimeoutError, ConnectionRefusedError):
            return False

    wait_until(answers, "coturn answers", within=STARTED_SECONDS)
