"""Hands, hold, who watches and a stream go along in a move; and when the new node dies its people are brought back."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.live.browser import Browser
from tests.live.cameras import GREEN, camera
from tests.live.fleet.looking import sees
from tests.live.fleet.nodes import FIRST, LOST_SECONDS, SECOND, Fleet
from tests.live.processes import free_ports, wait_until
from tests.live.receivers import FFMPEG, Receiver
from tests.live.telephone import Telephone

PASSWORD = "mypassword"
ROOM, NUMBER = "movedon", "3791"
PATH = f"/v1/conferences/{ROOM}"
ALL = {"Ada", "Grace", "Mary"}
SLOW = 60.0
# A beginning of a stream with its pictures.
SOME_BYTES = 50_000


def shown(nodes: Fleet) -> dict[str, Any]:
    answer: Any
    status, answer = nodes.stack.ask("GET", PATH)
    return answer if status == 200 else {}


def people(nodes: Fleet) -> dict[str, dict[str, Any]]:
    """Who is in it, by name."""
    return {str(one["name"]): one for one in shown(nodes).get("members", ())}


def streams(nodes: Fleet) -> set[tuple[str, str | None]]:
    """State of each stream, and which one it goes on from."""
    answer: Any = nodes.stack.ask("GET", f"{PATH}/streams")[1]
    return {(one["state"], one["goes_on_from"]) for one in answer.get("items", ())}


class Taken:
    """What a receiver is sent, which takes the next stream as soon as one ends."""

    def __init__(self, receiver: Receiver) -> None:
        self.receiver = receiver
        self.over = threading.Event()
        # By film: since when and until when it has grown, on this process's clock.
        self.grew: dict[Path, list[float]] = {}
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        size = 0
        while not self.over.wait(0.02):
            film, now = self.receiver.film, self.receiver.received()
            if now > SOME_BYTES and now != size:
                self.grew.setdefault(film, []).append(time.monotonic())
            size = now
            try:
                self.receiver.finish(within=0.01)
            except subprocess.TimeoutExpired:
                continue
            if not self.over.is_set():
                self.receiver.start()

    def gap(self) -> float:
        """Seconds between the first film's last growth and the second one's first."""
        first, second, *_ = self.grew.values()
        return second[0] - first[-1]


@pytest.fixture
def taken(tmp_path: Path) -> Iterator[Taken]:
    with Receiver(tmp_path, free_ports(1)[0]) as receiver:
        taken = Taken(receiver)
        yield taken
        taken.over.set()


def watches(operator: Browser) -> bool:
    """Whether the desk's picture moves."""
    before = int(str(operator.do("frames", of=".picture video")["frames"]))
    time.sleep(1)  # how many pictures come in a second
    return int(str(operator.do("frames", of=".picture video")["frames"])) > before


@contextmanager
def meeting(nodes: Fleet, pictures: Path) -> Iterator[tuple[Telephone, Telephone, Browser, Browser]]:
    """Ada with her hand up and Grace on hold by telephone, Mary with a picture, and an operator who watches."""
    room = {"number": NUMBER, "observers": True, "picture": {"sounds": False, "fps": 10}}
    status, answer = nodes.stack.ask("PUT", f"/v1/rooms/{ROOM}", room)
    assert status in {200, 201}, answer
    here, page = nodes.first.ports["sip"], f"{nodes.stack.url}/call/"
    with (
        Telephone(here, "1000", PASSWORD) as ada,
        Telephone(here, "1001", PASSWORD) as grace,
        Browser(page, camera(nodes.stack.folder, "movedon", GREEN)) as mary,
        Browser(page) as operator,
    ):
        assert [ada.call(NUMBER), grace.call(NUMBER)] == [200, 200]
        wait_until(lambda: shown(nodes).get("node") == FIRST, "it is on the first node")
        made: Any = nodes.stack.ask("POST", f"/v1/rooms/{ROOM}/entries", {"name": "Mary"})[1]
        mary.do("open_link", url=made["url"])
        wait_until(lambda: set(people(nodes)) == ALL, "all are in it", within=SLOW)
        wait_until(lambda: sees(mary, GREEN, pictures / "movedon-before.png"), "a browser has the picture", within=SLOW)
        operator.do("watch", url=f"{nodes.stack.url}/#token={nodes.stack.token}&conference={ROOM}")
        wait_until(lambda: len(shown(nodes)["observers"]) == 1, "somebody watches", within=SLOW)
        wait_until(lambda: watches(operator), "and sees it", within=SLOW)
        yield ada, grace, mary, operator


