"""Lookups through a running edge."""

import time
from collections.abc import Callable

from bench.edge.lookup import BODY, lookup
from bench.edge.nginx import Edge

# What mod_xml_curl waits.
PATIENCE_S = 2.0


def ask(running: Edge, path: str = "/directory", body: bytes = BODY) -> tuple[int, bytes]:
    return lookup(f"http://127.0.0.1:{running.port}", path=path, body=body)


def timed(call: Callable[[], tuple[int, bytes]]) -> tuple[int, float]:
    began = time.monotonic()
    status, _ = call()
    return status, time.monotonic() - began
