"""The relay killed (-9) at some moment of a move, on two switches: the room is on one node, and nobody is lost."""

import time
from typing import Any

from tests.live.fleet.nodes import FIRST, SECOND, Fleet
from tests.live.processes import wait_until
from tests.live.telephone import Telephone

PASSWORD = "mypassword"
ROOM, NUMBER = "killedmove", "3792"
PATH = f"/v1/conferences/{ROOM}"
# How long after the wish the relay dies: before it begins, while it moves them, while it waits for who else may come.
MOMENTS = (0.02, 0.1, 0.3, 2.0)
OPEN = {"queued", "running"}
SLOW = 90.0


def shown(nodes: Fleet) -> dict[str, Any]:
    answer: Any
    status, answer = nodes.stack.ask("GET", PATH)
    return answer if status == 200 else {}


def names(nodes: Fleet) -> list[str]:
    return sorted(str(one["name"]) for one in shown(nodes).get("members", ()))


def all_on(nodes: Fleet, node: str, everybody: list[str]) -> bool:
    """Everybody once, shown there and there alone, and on no other switch."""
    here, there = (nodes.first, nodes.second) if node == FIRST else (nodes.second, nodes.first)
    counted = len(here.members(ROOM)), len(there.members(ROOM))
    return shown(nodes).get("node") == node and names(nodes) == everybody and counted == (len(everybody), 0)


def ended(nodes: Fleet, command: str) -> dict[str, Any]:
    """The command, once it has ended."""
    found: list[dict[str, Any]] = []

    def has_ended() -> bool:
        answer: Any = nodes.stack.ask("GET", f"/v1/commands/{command}")[1]
        found.append(answer)
        return answer["state"] not in OPEN

    wait_until(has_ended, "the move ends", within=SLOW)
    return found[-1]


def test_the_room_is_on_one_node_and_nobody_is_lost_whenever_the_relay_dies(nodes: Fleet) -> None:
    status, answer = nodes.stack.ask("PUT", f"/v1/rooms/{ROOM}", {"number": NUMBER, "picture": {"sounds": False}})
    assert status in {200, 201}, answer
    there = nodes.second.ports["sip"]
    with (
        Telephone(there, "1000", PASSWORD) as ada,
        Telephone(there, "1001", PASSWORD) as grace,
        Telephone(there, "1002", PASSWORD) as hedy,
    ):
        phones = (ada, grace, hedy)
        assert [one.call(NUMBER) for one in phones] == [200, 200, 200]
        wait_until(lambda: len(names(nodes)) == len(phones), "all are in it", within=SLOW)
        everybody = names(nodes)
        for moment in MOMENTS:
            wait_until(
                lambda: all_on(nodes, SECOND, everybody), "all are on the node whose relay will die", within=SLOW
            )
            status, asked = nodes.stack.ask("POST", f"{PATH}/move", {"node": FIRST})
            assert status == 202, asked
            time.sleep(moment)  # any moment
            nodes.relay.kill()
            by_then = len(nodes.first.members(ROOM))
            nodes.relay.start()
            done = ended(nodes, str(asked["id"]))
            told = (done["state"], done["reason"], done.get("detail"))
            print(f"killed after {moment} s, {by_then} were there by then: {told}")  # noqa: T201
            wait_until(lambda: all_on(nodes, FIRST, everybody), "all are on the other node", within=SLOW)
            assert done["state"] == "confirmed" or (
                done["state"] == "unknown" and f"it was moved to {FIRST}" in str(done.get("detail"))
            ), told
            assert not any(one.hung_up.is_set() for one in phones)
            # Each is there by one call: nobody was moved twice.
            assert nodes.second.api("show calls count").split()[0] == str(len(everybody))
            nodes.stack.done("POST", f"{PATH}/move", {"node": SECOND})
        wait_until(lambda: all_on(nodes, SECOND, everybody), "they are back", within=SLOW)
