"""When a function is asked again that has not answered."""

import pytest

from freeswitch.edge.breaker import FIRST_PAUSE, LONGEST_PAUSE, REFUSALS, Breaker


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_one_silence_is_enough_and_one_refusal_is_not(clock: Clock) -> None:
    stalled, refused = Breaker(clock=clock), Breaker(clock=clock)
    stalled.bad(stalled=True)
    for _ in range(REFUSALS - 1):
        refused.bad(stalled=False)

    assert (stalled.allows(), refused.allows()) == (False, True)
    refused.bad(stalled=False)
    assert not refused.allows()


def test_an_answer_between_refusals_begins_the_count_anew(clock: Clock) -> None:
    breaker = Breaker(clock=clock)
    for _ in range(5):
        breaker.bad(stalled=False)
        breaker.good()

    assert breaker.is_closed


def test_after_the_pause_one_asks_and_no_other(clock: Clock) -> None:
    breaker = Breaker(clock=clock)
    breaker.bad(stalled=True)
    clock.now += FIRST_PAUSE

    assert [breaker.allows() for _ in range(5)] == [True, False, False, False, False]
    breaker.good()
    assert breaker.allows()


def test_whoever_asked_and_will_never_know_lets_another_one_ask(clock: Clock) -> None:
    breaker = Breaker(clock=clock)
    breaker.bad(stalled=True)
    clock.now += FIRST_PAUSE
    assert breaker.allows()
    breaker.let_go()

    assert breaker.allows()


def test_the_pause_becomes_longer_up_to_a_limit_and_short_again_after_an_answer(clock: Clock) -> None:
    breaker = Breaker(clock=clock)
    breaker.bad(stalled=True)
    pauses = []
    for _ in range(6):
        began = clock.now
        while not breaker.allows():
            clock.now += 0.25
        pauses.append(clock.now - began)
        breaker.bad(stalled=True)

    assert pauses == [1, 2, 4, 8, 8, 8]
    assert max(pauses) == LONGEST_PAUSE
    breaker.good()
    breaker.bad(stalled=True)
    clock.now += FIRST_PAUSE
    assert breaker.allows()


def test_it_opens_once_however_many_failed_at_the_same_time(clock: Clock) -> None:
    opened: list[int] = []
    breaker = Breaker(lambda: opened.append(1), clock)
    for _ in range(20):
        breaker.bad(stalled=True)

    assert len(opened) == 1
