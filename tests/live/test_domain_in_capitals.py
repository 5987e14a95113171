"""A domain means the same in capitals, wherever it is written."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.processes import wait_until
from tests.live.stack import LOOKUP_PASSWORD, Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone
from tests.live.test_doctor import doctor


@pytest.fixture
def in_capitals(tmp_path: Path, stack: Stack) -> Iterator[Switch]:
    switch = Switch(os.environ["FREESWITCH"], tmp_path, stack.url, LOOKUP_PASSWORD, SIP_DOMAIN="Example.COM")
    switch.start()
    yield switch
    switch.stop()


def test_users_register_call_and_are_known_on_a_node_whose_domain_is_written_in_capitals(in_capitals: Switch) -> None:
    port = in_capitals.ports["sip"]
    with Telephone(port, "1000", "mypassword") as one, Telephone(port, "1001", "mypassword", "EXAMPLE.com") as other:
        assert (one.register(), other.register()) == (200, 200)
        assert (one.call("999"), other.call("999")) == (200, 200)

        # Authenticated users of example.com: the route of the team takes them.
        wait_until(lambda: len(in_capitals.members("internal")) == 2, "both are in the team's room")

    assert "auth failure" not in in_capitals.log()
    said = doctor(in_capitals)
    assert "ok       a user of example.com can register at profile internal" in said.stdout
