"""What is read of the two events that tell of RTCP reports."""

import pytest

from freeswitch.relay.quality.reports import Report, report_of
from freeswitch.relay.switch.event_queue import kept
from tests.freeswitch.relay.quality.told import received, sent


def test_what_the_other_end_says_of_what_it_gets() -> None:
    told = received("call-1", lost=51, jitter=960, rate=48000, round_trip="0.150000", at=5.0)

    assert report_of(told) == Report("call-1", "receives", "0000abcd", 5.0, loss=20.0, jitter=20.0, round_trip=150.0)


def test_what_freeswitch_says_of_what_it_gets() -> None:
    assert report_of(sent("call-1", lost=255, at=7.5)) == Report("call-1", "sends", "0000dcba", 7.5, loss=100.0)


@pytest.mark.parametrize("told", [received("call-1", lost=51), sent("call-1", lost=51)], ids=["received", "sent"])
def test_nothing_of_it_is_lost_on_its_way_through_the_queue(told: dict[str, str]) -> None:
    report = report_of(told)

    # Counters are; what is read is not.
    assert report is not None
    assert report_of(kept(told)) == report


@pytest.mark.parametrize(
    "changed",
    [
        {"Source0-Fraction": ""},
        {"Source0-Fraction": "256"},
        {"Source0-Fraction": "-1"},
        {"Source0-Fraction": "a"},
        {"Unique-ID": ""},
        {"Event-Date-Timestamp": "soon"},
        {"Event-Name": "HEARTBEAT"},
    ],
)
def test_what_cannot_be_read_is_no_report(changed: dict[str, str]) -> None:
    assert report_of(received("call-1", lost=1) | changed) is None


@pytest.mark.parametrize(
    ("changed", "jitter", "round_trip"),
    [
        # As long as nothing has been measured, and where the other end counts backwards.
        ({"Rtt0-Avg": "0.000000"}, 20.0, None),
        ({"Rtt0-Avg": "-3.5"}, 20.0, None),
        ({"Rtt0-Avg": "nan"}, 20.0, None),
        ({"Rtt0-Avg": "65000.0"}, 20.0, None),
        ({"RTP-Rate": "0"}, None, 150.0),
        ({"RTP-Rate": ""}, None, 150.0),
        ({"Source0-Jitter": "4294967295"}, None, 150.0),
    ],
)
def test_a_part_that_is_no_time_is_left_out(
    changed: dict[str, str], jitter: float | None, round_trip: float | None
) -> None:
    report = report_of(received("call-1", lost=0, jitter=960, rate=48000, round_trip="0.150000") | changed)

    assert report is not None
    assert (report.jitter, report.round_trip) == (jitter, round_trip)


def test_who_has_sent_nothing_yet_is_reported_of_by_nobody() -> None:
    # A report without a block of sources: the other end has had nothing.
    told = {name: value for name, value in received("call-1", lost=0).items() if not name.startswith("Source0")}

    assert report_of(told) is None
