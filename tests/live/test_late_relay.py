"""A relay that begins while a conference runs, and whose tables have never heard of it."""

from pathlib import Path

from tests.live.processes import free_ports, wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone


def test_a_conference_that_was_there_first_is_shown_to_its_domain(switch: Switch, tmp_path: Path) -> None:
    port, aws_port = free_ports(2)
    late = Stack(tmp_path, port, aws_port, switch.ports["esl"])
    with Telephone(switch.ports["sip"], "1000", "mypassword") as telephone:
        assert telephone.call("999") == 200
        wait_until(lambda: len(switch.members("internal")) == 1, "one in internal")
        try:
            late.start()
            wait_until(lambda: late.ask("GET", "/v1/conferences/internal")[0] == 200, "the late API knows it")

            shown = late.ask("GET", "/v1/conferences/internal")[1]
        finally:
            late.stop()

    assert [member["user"] for member in shown["members"]] == ["1000"]  # type: ignore[attr-defined]  # JSON
    wait_until(lambda: not switch.members("internal"), "everybody left")
