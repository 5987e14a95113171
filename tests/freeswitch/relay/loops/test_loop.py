"""One loop: it lives through everything, and one that only turns is found out and held back."""

import logging
from collections.abc import Callable

import gevent
import pytest
from gevent.event import Event

from freeswitch.relay.clock import SystemClock
from freeswitch.relay.loops import beside
from freeswitch.relay.loops.beside import spawn
from freeswitch.relay.loops.loop import MOST_IDLE_TURNS, STUMBLED_SECONDS, Loop
from freeswitch.relay.telemetry.metrics import Metrics
from tests.freeswitch.relay.fake_clock import FakeClock


def loop_of(
    turn: Callable[[], None], clock: FakeClock | SystemClock, work: Callable[[], int] = lambda: 0
) -> tuple[Loop, Metrics]:
    metrics = Metrics("fs1", lambda _line: None)
    return Loop("events", turn, 1.0, work=work, clock=clock, metrics=metrics), metrics


def times(count: int) -> Callable[[], bool]:
    left = iter(range(count))
    return lambda: next(left, None) is None


@pytest.mark.parametrize("problem", [ValueError("eleven"), gevent.Timeout(1)], ids=["an error", "a time-out"])
def test_a_turn_that_raises_is_told_with_its_trace_counted_and_followed_by_a_rest(
    problem: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    clock, counted = FakeClock(), []
    beside.count_with(lambda: counted.append(True))

    def broken() -> None:
        raise problem

    loop, _ = loop_of(broken, clock)
    loop.run(times(3))

    assert clock.slept == [STUMBLED_SECONDS] * 3
    assert len(counted) == 3
    assert [vars(one)["loop"] for one in caplog.records if one.exc_info] == ["events"] * 3


def test_a_loop_that_never_waits_is_counted_told_once_and_lets_the_others_run(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A wait for what has happened already, that nobody takes back: the fault that this is about."""
    happened, over, turns = Event(), Event(), 0
    happened.set()

    def spin() -> None:
        nonlocal turns
        turns += 1
        happened.wait(60)

    loop, metrics = loop_of(spin, SystemClock())
    running = spawn("spin", loop.run, over.is_set)
    gevent.sleep(1.5)
    over.set()
    running.join(2)

    assert running.ready()
    assert metrics.totals["LoopsSpinning"] == 1
    assert [(one.levelno, vars(one)["loop"]) for one in caplog.records] == [(logging.ERROR, "events")]
    assert loop.spins
    assert turns <= 3 * MOST_IDLE_TURNS


def test_a_loop_that_waits_again_no_longer_spins() -> None:
    clock, pauses = FakeClock(), [0.0] * 250 + [0.2] * 20

    def turn() -> None:
        if pause := pauses.pop(0):
            clock.sleep(pause)

    loop, metrics = loop_of(turn, clock)
    seen: list[bool] = []
    loop.run(lambda: seen.append(loop.spins) or not pauses)  # type: ignore[func-returns-value]  # it looks each time

    assert seen[0] is False
    assert True in seen
    assert seen[-1] is False
    assert metrics.totals["LoopsSpinning"] == 1


def test_a_loop_that_has_work_may_turn_as_often_as_it_likes() -> None:
    clock, done = FakeClock(), 0

    def turn() -> None:
        nonlocal done
        done += 1

    loop, metrics = loop_of(turn, clock, lambda: done)
    loop.run(times(10_000))

    assert clock.slept == []
    assert not loop.spins
    assert metrics.totals == {}
