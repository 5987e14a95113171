"""Passwords that somebody would guess, and those that nobody does."""

import secrets

import pytest

from functions.shared.provisioning.checks.passwords import made, weakness

GUESSED = {
    "mypassword": "characters",
    "x8K2pQw9": "characters",
    "aaaaaaaabbbbbbbb": "different",
    "1000x1000y1000z1": "different",
    "Zx9fffff2kQ7mW4t": "repeats",
    "qwertzuiop-9f2K7": "keyboard",
    "x8K2-654321-pQw9": "keyboard",
    "x8K2-Password-pQw9": "everybody tries",
    "x8K2.Lovelace.pQw9": "own name",
    "x8K2example.compQ9": "own name",
}
NAMES = ("1000", "77", "Lovelace", "example.com")


@pytest.mark.parametrize("password", GUESSED)
def test_a_password_that_people_think_of_is_told_as_such(password: str) -> None:
    assert GUESSED[password] in weakness(password, *NAMES)


def test_random_ones_and_ours_are_taken() -> None:
    assert {weakness(made()) for _ in range(200)} == {""}
    assert [weakness(secrets.token_hex(16), *NAMES) for _ in range(200)].count("") >= 195
    assert len(made()) == 24
    assert made() != made()
