"""AWS as another machine would be: moto's server, which here gets only the time that nobody else wants."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from moto.server import main

from bench.relay_parts import free_port, wait_for_port
from freeswitch.relay.finishing.__main__ import step_back


@contextmanager
def elsewhere() -> Iterator[str]:
    """Start it as a process of its own; gives its address."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.elsewhere", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_port(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    step_back()
    main(sys.argv[1:])
