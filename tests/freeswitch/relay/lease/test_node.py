"""One node, one relay: the lease, whatever the clocks of those who want it say."""

import logging
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from moto import mock_aws

from freeswitch.relay.clock import TablesClock
from freeswitch.relay.conferences.rooms import Rooms
from freeswitch.relay.lease import clock_watch, node
from freeswitch.relay.lease.clock_watch import MOST_SECONDS_OFF
from freeswitch.relay.lease.node import BEAT_SECONDS, LEASE_SECONDS, NodeLease
from freeswitch.relay.lease.sign_of_life import SignOfLife
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.claims.placing import load_of
from functions.shared.state import MemberState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.fleet.leases import beat, take_lease
from functions.shared.tables.nodes import find_node
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import make_tables
from tests.freeswitch.relay.shifted_clock import ShiftedClock


def lease(
    owner: str, clock: FakeClock, *, ahead: float = 0.0, told_until: Callable[[], float] | None = None
) -> NodeLease:
    """A relay of the node, on a machine whose clock is so far ahead."""
    own = TablesClock(ShiftedClock(clock, ahead))
    return NodeLease(
        "fs1",
        owner,
        "a queue",
        clock=own,
        metrics=Metrics("fs1", print),
        rooms=Rooms(),
        switch_up=lambda: True,
        told_until=told_until,
    )


def shift(mine: NodeLease, ahead: float) -> None:
    """Somebody sets the clock of the machine."""
    own = mine._clock._clock
    assert isinstance(own, ShiftedClock)
    own.seconds = ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeClock]:
    """The tables' clock, which is right; their answers are dated by it, in whole seconds."""
    right = FakeClock(1_795_000_000.4)

    @contextmanager
    def dates() -> Iterator[list[float]]:
        yield [math.floor(right.now)]

    monkeypatch.setattr(clock_watch, "answer_dates", dates)
    with mock_aws():
        make_tables()
        yield right


def test_a_beat_tells_what_the_conferences_cost_in_which_a_telephone_has_no_picture(clock: FakeClock) -> None:
    mine = lease("me", clock)
    room = mine._rooms.open("board", "m1")
    for number, video in ((1, True), (2, None), (3, False)):
        room.change_member(MemberState(uuid=f"call-{number}", number=number, video=video))

    for _ in range(2):
        mine.beat_once()

    row = find_node("fs1")
    assert row is not None
    assert row.load == load_of("board", None, 2)


def test_the_first_relay_serves_and_the_second_waits(clock: FakeClock) -> None:
    first, second = lease("one", clock), lease("two", clock)
    for _ in range(20):
        first.beat_once()
        second.beat_once()
        clock.move(2)
        assert (first.held, second.held) == (True, False)


def test_the_second_takes_over_when_the_first_has_been_silent_for_as_long_as_a_lease_lasts(clock: FakeClock) -> None:
    first, second = lease("one", clock), lease("two", clock)
    first.beat_once()
    second.beat_once()
    clock.move(LEASE_SECONDS - 0.1)
    second.beat_once()
    assert not second.held
    clock.move(0.2)
    second.beat_once()
    first.beat_once()

    assert (first.held, second.held) == (False, True)


def test_a_second_that_comes_after_a_kill_counts_from_its_own_first_look(clock: FakeClock) -> None:
    lease("one", clock).beat_once()
    clock.move(1)
    second, began = lease("two", clock), clock.now
    while not second.held:
        # The rest of a turn is part of it: it must end when the lease does.
        second.run_once()

    assert LEASE_SECONDS <= clock.now - began - BEAT_SECONDS <= LEASE_SECONDS + 0.1


def test_on_one_host_the_second_takes_over_at_once_when_the_process_of_the_first_has_ended(clock: FakeClock) -> None:
    sign = SignOfLife("fs1")
    owner = sign.owner
    first, second, third = lease(owner, clock), lease("two", clock), lease("three", clock)
    first.beat_once()
    second.beat_once()
    assert (first.held, second.held) == (True, False)
    # As the kernel does it when the process ends.
    del sign
    second.beat_once()
    third.beat_once()

    assert (second.held, third.held) == (True, False)


