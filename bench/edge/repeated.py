"""Registrations through the edge and straight to the functions of the local stack: repeated, new ones, in an outage.

The functions and their tables are those of `make run`; FreeSWITCH keeps nothing (`cacheable` 0).
"""

import json
import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from bench.asked import REGISTER
from bench.edge.distance import distance
from bench.edge.lookup import lookup_with_headers
from bench.edge.running import edge
from bench.ratio import Ratio
from functions.shared.lookups.keeping import FRESH_SECONDS
from tests.infra.local.running import RunningStack, running_stack

SECONDS = 4.0
# Each is asked for again within its answer's five seconds.
USERS = tuple(f"20{number:02}" for number in range(20))
NODE_PASSWORD = "a-password-of-the-node-for-the-bench-of-the-edge"
AUTHORIZATION = "Basic " + b64encode(f"fs1:{NODE_PASSWORD}".encode()).decode()


def measure() -> Iterator[Ratio]:
    """Return registrations a second through the edge ÷ straight to the functions, one after the other."""
    with running_stack(XML_CURL_PASSWORD=NODE_PASSWORD) as stack, ExitStack() as way:
        stack.wait_until_announced()
        functions = stack.told(r"functions +(http://127\.0\.0\.1:\d+)")
        make_users(stack, functions)
        # The end of this way is the outage.
        port = way.enter_context(distance(int(functions.rpartition(":")[2]), 0))
        with edge(f"http://127.0.0.1:{port}") as running:
            straight, _ = registrations(functions, USERS)
            new, _ = registrations(running.url, USERS, repeated=False)
            again, _ = registrations(running.url, USERS)
            way.close()
            # Nothing is fresh any more.
            time.sleep(FRESH_SECONDS)
            outage, sources = registrations(running.url, USERS)
    note = f"{{:.0f}}/s ÷ {straight:.0f}/s"
    yield Ratio("edge: registrations of who was kept ÷ straight", again / straight, least=1.0, note=note.format(again))
    yield Ratio("the same of questions that nobody has asked before", new / straight, note=note.format(new))
    yield Ratio("the same in an outage", outage / straight, least=1.0, note=note.format(outage))
    yield Ratio("of them answered as the last time", sources["outage"] / sum(sources.values()), least=0.9, unit="")


def make_users(stack: RunningStack, functions: str) -> None:
    """Make users whom FreeSWITCH may not keep."""
    token = stack.told(r"TOKEN=(\S+)")
    for user in USERS:
        body = json.dumps({"cacheable": 0}).encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        with urlopen(Request(f"{functions}/v1/users/{user}", body, headers, method="PUT"), timeout=10) as answer:
            answer.read()


def registrations(url: str, users: Sequence[str], *, repeated: bool = True) -> tuple[float, dict[str, int]]:
    """Ask for one user after the other; return how many a second, and where the answers came from.

    Args:
        repeated: ask the same questions again and again; else each has a word that makes it another one.
    """
    sources = {"outage": 0, "otherwise": 0}
    began, done = time.perf_counter(), 0
    while (passed := time.perf_counter() - began) < SECONDS:
        asked = {**REGISTER, "user": users[done % len(users)], "profile": "internal" if repeated else f"p{done}"}
        body = urlencode(asked).encode()
        status, headers, answer = lookup_with_headers(url, None, "/directory", body, AUTHORIZATION)
        if status != 200 or b"<document" not in answer:
            raise RuntimeError(f"{url} answered {status}")
        sources["outage" if "outage" in headers.get("cache-status", "") else "otherwise"] += 1
        done += 1
    return done / passed, sources
