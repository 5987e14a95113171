"""A command through the relay's connection against a bare socket, on the stand-in and on FreeSWITCH if there is one."""

import os
import socket
import tempfile
import time
from pathlib import Path
from statistics import median

import gevent

from bench.ratio import Ratio
from bench.relay_parts import COMMAND, END, PASSWORD, stand_in
from freeswitch.relay.switch.pair import connect
from tests.live.switch import ESL_PASSWORD, Switch

TRIPS, ROUNDS = 200, 30
NAME, LIMIT = "a command through the relay's connection ÷ bare socket", 1.5


def measure() -> list[Ratio]:
    """On whatever answers here."""
    with stand_in() as port:
        trips = RoundTrips(port, PASSWORD)
        ratios = [
            trips.against(COMMAND, END, f"{NAME}, mute", LIMIT),
            # The stand-in needs half the time of a FreeSWITCH for it, so what is ours weighs twice as much.
            trips.against("conference internal get count", b"\n\n1", f"{NAME}, get count", None),
        ]
    if binary := os.environ.get("FREESWITCH"):
        with tempfile.TemporaryDirectory() as folder:
            switch = Switch(binary, Path(folder), "http://127.0.0.1:9/nobody", "nobody-asks-for-this-password")
            switch.start()
            try:
                trips = RoundTrips(switch.ports["esl"], ESL_PASSWORD)
                ratios.append(trips.against("hostname", os.uname().nodename.encode(), f"{NAME}, FreeSWITCH", LIMIT))
            finally:
                switch.stop()
    return ratios


class RoundTrips:
    """Both ways to the same event socket."""

    def __init__(self, port: int, password: str) -> None:
        self._port, self._password = port, password

    def against(self, command: str, end: bytes, name: str, limit: float | None) -> Ratio:
        """Taking turns; of each pair of neighbours the ratio, of all pairs the median."""
        pairs = [(self._ours(command), self._bare(command, end)) for _ in range(ROUNDS)]
        ratio = median(ours / bare for ours, bare in pairs)
        return Ratio(name, ratio, limit, note=f"bare {median(bare for _, bare in pairs) * 1e6:.0f} µs")

    def _ours(self, command: str) -> float:
        esl = connect("127.0.0.1", self._port, self._password, on_event=None, on_garbage=None)
        times = []
        for _ in range(TRIPS):
            began = time.perf_counter()
            esl.api(command)
            times.append(time.perf_counter() - began)
        esl.abandon()
        # gevent closes a socket only when its loop comes round.
        gevent.sleep(0.01)
        return median(times)

    def _bare(self, command: str, end: bytes) -> float:
        with socket.create_connection(("127.0.0.1", self._port)) as raw:
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            raw.recv(4096)
            raw.sendall(f"auth {self._password}\n\n".encode())
            raw.recv(4096)
            message = f"api {command}\n\n".encode()
            times = []
            for _ in range(TRIPS):
                began = time.perf_counter()
                raw.sendall(message)
                answer = b""
                # FreeSWITCH may write head and body apart.
                while not answer.endswith(end):
                    answer += raw.recv(4096)
                times.append(time.perf_counter() - began)
            return median(times)


if __name__ == "__main__":
    for measured in measure():
        print(measured)
