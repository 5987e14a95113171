"""With the functions stopped nobody unknown gets in, and nothing crashes."""

import os
from collections.abc import Iterator

import pytest

from tests.live.processes import free_ports
from tests.live.stack import LOOKUP_PASSWORD, Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Switch]:
    """A switch whose back end was there, knew everybody, and is gone."""
    folder = tmp_path_factory.mktemp("alone")
    port, aws_port = free_ports(2)
    switch = Switch(os.environ["FREESWITCH"], folder, f"http://127.0.0.1:{port}", LOOKUP_PASSWORD)
    stack = Stack(folder, port, aws_port, switch.ports["esl"])
    try:
        stack.start()
        switch.start()
        with Telephone(switch.ports["sip"], "1000", "mypassword") as telephone:
            assert telephone.register() == 200
        stack.stop()
        yield switch
    finally:
        stack.stop()
        switch.stop()


@pytest.mark.parametrize(("user", "password"), [("1001", "mypassword"), ("1001", "wrong"), ("4711", "x"), ("1001", "")])
def test_nobody_registers(alone: Switch, user: str, password: str) -> None:
    with Telephone(alone.ports["sip"], user, password) as telephone:
        assert telephone.register() in {401, 403}


def test_a_wrong_password_of_a_user_who_is_still_known_is_refused(alone: Switch) -> None:
    with Telephone(alone.ports["sip"], "1000", "wrong") as telephone:
        assert telephone.register() == 403


def test_no_call_gets_anywhere(alone: Switch) -> None:
    with Telephone(alone.ports["sip"], "1001", "mypassword") as telephone:
        assert telephone.call("999") == 403
    with Telephone(alone.ports["trunk"], "4930123456") as telephone:
        assert telephone.call("496131123456789") == 503


def test_the_switch_goes_on(alone: Switch) -> None:
    assert "is ready" in alone.api("status")
    assert alone.api("show channels count").strip().startswith("0 total")
