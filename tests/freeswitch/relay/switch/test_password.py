"""The event socket's password: FreeSWITCH's default and short ones are refused."""

import pytest

from freeswitch.relay.switch.password import LEAST_CHARACTERS, WeakPassword, check_password


@pytest.mark.parametrize("password", ["ClueCon", "", "nineteen-characters"])
def test_a_weak_password_is_refused_unless_it_is_allowed(password: str) -> None:
    check_password(password, allow_weak=True)
    with pytest.raises(WeakPassword, match="ESL_PASSWORD") as refusal:
        check_password(password, allow_weak=False)

    assert password == "ClueCon" or not password or password not in str(refusal.value)


def test_twenty_characters_are_enough() -> None:
    check_password("x" * LEAST_CHARACTERS, allow_weak=False)

    assert LEAST_CHARACTERS == 20
