"""Runs freeswitch/edge for a while."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEADLINE_S = 20


@dataclass
class Edge:
    """A running edge: its port, its process, and what it has written."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

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


def environment(port: int, **variables: str) -> dict[str, str]:
    """Return all that the edge is told, and nothing of what this process was."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "EDGE_PORT": str(port), **variables}


@contextmanager
def edge(
    first: str,
    second: str = "",
    *,
    ca_file: Path | None = None,
    certificate: Path | None = None,
    outage_seconds: int = 900,
) -> Iterator[Edge]:
    """Start the edge before one or two regions, stop it afterwards; `certificate` is the node's own, with its key."""
    folder = Path(tempfile.mkdtemp(prefix="edge-"))
    port, log = free_port(), folder / "messages"
    told = {"FUNCTIONS_URL": first, "FUNCTIONS_URL_2": second, "EDGE_OUTAGE_SECONDS": str(outage_seconds)}
    told |= {"EDGE_CA_FILE": str(ca_file)} if ca_file else {}
    told |= {"EDGE_CLIENT_CERT": str(certificate)} if certificate else {}
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "freeswitch.edge"],
            cwd=folder,
            env=environment(port, **told),
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
