"""One node, one relay: the lease."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from freeswitch.relay import node
from freeswitch.relay.metrics import Metrics
from freeswitch.relay.node import LEASE_SECONDS, NodeLease
from freeswitch.relay.rooms import Rooms
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.nodes import find_node
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.stage import make_tables


def lease(owner: str, clock: FakeClock) -> NodeLease:
    metrics = Metrics("fs1", print)
    return NodeLease(
        "fs1", owner, "a queue", capacity=100, clock=clock, metrics=metrics, rooms=Rooms(), switch_up=lambda: True
    )


@pytest.fixture
def clock() -> Iterator[FakeClock]:
    with mock_aws():
        make_tables()
        yield FakeClock()


def test_the_first_relay_serves_and_the_second_waits(clock: FakeClock) -> None:
    first, second = lease("one", clock), lease("two", clock)
    for _ in range(20):
        first.beat_once()
        second.beat_once()
        clock.move(2)
        assert (first.held, second.held) == (True, False)


def test_the_second_takes_over_when_the_first_has_been_silent(clock: FakeClock) -> None:
    first, second = lease("one", clock), lease("two", clock)
    first.beat_once()
    clock.move(LEASE_SECONDS + 0.1)
    second.beat_once()
    first.beat_once()

    assert (first.held, second.held) == (False, True)


def test_a_lease_that_was_given_back_is_free_at_once(clock: FakeClock) -> None:
    first, second = lease("one", clock), lease("two", clock)
    first.beat_once()
    first.release()
    second.beat_once()

    assert (first.held, second.held) == (False, True)


def test_without_dynamodb_the_lease_ends_here_before_it_ends_there(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = lease("one", clock)
    mine.beat_once()
    stored = find_node("fs1")

    def away(*_words: object, **_named: object) -> bool:
        raise TablesUnavailable("away")

    monkeypatch.setattr(node, "beat", away)
    monkeypatch.setattr(node, "take_lease", away)
    while mine.held:
        mine.beat_once()
        clock.move(0.25)

    assert stored is not None
    assert clock.now < stored.lease_until


def test_the_row_tells_what_the_api_needs(clock: FakeClock) -> None:
    mine = lease("one", clock)
    mine.beat_once()
    clock.move(2)
    mine.beat_once()
    stored = find_node("fs1")

    assert stored is not None
    assert (stored.queue_url, stored.capacity, stored.switch_up) == ("a queue", 100, True)
    assert stored.heartbeat == clock.now
    assert stored.is_served(clock.now)
