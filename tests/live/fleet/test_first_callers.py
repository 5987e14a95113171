"""A hundred who are first at once, on two nodes, are in one conference."""

import threading
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import yaml

from tests.live.fleet.nodes import Fleet, provision
from tests.live.processes import ROOT, wait_until
from tests.live.telephone import Telephone

CALLERS, TRIES = 100, 5
BUSY = 503
NUMBER, ROOM = "4961310007", "hundred"


def public_room() -> dict[str, Any]:
    """A room of the demo's domain that anybody may enter by telephone."""
    demo = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
    demo["rooms"].append({"name": ROOM, "domain": "example.com", "open": True, "picture": {"sounds": False}})
    (trunk,) = [one for one in demo["contexts"] if one["name"] == "trunk"]
    trunk["routes"].append({"name": ROOM, "number": NUMBER, "target": {"kind": "room", "room": ROOM}})
    return {"rooms": demo["rooms"], "contexts": demo["contexts"]}


def test_a_hundred_first_callers_at_once_are_in_one_conference(nodes: Fleet, tmp_path: Path) -> None:
    provision(nodes.stack, tmp_path / "hundred.yaml", nodes.first, nodes.second, public_room())
    ports = [switch.ports["trunk"] for switch in (nodes.first, nodes.second)]
    ready, answers = threading.Barrier(CALLERS), Counter[int]()

    def call(caller: Telephone) -> None:
        ready.wait(60)
        # A back end that is asked too much at once lets some wait for too long: they hear 503 and dial again.
        for _ in range(TRIES):
            answers[answer := caller.call(NUMBER)] += 1
            if answer != BUSY:
                return

    with ExitStack() as opened:
        callers = [
            opened.enter_context(Telephone(ports[number % 2], f"+49171{number:07}")) for number in range(CALLERS)
        ]
        for one in callers:
            one.sound.fall_silent()
        threads = [threading.Thread(target=call, args=(one,)) for one in callers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        print(f"answers to {CALLERS} callers: {dict(answers)}")  # noqa: T201
        assert answers[200] == CALLERS
        assert set(answers) <= {200, BUSY}

        wait_until(
            lambda: nodes.stack.ask("GET", f"/v1/conferences/{ROOM}")[1].get("member_count") == CALLERS,
            "the API shows all of them", within=60,
        )  # fmt: skip
        inside = [len(switch.members(ROOM)) for switch in (nodes.first, nodes.second)]
        assert sorted(inside) == [0, CALLERS]
        shown: Any = nodes.stack.ask("GET", f"/v1/conferences/{ROOM}")[1]
        assert shown["node"] == ("fs1" if inside[0] else "fs2")
