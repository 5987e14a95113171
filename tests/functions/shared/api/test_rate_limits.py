"""A token bucket for each caller."""

import pytest

from functions.shared.api import rate_limits
from functions.shared.api.problems import Problem
from functions.shared.api.rate_limits import RateLimits

ADA, BOB = ("example.com", "ada"), ("example.com", "bob")


def test_what_was_used_up_comes_back_with_time() -> None:
    now = [0.0]
    limits = RateLimits(per_second=2, at_once=3, clock=lambda: now[0])

    taken = []
    for seconds in (0, 0, 0, 0, 0.4, 0.5, 0.5, 60, 60, 60, 60):
        now[0] = seconds
        try:
            limits.take(ADA)
            taken.append(True)
        except Problem:
            taken.append(False)

    assert taken == [True] * 3 + [False, False, True, False] + [True] * 3 + [False]


def test_one_callers_haste_is_not_anothers() -> None:
    limits = RateLimits(per_second=0.5, at_once=1, clock=lambda: 0.0)
    limits.take(ADA)
    limits.take(BOB)

    with pytest.raises(Problem) as refused:
        limits.take(ADA)

    assert (refused.value.code, refused.value.headers) == ("rate_limited", {"Retry-After": "2"})


def test_callers_without_number_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "MAX_CALLERS", 10)
    limits = RateLimits(per_second=1, at_once=1, clock=lambda: 0.0)

    for number in range(100):
        limits.take(("example.com", str(number)))

    assert len(limits._buckets) == 10
