"""What happens on the switch, at a socket: how long it takes on the local stack, and what one event costs where."""

import json
import re
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from typing import Any

from websockets.sync.client import connect

from bench.live import event_costs, requests, viewers
from bench.ratio import Ratio
from tests.infra.local.running import RunningStack, running_stack

SAMPLES = 60
CONFERENCE = "internal"
# Between two of them, so that none waits for the frame of the one before.
PAUSE_SECONDS = 0.5
MOST_MILLISECONDS = 300
URL = r"functions +(http://127\.0\.0\.1:\d+)"
TOKEN = r"TOKEN=(\S+)"
SWITCH = r"event socket password (\S+), 127\.0\.0\.1:(\d+)"


def measure() -> Iterator[Ratio]:
    """All measurements of what is told as it happens."""
    yield from event_costs.measure()
    yield from viewers.measure()
    yield from on_the_local_stack()


def on_the_local_stack() -> Iterator[Ratio]:
    """A member is muted, on the stand-in's event socket and over HTTP; a socket that listens is told."""
    with running_stack() as stack:
        stack.wait_until_announced()
        ticket = _ask(stack, "POST", "/v1/live")
        with _event_socket(stack) as switch, connect(ticket["url"]) as live:
            live.send(json.dumps({"type": "subscribe", "conference": CONFERENCE}))
            member = _snapshot(live)["members"][0]
            times = [1000 * seconds for seconds in _times(switch, live, member)]
            late = quantiles(times, n=20)[-1]
            yield Ratio(
                "switch event → socket, median, local stack",
                median(times),
                MOST_MILLISECONDS,
                note=f"{SAMPLES} events; 95 % within {late:.0f} ms; 50 ms are waited for more changes",
                unit="ms",
            )
            address = f"{stack.told(URL)}/v1/conferences/{CONFERENCE}/members/{member['uuid']}"
            yield from requests.measure(address, stack.told(TOKEN), switch, live, member)


def _times(switch: socket.socket, live: Any, member: Any) -> list[float]:
    # An even number of them: afterwards the member is as before.
    muted = bool(member["muted"])
    return [_one(switch, live, member["number"], member["uuid"], muted ^ (turn % 2 == 0)) for turn in range(SAMPLES)]


def _snapshot(live: Any) -> Any:
    """The conference; that we came may be told before it."""
    while True:
        frame = json.loads(live.recv(20))
        if frame["type"] == "snapshot":
            return frame["conference"]


def _one(switch: socket.socket, live: Any, number: int, member: str, muted: bool) -> float:
    threading.Event().wait(PAUSE_SECONDS)
    began = time.monotonic()
    switch.sendall(f"bgapi conference {CONFERENCE} {'mute' if muted else 'unmute'} {number}\n\n".encode())
    while True:
        frame = json.loads(live.recv(20))
        for event in frame.get("events", ()):
            told = event["data"]
            if event["type"] == "member.changed" and told["uuid"] == member and told["changed"].get("muted") is muted:
                return time.monotonic() - began


@contextmanager
def _event_socket(stack: RunningStack) -> Iterator[socket.socket]:
    found = re.search(SWITCH, stack.text + stack.more)
    if found is None:
        raise RuntimeError(f"the stack does not say where its switch is:\n{stack.text}{stack.more}")
    with socket.create_connection(("127.0.0.1", int(found[2]))) as raw:
        raw.recv(4096)
        raw.sendall(f"auth {found[1]}\n\n".encode())
        if b"+OK" not in raw.recv(4096):
            raise RuntimeError("the stand-in does not take its password")
        # Replies are read by nobody: there are few, and they are short.
        yield raw


def _ask(stack: RunningStack, method: str, path: str) -> Any:
    headers = {"Authorization": f"Bearer {stack.told(TOKEN)}"}
    request = urllib.request.Request(stack.told(URL) + path, method=method, headers=headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)
