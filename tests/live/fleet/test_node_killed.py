"""A node dies with everybody in it: who came by it calls again by the page, who crossed to it stays in the call."""

import os
import signal
import time
from pathlib import Path
from typing import Any

from tests.live.browser import Browser
from tests.live.cameras import GREEN, camera
from tests.live.fleet.looking import sees
from tests.live.fleet.nodes import FIRST, LOST_SECONDS, SECOND, Fleet
from tests.live.processes import wait_until
from tests.live.telephone import Telephone

PASSWORD = "mypassword"
ROOM, NUMBER = "fleet", "3780"
SLOW = 60.0


def link(nodes: Fleet, name: str) -> str:
    status, made = nodes.stack.ask("POST", f"/v1/rooms/{ROOM}/entries", {"name": name})
    assert status == 201, made
    return str(made["url"])


def shown(nodes: Fleet) -> dict[str, Any]:
    status, answer = nodes.stack.ask("GET", f"/v1/conferences/{ROOM}")
    return answer if status == 200 else {}


def people(nodes: Fleet) -> list[str]:
    return sorted(str(one["name"]) for one in shown(nodes).get("members", ()))


def kill(nodes: Fleet) -> None:
    """Switch and relay at the same moment, as when a machine loses its power."""
    assert nodes.second.program
    os.killpg(nodes.second.program.process.pid, signal.SIGKILL)
    nodes.relay.kill()


def test_everybody_is_together_again_on_the_other_node(nodes: Fleet, pictures: Path) -> None:
    room = {"number": NUMBER, "picture": {"sounds": False, "fps": 10}}
    status, answer = nodes.stack.ask("PUT", f"/v1/rooms/{ROOM}", room)
    assert status in {200, 201}, answer
    here, there = nodes.first.ports["sip"], nodes.second.ports["sip"]
    page = f"{nodes.stack.url}/call/"
    with (
        Telephone(there, "1000", PASSWORD) as ada,
        Telephone(here, "1001", PASSWORD) as grace,
        Browser(page, camera(nodes.stack.folder, "fleet", GREEN)) as mary,
    ):
        assert ada.call(NUMBER) == 200
        wait_until(lambda: shown(nodes).get("node") == SECOND, "the room is on the node that will die")
        assert grace.call(NUMBER) == 200
        mary.do("open_link", url=link(nodes, "Mary"))
        wait_until(lambda: len(people(nodes)) == 3, "all are in it", within=SLOW)
        wait_until(lambda: sees(mary, GREEN, pictures / "fleet-before.png"), "a browser has the picture", within=SLOW)
        # The page has dialled the node that has the room: only the telephone's call crosses.
        assert "Mary" not in nodes.first.api("show channels as json")
        before = shown(nodes)["uuid"]

        kill(nodes)
        ada.left_alone()
        killed = time.monotonic()
        status, asked = nodes.stack.ask(
            "PATCH", f"/v1/conferences/{ROOM}/members/{shown(nodes)['members'][0]['uuid']}", {"muted": True}
        )
        assert status in {202, 503}, asked
        wait_until(
            lambda: bool(nodes.first.members(ROOM)), "the first of them is on the other node", within=LOST_SECONDS + 20
        )
        first = time.monotonic() - killed
        wait_until(lambda: people(nodes) == ["Grace", "Mary"], "both are in one meeting there", within=SLOW)
        wait_until(
            lambda: sees(mary, GREEN, pictures / "fleet-after.png"), "the browser has the picture again", within=SLOW
        )
        print(f"the first after {first:.1f} s, all with picture after {time.monotonic() - killed:.1f} s")  # noqa: T201
        mary.do("screenshot", file=str(pictures / "fleet-after-page.png"))

        now = shown(nodes)
        assert (now["node"], now["uuid"] == before) == (FIRST, False)
        assert not grace.hung_up.is_set()
        wait_until(lambda: nodes.node(SECOND)["state"] == "lost", "the node is lost", within=LOST_SECONDS)
        told = nodes.stack.events(ROOM)
        ended = [event for event in told if event["type"] == "conference.ended"]
        assert len(ended) == 1
        if status == 202:
            address = f"/v1/commands/{asked['id']}"
            wait_until(
                lambda: nodes.stack.ask("GET", address)[1]["state"] in {"failed", "unknown"},
                "the command for the dead node ends", within=90,
            )  # fmt: skip
