"""Everything that breaks follows from the seed, and every kind comes."""

from collections import Counter
from itertools import pairwise

import pytest

from tests.soak.promises import PROMISES
from tests.soak.schedule import LAST_SECONDS, LASTS, USUALLY, schedule


def test_the_same_seed_breaks_the_same_things_at_the_same_times() -> None:
    assert schedule(1, 600) == schedule(1, 600)
    assert schedule(1, 600) != schedule(2, 600)


@pytest.mark.parametrize("seed", range(5))
def test_every_kind_comes_once_before_any_comes_twice(seed: int) -> None:
    kinds = [fault.kind for blow in schedule(seed, 3600) for fault in blow.faults]

    assert set(kinds[: len(PROMISES)]) == set(PROMISES)
    counted = Counter(kinds)
    assert max(counted.values()) - min(counted.values()) <= 1


@pytest.mark.parametrize("seed", range(5))
def test_one_comes_after_the_other_and_the_last_has_time_to_be_over(seed: int) -> None:
    blows = schedule(seed, 600)

    for early, late in pairwise(blows):
        assert late.at >= early.at + early.usual
    assert blows[-1].at + blows[-1].usual <= 600 - LAST_SECONDS


def test_some_come_two_at_once() -> None:
    sizes = {len(blow.faults) for blow in schedule(1, 3600)}

    assert sizes == {1, 2}


def test_only_what_is_named_comes() -> None:
    kinds = {fault.kind for blow in schedule(1, 600, ["cut events", "kill relay"]) for fault in blow.faults}

    assert kinds == {"cut events", "kill relay"}


def test_what_is_planned_for_is_a_kind_that_there_is() -> None:
    assert set(LASTS) | set(USUALLY) <= set(PROMISES)
