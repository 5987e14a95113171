"""Pauses that grow, each thing by itself."""

from freeswitch.relay.loops.backoff import Backoff, Backoffs
from tests.freeswitch.relay.fake_clock import FakeClock


def test_pauses_double_up_to_a_limit_and_begin_anew_after_a_success() -> None:
    backoff = Backoff(1.0, 5.0, lambda: 1.0)
    pauses = [backoff.failed() for _ in range(5)]
    backoff.succeeded()

    assert (pauses, backoff.failed()) == ([1.0, 2.0, 4.0, 5.0, 5.0], 1.0)


def test_each_thing_waits_by_itself() -> None:
    clock = FakeClock(100.0)
    backoffs = Backoffs(clock.monotonic, 1.0, 8.0, lambda: 1.0)
    for _ in range(3):
        backoffs.failed("a")
    backoffs.failed("b")
    before = [backoffs.may_try(name) for name in "abc"]
    clock.move(1.0)
    soon = [backoffs.may_try(name) for name in "abc"]
    clock.move(3.0)

    assert before == [False, False, True]
    assert soon == [False, True, True]
    assert [backoffs.may_try(name) for name in "abc"] == [True, True, True]
    assert [backoffs.failures(name) for name in "abc"] == [3, 1, 0]


def test_what_has_succeeded_or_is_gone_is_not_remembered() -> None:
    backoffs = Backoffs(FakeClock().monotonic, 1.0, 8.0)
    for name in "abc":
        backoffs.failed(name)
    backoffs.succeeded("a")
    backoffs.keep("bx")

    assert len(backoffs) == 1
    assert backoffs.failures("b") == 1
