"""Growth is seen, and what a process takes at its start is not taken for it."""

import os

import pytest

from tests.soak.sizes import WARM_SECONDS, Life, resident_megabytes


def life(minutes: int, megabytes: float, a_minute: float) -> Life:
    found = Life(1)
    for second in range(0, minutes * 60, 2):
        found.at.append(float(second))
        warming = 30 * min(second / WARM_SECONDS, 1.0)
        found.megabytes.append(megabytes + warming + a_minute * second / 60)
    return found


@pytest.mark.parametrize("a_minute", [0.0, 0.7, 3.0])
def test_the_slope_is_that_of_the_warm_process(a_minute: float) -> None:
    assert life(10, 50, a_minute).slope == pytest.approx(a_minute, abs=0.01)


def test_of_a_short_life_no_slope_is_told() -> None:
    assert life(2, 50, 3.0).slope is None
    assert life(2, 50, 0.0).grown > 10


def test_our_own_size_is_known_and_that_of_nobody_is_not() -> None:
    own = resident_megabytes(os.getpid())

    assert own is not None
    assert own > 10
    assert resident_megabytes(2**22 + 1) is None
