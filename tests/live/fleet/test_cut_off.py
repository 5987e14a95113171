"""A relay that is cut off from the tables: it writes nothing, its room begins elsewhere, and is foreign afterwards."""

import time
from typing import Any

import pytest

from tests.live.fleet.nodes import FIRST, LOST_SECONDS, SECOND, Fleet
from tests.live.processes import wait_until
from tests.live.telephone import Telephone

PASSWORD = "mypassword"
ROOM = "internal"
FOREIGN_SECONDS = 10


def shown(nodes: Fleet) -> dict[str, Any]:
    status, answer = nodes.stack.ask("GET", f"/v1/conferences/{ROOM}")
    return answer if status == 200 else {}


def joins(nodes: Fleet) -> list[str]:
    """Who came into the meeting that everybody sees, as its feed tells."""
    told = nodes.stack.events(ROOM)
    began = max(number for number, event in enumerate(told) if event["type"] == "conference.started")
    return [str(event["data"]["member"]["user"]) for event in told[began:] if event["type"] == "member.joined"]  # type: ignore[index]


@pytest.fixture
def relay_setting() -> dict[str, str]:
    return {"FOREIGN_SECONDS": str(FOREIGN_SECONDS)}


def test_a_room_of_a_relay_that_is_cut_off_begins_elsewhere_and_the_old_one_ends(nodes: Fleet) -> None:
    with (
        Telephone(nodes.second.ports["sip"], "1000", PASSWORD) as ada,
        Telephone(nodes.first.ports["sip"], "1001", PASSWORD) as grace,
    ):
        assert ada.call("999") == 200
        wait_until(lambda: nodes.users(ROOM) == ["1000"], "one in the room")
        before = shown(nodes)
        assert before["node"] == SECOND

        nodes.wire.be("gone")
        cut = time.monotonic()
        wait_until(lambda: nodes.node(SECOND)["state"] == "lost", "the node is lost", within=LOST_SECONDS + 20)
        lost = time.monotonic() - cut

        def comes_in() -> bool:
            return grace.call("999") == 200

        wait_until(comes_in, "somebody begins it on the other node", within=20)
        wait_until(lambda: nodes.users(ROOM) == ["1001"], "the new meeting is shown", within=20)
        print(f"lost after {lost:.1f} s, begun elsewhere after {time.monotonic() - cut:.1f} s")  # noqa: T201
        now = shown(nodes)
        assert (now["node"], now["uuid"] != before["uuid"]) == (FIRST, True)
        # The call that was up goes on meanwhile.
        assert len(nodes.second.members(ROOM)) == 1
        asked = nodes.wire.requests

        nodes.wire.be("well")
        back = time.monotonic()
        wait_until(lambda: nodes.node(SECOND)["state"] == "up", "its relay is back", within=60)
        assert nodes.wire.requests > asked
        wait_until(ada.hung_up.is_set, "the foreign meeting's call is ended", within=FOREIGN_SECONDS + 40)
        print(f"the foreign meeting's call was ended {time.monotonic() - back:.1f} s after the way was back")  # noqa: T201

        # Nothing of it stands in what everybody sees.
        after = shown(nodes)
        assert (after["uuid"], nodes.users(ROOM)) == (now["uuid"], ["1001"])
        assert joins(nodes) == ["1001"]
        assert "another node has it" in nodes.relay.log()

        # Who calls again comes to the others.
        with Telephone(nodes.second.ports["sip"], "1000", PASSWORD) as again:
            assert again.call("999") == 200
            wait_until(lambda: nodes.users(ROOM) == ["1000", "1001"], "both in one meeting")
            assert len(nodes.first.members(ROOM)) == 2
