"""The API calls a user into a conference who is registered at another node only: they are in it, heard, and moved."""

from typing import Any

from tests.live.fleet.nodes import FIRST, SECOND, Fleet
from tests.live.processes import wait_until
from tests.live.telephone import Telephone

PASSWORD = "mypassword"
ROOM, NUMBER = "calling", "3791"
SLOW = 60.0


def shown(nodes: Fleet) -> dict[str, Any]:
    answer: Any
    status, answer = nodes.stack.ask("GET", f"/v1/conferences/{ROOM}")
    return answer if status == 200 else {}


def users(nodes: Fleet) -> dict[str, dict[str, Any]]:
    return {str(one["user"]): one for one in shown(nodes).get("members", ())}


def called(nodes: Fleet, user: str) -> tuple[object, object]:
    """How a call of the API has ended, which rings for a minute at most."""
    ended = nodes.stack.done("POST", f"/v1/conferences/{ROOM}/calls", {"user": user})
    return ended["state"], ended["reason"]


def test_a_user_is_called_into_a_conference_of_another_node(nodes: Fleet) -> None:
    status, answer = nodes.stack.ask("PUT", f"/v1/rooms/{ROOM}", {"number": NUMBER, "picture": {"sounds": False}})
    assert status in {200, 201}, answer
    here, there = nodes.first.ports["sip"], nodes.second.ports["sip"]
    with Telephone(here, "1000", PASSWORD) as ada, Telephone(there, "1001", PASSWORD) as grace:
        assert ada.call(NUMBER) == 200
        wait_until(lambda: shown(nodes).get("node") == FIRST, "it is on the first node")
        assert called(nodes, "1001") == ("failed", "call_failed")

        assert grace.register() == 200
        wait_until(lambda: called(nodes, "1001")[0] == "confirmed", "her relay has told where she is", within=SLOW)
        wait_until(lambda: set(users(nodes)) == {"1000", "1001"}, "both are in it, as who they are")
        assert len(nodes.second.members(ROOM)) == 0
        grace.sound.tone = 440
        heard = ada.sound.packets_loud
        wait_until(lambda: ada.sound.packets_loud > heard + 50, "the one hears the other")
        ada.sound.tone = 440
        heard = grace.sound.packets_loud
        wait_until(lambda: grace.sound.packets_loud > heard + 50, "and the other the one")

        # Who was called goes along like everybody else.
        nodes.stack.done("POST", f"/v1/conferences/{ROOM}/move", {"node": SECOND})
        wait_until(
            lambda: shown(nodes).get("node") == SECOND and set(users(nodes)) == {"1000", "1001"},
            "both are on the other node",
            within=SLOW,
        )
        assert not grace.hung_up.is_set()
        heard = ada.sound.packets_loud
        wait_until(lambda: ada.sound.packets_loud > heard + 50, "the one hears the other there, too")

        nodes.stack.done("DELETE", f"/v1/conferences/{ROOM}/members")
        wait_until(lambda: ada.hung_up.is_set() and grace.hung_up.is_set(), "who is removed is hung up")
