"""The queue of events: bounded in number and in size."""

import time

import gevent

from freeswitch.relay.switch.event_queue import LONGEST_VALUE, EventQueue


def test_events_come_out_in_their_order() -> None:
    queue = EventQueue()
    for number in range(5):
        queue.put({"Member-ID": str(number)})

    assert [event["Member-ID"] for event in queue.take(3, 0)] == ["0", "1", "2"]
    assert len(queue.take(10, 0)) == 2
    assert queue.take(10, 0) == []


def test_a_full_queue_drops_everything_and_says_so() -> None:
    queue = EventQueue(most=100)
    for number in range(101):
        queue.put({"Member-ID": str(number)})

    assert queue.overflowed
    assert queue.dropped == 100
    assert [event["Member-ID"] for event in queue.take(10, 0)] == ["100"]


def test_only_what_is_read_is_kept_of_an_event() -> None:
    queue = EventQueue()
    queue.put({"Action": "add-member", "variable_sip_h_X": "y" * 100_000, "Caller-Caller-ID-Name": "n" * 100_000})
    event = queue.take(1, 0)[0]

    assert set(event) == {"Action", "Caller-Caller-ID-Name"}
    assert len(event["Caller-Caller-ID-Name"]) == LONGEST_VALUE


def test_an_event_s_time_is_put_right_where_the_machine_s_clock_is_wrong() -> None:
    ahead = 40.0
    queue = EventQueue(seconds_ahead=lambda: ahead)
    for _ in range(2):
        queue.put({"Event-Date-Timestamp": "1795432041123456"})
        ahead = 0.02
    queue.put({"Event-Date-Timestamp": "odd"})

    times = [event["Event-Date-Timestamp"] for event in queue.take(3, 0)]
    assert times == ["1795432001123456", "1795432041123456", "odd"]


def test_who_is_called_before_beginning_to_wait_is_not_called_in_vain() -> None:
    queue = EventQueue()
    queue.wake()
    with gevent.Timeout(2):
        assert queue.take(10, 60.0) == []
    # Once: the next wait is a wait.
    began = time.monotonic()
    assert queue.take(10, 0.05) == []

    assert time.monotonic() - began >= 0.05


def test_an_event_is_behind_until_whoever_took_it_asks_for_the_next_ones() -> None:
    queue = EventQueue()
    assert queue.seconds_behind == 0
    queue.put({"Member-ID": "1"})
    queue.put({"Member-ID": "2"})
    assert queue.seconds_behind > 0
    queue.take(1, 0)
    # It was only taken.
    assert queue.seconds_behind > 0
    queue.take(1, 0)
    assert queue.seconds_behind > 0
    queue.take(1, 0)
    assert queue.seconds_behind == 0


def test_nothing_that_was_dropped_is_behind() -> None:
    queue = EventQueue(most=3)
    for number in range(4):
        queue.put({"Member-ID": str(number)})
    queue.take(9, 0)
    queue.take(9, 0)
    assert queue.seconds_behind == 0
    queue.put({"Member-ID": "5"})
    queue.clear()
    assert queue.seconds_behind == 0
