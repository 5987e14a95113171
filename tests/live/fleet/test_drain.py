"""A node that drains: nothing new begins there, what goes on goes on and more come, and it says when it is empty."""

from tests.live.fleet.nodes import FIRST, SECOND, Fleet
from tests.live.processes import wait_until
from tests.live.telephone import Telephone

PASSWORD = "mypassword"
# Whoever was let in before may still arrive; and a busy machine.
EMPTY_SECONDS = 65 + 30.0
# What a node's row says is remembered for so long.
KNOWN_SECONDS = 10.0


def asked(nodes: Fleet, *, draining: bool) -> None:
    status, shown = nodes.stack.ask("PATCH", f"/v1/nodes/{FIRST}", {"draining": draining})
    assert status == 200, shown
    assert shown["draining"] is draining


def test_a_drained_node_takes_nothing_new_and_is_empty_when_the_last_have_gone(nodes: Fleet) -> None:
    here, there = nodes.first.ports["sip"], nodes.second.ports["sip"]
    with Telephone(here, "1000", PASSWORD) as ada, Telephone(there, "1001", PASSWORD) as grace:
        assert ada.call("999") == 200
        wait_until(lambda: nodes.users("internal") == ["1000"], "one on the node that is to drain")
        asked(nodes, draining=True)

        # Another conference: its first caller is refused here, and comes in on the other node.
        def is_refused() -> bool:
            with Telephone(here, "1002", PASSWORD) as edsger:
                return edsger.call("999") == 503

        wait_until(is_refused, "a first caller is refused", within=KNOWN_SECONDS)
        with Telephone(there, "1002", PASSWORD) as edsger:
            assert edsger.call("999") == 200
            wait_until(lambda: len(nodes.second.members("external")) == 1, "a first caller on the other node")

        # What goes on there: more come, also across.
        assert grace.call("999") == 200
        wait_until(lambda: nodes.users("internal") == ["1000", "1001"], "one more, by way of the other node")
        assert len(nodes.first.members("internal")) == 2
        assert not nodes.node(FIRST)["empty"]
        ada.hang_up()
        grace.hang_up()

    took = wait_until(lambda: nodes.node(FIRST)["empty"], "the node is empty", within=EMPTY_SECONDS)
    print(f"empty {took:.0f} s after the last had gone")  # noqa: T201
    assert nodes.node(SECOND)["state"] == "up"

    asked(nodes, draining=False)

    def is_let_in() -> bool:
        with Telephone(here, "1002", PASSWORD) as edsger:
            return edsger.call("999") == 200

    wait_until(is_let_in, "it takes conferences again", within=KNOWN_SECONDS)
