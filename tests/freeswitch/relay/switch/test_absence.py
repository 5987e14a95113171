"""Somebody who is away is told of once, then once a minute, then the return; who comes and goes, no more often."""

import logging

import pytest

from freeswitch.relay.switch.absence import AGAIN_SECONDS, STEADY_SECONDS, Absence
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.switch.test_link import link_to


@pytest.fixture(autouse=True)
def every_level(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, int]]:
    return [(one.message, vars(one).get("tries", 0)) for one in caplog.records]


def test_the_loss_then_a_line_a_minute_with_the_tries_then_the_return(caplog: pytest.LogCaptureFixture) -> None:
    clock = FakeClock()
    absence = Absence("FreeSWITCH", clock)
    absence.back(generation=1)
    clock.move(100)
    for _ in range(131):
        absence.away("nobody listens")
        clock.move(1)
    absence.back(generation=2)

    assert lines(caplog) == [
        ("FreeSWITCH is there", 0),
        ("FreeSWITCH is away", 0),
        ("FreeSWITCH is still away", 60),
        ("FreeSWITCH is still away", 120),
        ("FreeSWITCH is there", 130),
    ]
    assert vars(caplog.records[1])["problem"] == "nobody listens"
    assert vars(caplog.records[-1])["seconds"] == 131.0


def test_who_comes_and_goes_is_told_of_no_more_often(caplog: pytest.LogCaptureFixture) -> None:
    clock = FakeClock()
    absence = Absence("FreeSWITCH", clock)
    for _ in range(120):
        absence.back()
        clock.move(0.5)
        absence.away("lost")
        clock.move(0.5)

    assert lines(caplog) == [
        ("FreeSWITCH is there", 0),
        ("FreeSWITCH is away", 0),
        ("FreeSWITCH is there", 0),
        ("FreeSWITCH is still away", 60),
        ("FreeSWITCH is there", 60),
    ]


def test_who_stayed_for_a_while_and_goes_again_is_told_of_at_once(caplog: pytest.LogCaptureFixture) -> None:
    clock = FakeClock()
    absence = Absence("FreeSWITCH", clock)
    for _ in range(3):
        absence.back()
        clock.move(STEADY_SECONDS)
        absence.away("lost")
        clock.move(0.1)

    assert [message for message, _ in lines(caplog)] == ["FreeSWITCH is there", "FreeSWITCH is away"] * 3


def test_a_switch_that_stays_away_for_three_minutes_is_told_of_four_times(caplog: pytest.LogCaptureFixture) -> None:
    """The link itself, against a port on which nobody listens; it was 64 lines in 68 seconds."""
    link, clock, _ = link_to(1)
    began, tries = clock.now, 0
    while clock.now - began < 3 * AGAIN_SECONDS + 5:
        link.run_once()
        tries += 1

    assert tries > 100
    assert [message for message, _ in lines(caplog)] == ["FreeSWITCH is away", *["FreeSWITCH is still away"] * 3]
