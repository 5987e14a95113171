"""The node of a conference dies: who crossed to it with a PIN is taken to its successor, and is asked for nothing."""

import os
import signal
import time
from typing import Any

from tests.live.dialling_in import dial_in
from tests.live.fleet.nodes import FIRST, LOST_SECONDS, SECOND, Fleet
from tests.live.processes import wait_until
from tests.live.telephone import Telephone

ROOM, PIN = "my-conf-name", "1234"
ROOM_ID = "00000000"
ADA, GRACE, EDSGER = "4930111111", "4930222222", "4930333333"
SLOW = 60.0


def shown(nodes: Fleet) -> dict[str, Any]:
    answer: Any
    status, answer = nodes.stack.ask("GET", f"/v1/conferences/{ROOM}")
    return answer if status == 200 else {}


def calls_of(nodes: Fleet, number: str) -> list[str]:
    """The calls at the first node from a number, by uuid."""
    rows = nodes.first.api("show channels").splitlines()
    return [row.split(",")[0] for row in rows if row.split(",")[1:2] == ["inbound"] and number in row]


def kill(nodes: Fleet) -> None:
    """Switch and relay at the same moment, as when a machine loses its power."""
    assert nodes.second.program
    os.killpg(nodes.second.program.process.pid, signal.SIGKILL)
    nodes.relay.kill()


def test_a_caller_with_a_pin_is_taken_to_the_successor_and_not_asked_again(nodes: Fleet) -> None:
    here, there = nodes.first.ports["trunk"], nodes.second.ports["trunk"]
    with Telephone(there, ADA) as ada, Telephone(here, GRACE) as grace, Telephone(here, EDSGER) as edsger:
        dial_in(ada, ROOM_ID, PIN)
        wait_until(lambda: len(nodes.second.members(ROOM)) == 1, "the first one is on the node that will die")
        wait_until(lambda: shown(nodes).get("node") == SECOND, "whose conference it is")
        dial_in(grace, ROOM_ID, PIN)
        wait_until(lambda: len(nodes.second.members(ROOM)) == 2, "the other one has crossed to it")
        assert nodes.first.members(ROOM) == []
        (call,) = calls_of(nodes, GRACE)

        kill(nodes)
        ada.left_alone()
        killed = time.monotonic()
        wait_until(lambda: len(nodes.first.members(ROOM)) == 1, "she is on her own node", within=LOST_SECONDS + 20)
        print(f"in the conference again {time.monotonic() - killed:.1f} s after the node was killed")  # noqa: T201

        # By the same call, and no key was pressed since the first PIN.
        assert calls_of(nodes, GRACE) == [call]
        assert [one["uuid"] for one in nodes.first.members(ROOM)] == [call]
        assert not grace.hung_up.is_set()
        wait_until(lambda: shown(nodes).get("node") == FIRST, "the API shows it there", within=SLOW)
        assert shown(nodes)["member_count"] == 1

        # Whoever comes now is with her, and heard.
        dial_in(edsger, ROOM_ID, PIN)
        wait_until(lambda: len(nodes.first.members(ROOM)) == 2, "both are in one conference")
        edsger.sound.tone = 440
        heard = grace.sound.packets_loud
        wait_until(lambda: grace.sound.packets_loud > heard + 50, "the one hears the other")

        nodes.stack.done("DELETE", f"/v1/conferences/{ROOM}/members")
        wait_until(lambda: grace.hung_up.is_set() and edsger.hung_up.is_set(), "who is removed is hung up")
        assert nodes.first.members(ROOM) == []
