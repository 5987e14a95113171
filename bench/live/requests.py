"""A change of a member over HTTP, from the request to a socket that listens: how long, and how much of it where."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlsplit

from bench.ratio import Ratio

SAMPLES = 40
# Between two of them, so that none waits for the frame of the one before.
PAUSE_SECONDS = 0.7
MOST_MILLISECONDS = 300
ANSWER_SECONDS = 20


@dataclass(frozen=True)
class Way:
    """Seconds from the request to its answer, to FreeSWITCH's event, and to what the socket was told."""

    answered: float
    switched: float
    told: float


def measure(address: str, token: str, switch: socket.socket, live: Any, member: Any) -> Iterator[Ratio]:
    """Mute and unmute a member, one after the other.

    Args:
        address: the member's, in the HTTP API.
        switch: an event socket that is signed in.
        live: a WebSocket that listens to the conference.
        member: as the conference shows it.
    """
    there = urlsplit(address)
    asking = HTTPConnection(str(there.hostname), there.port, timeout=ANSWER_SECONDS)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    muted = bool(member["muted"])
    with _heard(switch) as heard:
        ways = []
        for _ in range(SAMPLES):
            muted = not muted
            threading.Event().wait(PAUSE_SECONDS)
            began = time.monotonic()
            asking.request("PATCH", there.path, json.dumps({"muted": muted}), headers)
            answer = asking.getresponse()
            if answer.status != 202:
                raise RuntimeError(f"{answer.status} {answer.read().decode()}")
            answer.read()
            answered = time.monotonic() - began
            told = _told(live, member["uuid"], muted) - began
            ways.append(Way(answered, heard(muted) - began, told))
    times = [1000 * way.told for way in ways]
    middle_answered, middle_switched = (
        _middle([way.answered for way in ways]),
        _middle([way.switched for way in ways]),
    )
    later = _middle([way.told - way.switched for way in ways])
    parts = f"answered after {middle_answered} ms, FreeSWITCH did it after {middle_switched} ms, told {later} ms later"
    yield Ratio(
        "PATCH of a member → socket, median, local stack",
        median(times),
        MOST_MILLISECONDS,
        note=f"{SAMPLES} requests; 95 % within {quantiles(times, n=20)[-1]:.0f} ms; {parts}",
        unit="ms",
    )


def _middle(seconds: list[float]) -> str:
    return f"{1000 * median(seconds):.0f}"


def _told(live: Any, member: str, muted: bool) -> float:
    while True:
        frame = json.loads(live.recv(ANSWER_SECONDS))
        for event in frame.get("events", ()):
            data = event["data"]
            if event["type"] == "member.changed" and data["uuid"] == member and data["changed"].get("muted") is muted:
                return time.monotonic()


@contextmanager
def _heard(switch: socket.socket) -> Iterator[Any]:
    """When the switch told of the last mute, or the last end of one, beside whoever waits for a socket."""
    at: dict[bool, float] = {}
    switch.sendall(b"event json CUSTOM conference::maintenance\n\n")
    ended = threading.Event()

    def listen() -> None:
        text = b""
        while not ended.is_set():
            try:
                more = switch.recv(65536)
            except TimeoutError:
                continue
            if not more:
                return
            now = time.monotonic()
            # What one read brings may be half an event.
            text = (text + more)[-200_000:]
            for word, muted in ((b'"mute-member"', True), (b'"unmute-member"', False)):
                if word in text:
                    at[muted] = now
                    text = text[text.rindex(word) + len(word) :]

    switch.settimeout(0.5)
    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield lambda muted: at[muted]
    finally:
        ended.set()
        listener.join(5)
