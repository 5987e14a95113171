"""The doctor's account: of one node, for a minute."""

from hashlib import md5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.nodes import doctor_account
from functions.shared.nodes.passwords import hashed

ONE, OTHER = hashed("one"), hashed("other")
NOW = 1_795_432_041.5
USER = doctor_account.account(ONE, NOW)


def test_both_sides_work_out_the_same_hash_whichever_of_two_passwords_the_node_has() -> None:
    said = f"{USER}:example.com:{doctor_account.password(ONE, 'example.com', USER)}"

    told = doctor_account.a1_hash([OTHER, ONE], "example.com", USER, NOW + 1)

    assert told == md5(said.encode(), usedforsecurity=False).hexdigest()


@pytest.mark.parametrize("seconds", [-62, 61, 3600])
def test_it_is_gone_after_a_minute(seconds: float) -> None:
    assert doctor_account.a1_hash([ONE], "example.com", USER, NOW + seconds) is None


def test_a_node_with_another_password_has_none() -> None:
    assert doctor_account.a1_hash([OTHER], "example.com", USER, NOW) is None


@given(st.text(max_size=40))
def test_no_other_name_is_an_account(name: str) -> None:
    assert doctor_account.a1_hash([ONE], "example.com", f"doctor.{name}", NOW) is None


def test_each_domain_and_each_moment_has_another_password() -> None:
    later = doctor_account.account(ONE, NOW + 1)

    known = {
        doctor_account.password(ONE, domain, user)
        for domain in ("example.com", "other.example")
        for user in (USER, later)
    }
    assert len(known) == 4
