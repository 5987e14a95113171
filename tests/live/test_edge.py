"""Through the edge telephones register as without it; while the functions are away those that were known still do."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from bench.edge.distance import distance
from bench.edge.running import Edge, edge
from tests.freeswitch.edge.asking import counted
from tests.live.processes import ROOT, free_ports, wait_until
from tests.live.stack import LOOKUP_PASSWORD, Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone


@dataclass
class Node:
    """A switch that asks an edge; the end of `way` is an outage of the functions, and of nothing else."""

    switch: Switch
    stack: Stack
    edge: Edge
    way: ExitStack

    def registers(self, user: str, password: str = "mypassword") -> int:
        """Have FreeSWITCH ask for the user, whatever it has kept; returns its answer to the telephone."""
        self.switch.api("xml_flush_cache")
        with Telephone(self.switch.ports["sip"], user, password) as telephone:
            return telephone.register()


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    port, aws_port = free_ports(2)
    with ExitStack() as parts, ExitStack() as way:
        running = parts.enter_context(edge(f"http://127.0.0.1:{way.enter_context(distance(port, 0))}"))
        switch = Switch(os.environ["FREESWITCH"], tmp_path, running.url, LOOKUP_PASSWORD)
        stack = Stack(tmp_path, port, aws_port, switch.ports["esl"])
        stack.environ["EDGE_URL"] = running.url
        parts.callback(stack.stop)
        parts.callback(switch.stop)
        stack.start()
        switch.start()
        yield Node(switch, stack, running, way)


def test_known_telephones_register_in_an_outage_and_a_disabled_one_is_out(node: Node, tmp_path: Path) -> None:
    assert [node.registers(user) for user in ("1000", "1001", "1000")] == [200, 200, 200]
    assert node.registers("1000", "wrong") == 403
    asked = counted(node.edge, "freeswitch_edge_lookups_asked_total")

    node.way.close()

    assert [node.registers(user) for user in ("1000", "1001", "1000")] == [200, 200, 200]
    assert node.registers("1000", "wrong") == 403
    # Nobody has asked for this one before.
    assert node.registers("1002") in {401, 403}
    assert counted(node.edge, "freeswitch_edge_lookups_stale_total") >= 3
    assert counted(node.edge, "freeswitch_edge_lookups_asked_total") == asked

    # The relay has a way of its own: what it is told reaches the edge.
    changed = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
    (ada,) = [user for user in changed["domains"][0]["users"] if user["id"] == "1000"]
    ada["enabled"] = False
    file = tmp_path / "disabled.yaml"
    file.write_text(yaml.safe_dump(changed), encoding="utf-8")
    node.stack.provision(file)

    wait_until(lambda: node.registers("1000") == 403, "1000 is out")
    assert node.registers("1001") == 200


def test_a_call_goes_through_the_edge_and_a_room_is_asked_for_each_time(node: Node) -> None:
    for _ in range(2):
        with Telephone(node.switch.ports["sip"], "1000", "mypassword") as telephone:
            assert telephone.call("999") == 200
            wait_until(lambda: len(node.switch.members("internal")) == 1, "one in the room")
            telephone.hang_up()
        wait_until(lambda: not node.switch.members("internal"), "nobody in the room")

    node.way.close()

    with Telephone(node.switch.ports["sip"], "1000", "mypassword") as telephone:
        assert telephone.call("999") != 200
    assert not node.switch.members("internal")
