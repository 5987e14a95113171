"""What fails again and again is told of often enough to be seen, and not so often that it hides everything else."""

import logging

from freeswitch.relay.telemetry.log_limit import MINUTE, MOST_A_MINUTE, MOST_TEXTS, LogLimit


def line(text: str, at: float, level: int = logging.WARNING) -> logging.LogRecord:
    made = logging.makeLogRecord({"name": "freeswitch.relay", "msg": text, "levelno": level})
    made.created = at
    return made


def test_a_warning_that_comes_a_thousand_times_in_six_seconds_is_said_twenty_times() -> None:
    limit = LogLimit()
    said = [limit.filter(line("lost FreeSWITCH", 0.006 * number)) for number in range(1000)]

    assert said == [True] * MOST_A_MINUTE + [False] * (1000 - MOST_A_MINUTE)


def test_the_next_minute_says_how_many_were_left_out() -> None:
    limit = LogLimit()
    for number in range(100):
        limit.filter(line("lost FreeSWITCH", number / 10))
    later = [line("lost FreeSWITCH", MINUTE + number) for number in range(2)]

    assert [limit.filter(one) for one in later] == [True, True]
    assert [vars(one).get("left_out") for one in later] == [100 - MOST_A_MINUTE, None]


def test_what_is_said_of_something_else_or_is_no_warning_is_not_held_back() -> None:
    limit = LogLimit()
    for _ in range(100):
        limit.filter(line("lost FreeSWITCH", 0))

    assert limit.filter(line("a loop does not come round", 1, logging.ERROR))
    assert all(limit.filter(line("command ended", 1, logging.INFO)) for _ in range(1000))


def test_a_clock_that_is_set_back_silences_nobody() -> None:
    limit = LogLimit()
    for _ in range(100):
        limit.filter(line("lost FreeSWITCH", 1_000_000))

    assert limit.filter(line("lost FreeSWITCH", 500_000))


def test_texts_that_are_made_up_as_they_come_are_not_remembered_without_end() -> None:
    limit = LogLimit()
    for number in range(10 * MOST_TEXTS):
        limit.filter(line(f"text {number}", 0))

    assert len(limit._said) <= MOST_TEXTS
