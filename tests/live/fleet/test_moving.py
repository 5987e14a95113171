"""A conference is moved to the other node: nobody calls again, and everybody is there as who they were."""

import time
from pathlib import Path
from typing import Any

from tests.live.browser import Browser
from tests.live.cameras import GREEN, camera
from tests.live.fleet.looking import sees
from tests.live.fleet.nodes import FIRST, SECOND, Fleet
from tests.live.processes import wait_until
from tests.live.telephone import Telephone

PASSWORD = "mypassword"
ROOM, NUMBER = "moving", "3790"
SLOW = 60.0
# 0.25 s was seen.
LONGEST_STILL_MS = 5000


def shown(nodes: Fleet) -> dict[str, Any]:
    answer: Any
    status, answer = nodes.stack.ask("GET", f"/v1/conferences/{ROOM}")
    return answer if status == 200 else {}


def people(nodes: Fleet) -> dict[str, dict[str, Any]]:
    """Who is in it, by name."""
    return {str(one["name"]): one for one in shown(nodes).get("members", ())}


def recordings(nodes: Fleet) -> set[tuple[str, str, str | None]]:
    """Of the conference's name: id, state, and which one each goes on from."""
    answer: Any = nodes.stack.ask("GET", f"/v1/conferences/{ROOM}/recordings")[1]
    return {(one["id"], one["state"], one["goes_on_from"]) for one in answer.get("items", ())}


def test_its_people_are_on_the_other_node_without_a_new_call(nodes: Fleet, pictures: Path) -> None:
    room = {"number": NUMBER, "picture": {"sounds": False, "fps": 10}}
    status, answer = nodes.stack.ask("PUT", f"/v1/rooms/{ROOM}", room)
    assert status in {200, 201}, answer
    here, there = nodes.first.ports["sip"], nodes.second.ports["sip"]
    with (
        Telephone(here, "1000", PASSWORD) as ada,
        Telephone(there, "1001", PASSWORD) as grace,
        Browser(f"{nodes.stack.url}/call/", camera(nodes.stack.folder, "moving", GREEN)) as mary,
    ):
        assert ada.call(NUMBER) == 200
        wait_until(lambda: shown(nodes).get("node") == FIRST, "it is on the first node")
        # She crosses to it, from the node to which it will be moved.
        assert grace.call(NUMBER) == 200
        made: Any = nodes.stack.ask("POST", f"/v1/rooms/{ROOM}/entries", {"name": "Mary"})[1]
        mary.do("open_link", url=made["url"])
        wait_until(lambda: set(people(nodes)) == {"Ada", "Grace", "Mary"}, "all are in it", within=SLOW)
        wait_until(lambda: sees(mary, GREEN, pictures / "moving-before.png"), "a browser has the picture", within=SLOW)
        nodes.stack.done("PATCH", f"/v1/conferences/{ROOM}/members/{people(nodes)['Ada']['uuid']}", {"muted": True})
        nodes.stack.done("PATCH", f"/v1/conferences/{ROOM}", {"layout": "presenter-4"})
        film = nodes.stack.done("POST", f"/v1/conferences/{ROOM}/recordings", {"format": "mp4"})["id"]
        wait_until(lambda: recordings(nodes) == {(film, "live", None)}, "it is recorded", within=SLOW)
        before = shown(nodes)["uuid"]
        mary.do("watch_picture")

        nodes.stack.done("POST", f"/v1/conferences/{ROOM}/move", {"node": SECOND})
        moved = time.monotonic()
        wait_until(lambda: set(people(nodes)) == {"Ada", "Grace", "Mary"}, "all are on the other node", within=SLOW)
        print(f"all are shown there {time.monotonic() - moved:.1f} s after the command had ended")  # noqa: T201
        wait_until(
            lambda: sees(mary, GREEN, pictures / "moving-after.png"), "the browser has the picture again", within=SLOW
        )

        stood_still = mary.do("stood_still")["milliseconds"]
        assert isinstance(stood_still, int)
        print(f"the browser's picture stood still for {stood_still} ms")  # noqa: T201
        assert stood_still < LONGEST_STILL_MS
        mary.do("screenshot", file=str(pictures / "moving-after-page.png"))

        now = shown(nodes)
        assert (now["node"], now["began_as"]) == (SECOND, before)
        assert nodes.first.members(ROOM) == []
        assert len(nodes.second.members(ROOM)) == 3
        assert not ada.hung_up.is_set()
        assert not grace.hung_up.is_set()
        assert (people(nodes)["Ada"]["muted"], people(nodes)["Grace"]["muted"]) == (True, False)
        wait_until(lambda: shown(nodes)["layout"] == "presenter-4", "the layout is as it was")
        told: list[Any] = nodes.stack.events(ROOM)
        assert [event["data"]["reason"] for event in told if event["type"] == "conference.ended"] == ["moved"]
        assert {event["data"]["cause"] for event in told if event["type"] == "member.left"} == {"moved"}

        # The film of the first meeting ends and is brought to its end; another one has begun where they are now.
        def goes_on() -> bool:
            return {(state, from_) for _, state, from_ in recordings(nodes)} == {("ready", None), ("live", film)}

        wait_until(goes_on, "the recording goes on, and the first one is ready", within=2 * SLOW)

        grace.sound.tone = 440
        heard = ada.sound.packets_loud
        wait_until(lambda: ada.sound.packets_loud > heard + 50, "the one hears the other")
        nodes.stack.done("DELETE", f"/v1/conferences/{ROOM}/members")
        wait_until(lambda: ada.hung_up.is_set() and grace.hung_up.is_set(), "who is removed is hung up")
        assert [*nodes.first.members(ROOM), *nodes.second.members(ROOM)] == []
