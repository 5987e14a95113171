"""Which light a call has, and how often it changes."""

from itertools import pairwise

import pytest

from freeswitch.relay.quality.lights import LEAST_SECONDS, MOST_STREAMS, SILENT_SECONDS, Qualities, light_of
from freeswitch.relay.quality.reports import Report, Way
from functions.shared.state import Light, Quality


def report(loss: float, at: float = 0.0, *, way: Way = "sends", stream: str = "sound", call: str = "ada") -> Report:
    return Report(call, way, stream, at, loss)


def told(*reports: Report) -> list[Quality | None]:
    """What is shown after each of them."""
    qualities = Qualities()
    return [qualities.take(one) for one in reports]


@pytest.mark.parametrize(
    ("loss", "jitter", "round_trip", "light"),
    [
        (0.0, None, None, "good"),
        (2.9, 49.0, 299.0, "good"),
        (3.0, None, None, "fair"),
        (0.0, 50.0, 20.0, "fair"),
        (0.0, 5.0, 300.0, "fair"),
        (9.9, 149.0, 799.0, "fair"),
        (10.0, 0.0, 0.0, "poor"),
        (0.0, 150.0, 0.0, "poor"),
        (0.0, 0.0, 800.0, "poor"),
    ],
)
def test_the_worst_of_loss_jitter_and_round_trip_is_the_light(
    loss: float, jitter: float | None, round_trip: float | None, light: Light
) -> None:
    assert light_of(Report("ada", "receives", "sound", 0.0, loss, jitter, round_trip)) == light


def test_of_one_report_nothing_is_said_and_one_bad_second_changes_nothing() -> None:
    shown = told(report(0, 0), report(0, 1), report(50, 2), report(0, 3), report(0, 9))

    assert shown == [None, *[Quality(sends="good")] * 4]


def test_two_bad_reports_of_three_turn_the_light_and_two_good_ones_turn_it_back() -> None:
    shown = told(report(0, 0), report(0, 5), report(20, 10), report(20, 15), report(0, 20), report(0, 25))

    assert [one.sends if one else None for one in shown] == [None, "good", "good", "poor", "poor", "good"]


def test_a_light_changes_at_most_once_in_five_seconds_and_then_says_how_it_is_now() -> None:
    qualities = Qualities()
    changes = []
    before = None
    for tenth in range(1200):
        # Reports ten times a second, of a line that turns from good to bad and back every second.
        now = qualities.take(report(50 if (tenth // 10) % 2 else 0, tenth / 10))
        if now != before:
            changes.append(tenth / 10)
            before = now

    assert len(changes) > 5
    assert min(later - earlier for earlier, later in pairwise(changes)) >= LEAST_SECONDS


def test_both_ways_have_a_light_of_their_own_and_the_worse_stream_counts() -> None:
    shown = told(
        *(report(0, at, way="sends", stream=stream) for at in (0, 1) for stream in ("sound", "pictures")),
        *(report(5, at, way="receives", stream="sound") for at in (2, 7)),
        *(report(50, at, way="sends", stream="pictures") for at in (13, 18)),
    )

    assert shown[3] == Quality(sends="good")
    assert shown[5] == Quality(sends="good", receives="fair")
    assert shown[7] == Quality(sends="poor", receives="fair")


def test_what_is_reported_no_more_is_not_known_any_more() -> None:
    shown = told(
        report(50, 0, way="receives"),
        report(50, 5, way="receives"),
        report(0, 6, way="sends"),
        report(0, 11, way="sends"),
        report(0, 5 + SILENT_SECONDS + 1, way="sends"),
    )

    assert shown[3] == Quality(sends="good", receives="poor")
    assert shown[4] == Quality(sends="good")


def test_a_clock_that_was_set_back_keeps_no_light_as_it_was() -> None:
    shown = told(report(0, 1000), report(0, 1001), report(50, 10), report(50, 11))

    assert shown[-1] == Quality(sends="poor")


def test_whoever_invents_streams_makes_nothing_grow() -> None:
    qualities = Qualities()
    for number in range(1000):
        qualities.take(report(0, number / 100, stream=f"stream-{number}"))

    assert len(qualities._calls["ada"].streams) <= MOST_STREAMS
    assert len(qualities._calls["ada"].seen) <= MOST_STREAMS


def test_a_call_that_is_over_is_forgotten() -> None:
    qualities = Qualities()
    for call in ("ada", "bob", "eve"):
        qualities.take(report(0, call=call))
    qualities.forget("ada")
    qualities.keep({"bob", "somebody"})

    assert len(qualities) == 1
    # Its next report is its first.
    assert qualities.take(report(0, 1, call="ada")) is None
