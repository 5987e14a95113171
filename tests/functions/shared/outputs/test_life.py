"""The life of an output: only the promised ways."""

import pytest

from functions.shared.outputs.life import NEXT, OVER, WrongMove, moved
from functions.shared.state import OutputLife


def test_a_recordings_whole_life_is_allowed() -> None:
    life: list[OutputLife] = [
        "starting",
        "live",
        "interrupted",
        "live",
        "interrupted",
        "live",
        "stopping",
        "processing",
    ]

    assert [moved(before, after) for before, after in zip(life, [*life[1:], "ready"], strict=True)] == [
        *life[1:],
        "ready",
    ]


@pytest.mark.parametrize("state", sorted(OVER))
def test_what_is_over_stays_over(state: OutputLife) -> None:
    others: set[OutputLife] = set(NEXT) - {state}

    assert moved(state, state) == state
    for other in others:
        with pytest.raises(WrongMove):
            moved(state, other)


@pytest.mark.parametrize(("before", "after"), [("starting", "ready"), ("live", "starting"), ("processing", "live")])
def test_a_state_is_not_skipped_or_taken_back(before: OutputLife, after: OutputLife) -> None:
    with pytest.raises(WrongMove, match=f"{before} → {after}"):
        moved(before, after)


def test_every_state_that_is_not_over_can_fail() -> None:
    assert all("failed" in NEXT[state] for state in NEXT if state not in OVER)
