"""Processor time of an answer that needs no question to anybody: the edge's from memory, PHP's demo behind nginx."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from bench.asked import REGISTER
from bench.edge.certificates import Authority
from bench.edge.functions_stub import FunctionsStub, functions
from bench.edge.lookup import lookup
from bench.edge.running import edge
from bench.ratio import Ratio
from bench.registrations.processes import worked
from bench.registrations.web import HOST, web

ROUNDS, TIMES = 5, 1500
KEPT = ("cache-control: max-age=60, stale-if-error=900",)
ANSWER = b"<document>" + b" " * 1500 + b"</document>"


def measure() -> Iterator[Ratio]:
    """Return the edge's ÷ that of nginx and PHP; each answer on a connection of its own, by turns."""
    bodies = [urlencode({**REGISTER, "user": f"20{number:02}"}).encode() for number in range(40)]
    with (
        tempfile.TemporaryDirectory(prefix="answers-") as name,
        functions(None, FunctionsStub(headers=KEPT, answer=ANSWER)) as stub,
        edge(stub.url) as running,
        web(Path(name), int(stub.url.rpartition(":")[2]), Authority(Path(name)).certificate("localhost"), {}) as php,
    ):
        ways = (
            (running.url, "/directory", (running.process.pid,)),
            (f"http://{HOST}:{php.php}", "/demo/directory", (php.nginx, php.fpm)),
        )
        seen: tuple[list[float], list[float]] = ([], [])
        for _ in range(ROUNDS):
            for (url, path, programs), took in zip(ways, seen, strict=True):
                before = sum(map(worked, programs))
                for number in range(TIMES):
                    status, _ = lookup(url, path=path, body=bodies[number % len(bodies)])
                    if status != 200:
                        raise RuntimeError(f"{url}{path} answered {status}")
                took.append((sum(map(worked, programs)) - before) / TIMES)
    ours, theirs = (median(took) * 1e6 for took in seen)
    note = f"{ours:.0f} µs ÷ {theirs:.0f} µs"
    yield Ratio("processor of an answer: the edge's from memory ÷ nginx and PHP demo", ours / theirs, 0.9, note=note)
