"""Growth is seen, and what a process takes at its start is not taken for it."""

import os
from typing import TYPE_CHECKING, cast

import pytest

from tests.soak.oracle import _of_sizes
from tests.soak.sizes import WARM_SECONDS, Life, Sizes, resident_megabytes

if TYPE_CHECKING:
    from tests.soak.stack import Stack


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


def lived(*slopes: float) -> Sizes:
    found = Sizes(cast("Stack", None))
    found.lives["functions"] = [life(10, 50, slope) for slope in slopes]
    return found


def test_what_leaks_does_so_in_every_life() -> None:
    assert lived(3.0, 0.1, 2.0).slope("functions") == pytest.approx(0.1, abs=0.01)
    assert not list(_of_sizes(lived(3.0, 0.1)))

    told = [one.words for one in _of_sizes(lived(3.0, 2.0))]
    assert len(told) == 1
    assert told[0].startswith("functions grew by 2.00 MB a minute")