def test_one_that_looked_while_another_took_over_does_not_take_the_lease_from_that_one(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign = SignOfLife("fs1")
    lease(sign.owner, clock).beat_once()
    del sign
    second, third = lease("two", clock), lease("three", clock)

    def late(*words: str, **named: object) -> bool:
        monkeypatch.setattr(node, "take_lease", take_lease)
        second.beat_once()
        return take_lease(*words, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(node, "take_lease", late)
    third.beat_once()

    assert (second.held, third.held) == (True, False)


def test_a_lease_that_was_given_back_is_free_at_once(clock: FakeClock) -> None:
    first, second = lease("one", clock), lease("two", clock)
    first.beat_once()
    second.beat_once()
    first.release()
    second.beat_once()

    assert (first.held, second.held) == (False, True)


@pytest.mark.parametrize("ahead", [-1.9, 1.9, 20.0, 3600.0])
def test_a_standby_never_takes_a_healthy_relay_s_lease_whatever_its_clock_says(clock: FakeClock, ahead: float) -> None:
    first, second = lease("one", clock), lease("two", clock, ahead=ahead)
    for _ in range(60):
        first.beat_once()
        second.beat_once()
        clock.move(BEAT_SECONDS / 2)
        assert (first.held, second.held) == (True, False)


@pytest.mark.parametrize("ahead", [-20.0, 40.0, 20.0, -2.6, 2.6])
def test_a_relay_whose_clock_is_off_takes_no_lease_and_says_so(
    clock: FakeClock, ahead: float, caplog: pytest.LogCaptureFixture
) -> None:
    mine = lease("one", clock, ahead=ahead)
    with caplog.at_level(logging.INFO, "freeswitch.relay"):
        for _ in range(12):
            mine.beat_once()
            clock.move(1.3)

    stored = find_node("fs1")
    (told,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert not mine.held
    assert stored is None
    assert vars(told)["seconds_ahead"] == pytest.approx(ahead, abs=0.5)
    assert mine._metrics.totals["ClockSecondsAhead"] == pytest.approx(ahead, abs=0.5)


@pytest.mark.parametrize("ahead", [-1.4, 0.0, 1.4])
def test_a_clock_that_is_off_by_less_is_put_right(clock: FakeClock, ahead: float) -> None:
    mine = lease("one", clock, ahead=ahead)
    for _ in range(8):
        mine.beat_once()
        clock.move(1.3)

    stored = find_node("fs1")
    assert stored is not None
    assert mine.held
    assert stored.heartbeat == pytest.approx(clock.now - 1.3, abs=0.5)


def test_it_serves_as_soon_as_the_clock_is_mended(clock: FakeClock) -> None:
    mine = lease("one", clock, ahead=-20)
    mine.beat_once()
    assert not mine.held
    shift(mine, 0.1)
    mine.beat_once()

    assert mine.held


@pytest.mark.parametrize("ahead", [-20.0, 40.0])
def test_a_relay_that_serves_goes_on_when_its_clock_is_set_wrong_and_its_row_stays_right(
    clock: FakeClock, ahead: float
) -> None:
    mine = lease("one", clock)
    mine.beat_once()
    shift(mine, ahead)
    for _ in range(10):
        clock.move(BEAT_SECONDS)
        mine.beat_once()

    stored = find_node("fs1")
    assert stored is not None
    assert mine.held
    assert mine.clock_is_off
    assert stored.heartbeat == pytest.approx(clock.now, abs=0.5)
    assert stored.is_served(clock.now)


def test_without_dynamodb_the_lease_ends_here_before_anybody_may_take_it(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, second = lease("one", clock), lease("two", clock)
    mine.beat_once()

    def away(*_words: object, **_named: object) -> bool:
        raise TablesUnavailable("away")

    monkeypatch.setattr(mine, "_extend", away)
    monkeypatch.setattr(mine, "_take", away)
    while mine.held:
        mine.beat_once()
        second.beat_once()
        clock.move(0.25)
        assert not second.held
    # What was begun a moment before has time to be written.
    clock.move(1.0)
    second.beat_once()
    assert not second.held


def test_a_hurry_that_comes_while_a_beat_is_under_way_makes_another_one(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = lease("one", clock)
    mine.beat_once()

    def slow(*words: str, **named: float) -> bool:
        mine.hurry.set()
        return beat(*words, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(node, "beat", slow)
    before = clock.now
    mine.run_once()

    assert clock.now == before


def test_the_row_tells_what_the_api_needs(clock: FakeClock) -> None:
    mine = lease("one", clock)
    mine.beat_once()
    clock.move(2)
    mine.beat_once()
    stored = find_node("fs1")

    assert stored is not None
    assert (stored.queue_url, stored.switch_up) == ("a queue", True)
    assert stored.heartbeat == pytest.approx(clock.now, abs=MOST_SECONDS_OFF)
    assert stored.is_served(clock.now)


def test_each_time_that_the_lease_is_taken_is_a_term_of_its_own(clock: FakeClock) -> None:
    mine = lease("one", clock)
    before = mine.term
    mine.beat_once()
    first = mine.term
    clock.move(BEAT_SECONDS)
    mine.beat_once()
    still = mine.term
    clock.move(3 * LEASE_SECONDS)
    lost = mine.term
    mine.beat_once()

    assert (before, first, still, lost, mine.term) == (None, 1, 1, None, 2)


def test_whoever_comes_next_learns_up_to_when_all_is_told(clock: FakeClock) -> None:
    began = clock.time()
    first = lease("one", clock, told_until=lambda: began + 3)
    first.beat_once()
    clock.move(BEAT_SECONDS)
    first.beat_once()
    first.release()
    clock.move(60)
    second = lease("two", clock)
    second.beat_once()

    assert (first.followed_until, second.followed_until) == (None, began + 3)


def test_of_a_row_that_does_not_say_so_it_is_when_freeswitch_was_seen(clock: FakeClock) -> None:
    first = lease("one", clock)
    first.beat_once()
    seen = find_node("fs1")
    first.release()
    second = lease("two", clock)
    second.beat_once()

    assert seen is not None
    assert second.followed_until == seen.switch_seen
