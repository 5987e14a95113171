"""The relay's clock, put right by the dates of the tables' answers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freeswitch.relay.clock import TablesClock
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.shifted_clock import ShiftedClock

LONGEST_TRIP = 0.7


class Tables:
    """Tables whose clock is right, as a machine whose clock is not sees them."""

    def __init__(self, ahead: float, start: float = 1_000_000.25) -> None:
        self.true = FakeClock(start)
        self.own = ShiftedClock(self.true, ahead)
        self.clock = TablesClock(self.own)

    def ask(self, after: float = 2.5, there: float = 0.01, back: float = 0.01) -> None:
        """One answer: it takes so long to get there, is dated, and takes so long to come back."""
        self.true.move(after)
        sent = self.clock.monotonic()
        self.true.move(there)
        date = math.floor(self.true.now)
        self.true.move(back)
        self.clock.learn(date, sent, self.clock.monotonic())

    @property
    def error(self) -> float:
        return self.clock.time() - self.true.now


def test_until_an_answer_tells_the_machine_s_own_clock_counts() -> None:
    tables = Tables(ahead=40)

    assert (tables.error, tables.clock.ahead) == (40, None)


@pytest.mark.parametrize("ahead", [-20.0, 40.0, 3600.0])
def test_one_answer_puts_a_wrong_clock_right_within_half_a_second_and_its_way(ahead: float) -> None:
    tables = Tables(ahead)
    tables.ask(there=0.1, back=0.3)

    assert abs(tables.error) <= 0.7
    assert tables.clock.ahead is not None
    assert abs(tables.clock.ahead - ahead) <= 0.7


answers = st.tuples(st.floats(1, 4), st.floats(0.001, LONGEST_TRIP / 2), st.floats(0.001, LONGEST_TRIP / 2))


@given(st.floats(-100_000, 100_000), st.floats(0, 1), st.lists(answers, min_size=1, max_size=60))
def test_more_answers_never_make_it_worse_whatever_their_ways(
    ahead: float, phase: float, trips: list[tuple[float, float, float]]
) -> None:
    tables = Tables(ahead, start=1_000_000 + phase)
    for trip in trips:
        tables.ask(*trip)

        # A clock that no answer contradicts is kept, and may be anywhere between the bounds; else the middle is taken.
        kept = tables.clock.ahead == 0
        assert abs(tables.error) <= (1 + LONGEST_TRIP if kept else 0.5 + LONGEST_TRIP / 2) + 1e-6


def test_answers_at_different_moments_of_a_second_make_it_exact() -> None:
    tables = Tables(ahead=-20)
    for number in range(12):
        tables.ask(after=2.5 + number * 0.09)

    assert abs(tables.error) < 0.1


def test_a_clock_that_no_answer_contradicts_is_left_alone() -> None:
    tables = Tables(ahead=0.02)
    for number in range(30):
        tables.ask(after=2.5 + number * 0.07, there=0.1, back=0.2)

    assert tables.clock.ahead == pytest.approx(0, abs=1e-6)
    assert tables.error == pytest.approx(0.02, abs=1e-6)


def test_setting_the_machine_s_clock_moves_no_deadline() -> None:
    tables = Tables(ahead=0)
    for number in range(8):
        tables.ask(after=2.5 + number * 0.11)
    for step in (-20.0, 40.0):
        tables.own.seconds = step

        assert abs(tables.error) < 0.25
        assert tables.clock.ahead == pytest.approx(step, abs=0.25)
    tables.own.seconds = 0.0

    assert tables.clock.ahead == 0


def test_a_machine_that_stood_still_is_put_right_by_the_next_answer() -> None:
    tables = Tables(ahead=0)
    for _ in range(5):
        tables.ask()
    # Its steady clock did not run meanwhile: for it, everybody else has jumped.
    asleep = ShiftedClock(tables.true)
    tables.true.move(3600)
    asleep.monotonic = lambda: tables.true.now - 3600  # type: ignore[method-assign]
    tables.clock._clock = asleep
    tables.ask()

    assert abs(tables.error) <= 0.5


def test_files_keep_the_time_of_the_machine_that_writes_them() -> None:
    tables = Tables(ahead=40)
    tables.ask()

    assert tables.clock.wall() - tables.true.now == 40