@pytest.mark.skipif(not FFMPEG, reason="ffmpeg is missing, which receives the stream")
def test_hands_hold_a_stream_and_who_watches_go_along_and_a_dead_node_gives_them_back(
    nodes: Fleet, pictures: Path, taken: Taken
) -> None:
    with meeting(nodes, pictures) as (ada, grace, mary, operator):
        status, answer = nodes.stack.ask("PATCH", f"{PATH}/members/{people(nodes)['Ada']['uuid']}", {"hand": True})
        assert status == 204, answer
        nodes.stack.done("PATCH", f"{PATH}/members/{people(nodes)['Grace']['uuid']}", {"on_hold": True})
        stream = nodes.stack.done("POST", f"{PATH}/streams", {"url": taken.receiver.url})["id"]
        wait_until(lambda: len(taken.grew) == 1, "the stream brings something", within=SLOW)
        before, hand = shown(nodes), people(nodes)["Ada"]["hand_raised_at"]
        assert hand
        mary.do("watch_picture")

        nodes.stack.done("POST", f"{PATH}/move", {"node": SECOND})
        wait_until(lambda: set(people(nodes)) == ALL, "all are on the other node", within=SLOW)
        wait_until(lambda: people(nodes)["Ada"]["hand_raised_at"] == hand, "the hand is up since then", within=SLOW)
        wait_until(lambda: people(nodes)["Grace"]["on_hold"] is True, "who was on hold is", within=SLOW)
        wait_until(lambda: people(nodes)["Grace"]["muted"] is False, "and would be heard afterwards", within=SLOW)
        now = shown(nodes)
        assert (now["node"], now["began_as"], now["started_at"]) == (SECOND, before["uuid"], before["started_at"])
        assert now["moved_at"] > now["started_at"]
        wait_until(lambda: len(shown(nodes)["observers"]) == 1, "who watched watches", within=SLOW)
        wait_until(lambda: watches(operator), "and sees it there", within=SLOW)
        # By the call that it has: another one would go to the second node at once.
        assert "observer-" in nodes.first.api("show channels")
        operator.do("screenshot", file=str(pictures / "movedon-desk.png"))
        print(f"a browser's picture stood still for {mary.do('stood_still')['milliseconds']} ms")  # noqa: T201

        wait_until(lambda: {("ready", None), ("live", stream)} == streams(nodes), "the stream goes on", within=3 * SLOW)
        wait_until(lambda: len(taken.grew) == 2, "its receiver has pictures again", within=SLOW)
        print(f"the receiver of the stream had nothing for {taken.gap():.1f} s")  # noqa: T201

        assert nodes.second.program
        os.killpg(nodes.second.program.process.pid, signal.SIGKILL)
        nodes.relay.kill()
        killed = time.monotonic()
        wait_until(
            lambda: len(nodes.first.members(ROOM)) == len(ALL), "they are brought back", within=LOST_SECONDS + 40
        )
        print(f"all are on the first node again {time.monotonic() - killed:.1f} s after the other one's death")  # noqa: T201
        wait_until(lambda: set(people(nodes)) == ALL, "all are shown there", within=SLOW)
        assert shown(nodes)["node"] == FIRST
        assert not ada.hung_up.is_set()
        assert not grace.hung_up.is_set()
        wait_until(
            lambda: sees(mary, GREEN, pictures / "movedon-after.png"), "the browser has the picture again", within=SLOW
        )

        ada.sound.tone = 440
        heard = grace.sound.packets_loud
        wait_until(lambda: grace.sound.packets_loud > heard + 50, "the one hears the other")
