"""Runs freeswitch/edge/start.sh for a while."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START = Path(__file__).parents[2] / "freeswitch" / "edge" / "start.sh"
DEADLINE_S = 20


@dataclass
class Edge:
    """A running edge: its port, its process, and what it has written."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    def messages(self) -> str:
        return self.log.read_text(errors="replace")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_open(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"nobody listens on port {port}")


@contextmanager
def edge(
    first: str, second: str = "", *, ca_file: Path, resolve_seconds: int = 300, certificate: Path | None = None
) -> Iterator[Edge]:
    """Start nginx in front of one or two regions, stop it afterwards; `certificate` is the node's own, with its key."""
    folder = Path(tempfile.mkdtemp(prefix="edge-"))
    # nginx's worker is another user when root starts it.
    folder.chmod(0o711)
    port = free_port()
    log = folder / "messages"
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [START],
            env={
                "PATH": os.environ["PATH"] + ":/usr/sbin",
                "FUNCTIONS_URL": first,
                "FUNCTIONS_URL_2": second,
                "EDGE_PORT": str(port),
                "EDGE_DIR": str(folder / "run"),
                "EDGE_CA_FILE": str(ca_file),
                "EDGE_RESOLVE_SECONDS": str(resolve_seconds),
                "EDGE_CLIENT_CERT": str(certificate or ""),
                "EDGE_CLIENT_KEY": str(certificate or ""),
            },
            stdout=sink,
            stderr=sink,
        )
        try:
            wait_until_open(port, process)
            yield Edge(port, process, log)
        finally:
            process.terminate()
            process.wait(DEADLINE_S)
            shutil.rmtree(folder)
