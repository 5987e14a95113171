"""Who may register and call on a real switch."""

import pytest

from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone


@pytest.mark.parametrize(
    ("user", "password", "status"),
    [
        ("1000", "mypassword", 200),
        ("1002", "mypassword", 200),
        ("1000", "wrong", 403),
        ("1000", "", 401),
        ("4711", "mypassword", 403),
        ("4711", "", 401),
    ],
)
def test_a_user_registers_with_the_right_password_only(switch: Switch, user: str, password: str, status: int) -> None:
    with Telephone(switch.ports["sip"], user, password) as telephone:
        assert telephone.register() == status


def test_a_wrong_password_leaves_the_line_that_fail2ban_reads(switch: Switch) -> None:
    with Telephone(switch.ports["sip"], "1000", "wrong") as telephone:
        telephone.register()

    line = "SIP auth failure (REGISTER) on sofia profile 'internal' for [1000@example.com] from ip 127.0.0.1"
    assert line in switch.log()


def test_nobody_calls_without_a_password(switch: Switch) -> None:
    with Telephone(switch.ports["sip"], "1000") as telephone:
        assert telephone.call("999") == 407


def test_a_realm_of_the_callers_choice_changes_nothing(switch: Switch) -> None:
    with Telephone(switch.ports["sip"], "1000", "mypassword", domain="elsewhere.example") as telephone:
        assert telephone.register() == 200


def test_a_number_that_does_not_exist_is_refused(switch: Switch) -> None:
    with Telephone(switch.ports["sip"], "1000", "mypassword") as telephone:
        assert telephone.call("555") == 404


def test_the_trunk_takes_no_registration(switch: Switch, stack: Stack) -> None:
    with Telephone(switch.ports["trunk"], "1000", "mypassword") as telephone:
        assert telephone.register() in {403, 404, 405, 501}
