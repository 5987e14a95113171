"""When a try is made again."""

import pytest

from functions.webhooks.backing_off import GIVE_UP_SECONDS, LONGEST_ASKED, PAUSES, asked_pause, pause_after


def test_pauses_grow_and_a_day_has_fewer_than_twenty_tries() -> None:
    tries, at = 0, 0.0
    while at < GIVE_UP_SECONDS:
        tries += 1
        at += pause_after(tries, asked=None, chance=0.0)

    assert [pause_after(number, asked=None, chance=0.0) for number in range(1, 8)] == list(PAUSES)
    assert tries < 20


@pytest.mark.parametrize(
    ("asked", "pause"), [(1.0, 30.0), (40.0, 40.0), (1e9, LONGEST_ASKED), (0.0, 30.0), (None, 30.0)]
)
def test_a_receiver_may_ask_for_a_longer_pause_within_limits(asked: float | None, pause: float) -> None:
    assert pause_after(2, asked=asked, chance=0.0) == pause


def test_receivers_that_fail_together_are_not_tried_together() -> None:
    assert pause_after(1, asked=None, chance=1.0) > pause_after(1, asked=None, chance=0.0)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Thu, 01 Jan 1970 00:01:00 GMT", 50.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("１２", None),
        ("", None),
        (None, None),
        ("9" * 400, 999_999_999.0),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert asked_pause(header, now=10.0) == seconds
