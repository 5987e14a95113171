"""From when on something may be missing, as far as that is known, and no more than may be kept."""

import pytest

from freeswitch.relay.conferences.telling.unheard import MOST_SPANS, Missed, Unheard


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (5.0, Missed(10.0, "first")),
        (15.0, Missed(15.0, "first")),
        (25.0, Missed(30.0, "second")),
        (40.0, None),
        (None, Missed(10.0, "first")),
    ],
)
def test_what_was_told_later_is_not_missing(moment: float | None, expected: Missed | None) -> None:
    unheard = Unheard()
    unheard.add(10.0, 20.0, "first")
    unheard.add(30.0, 40.0, "second")

    assert unheard.since(moment) == expected


def test_where_nobody_knows_when_it_began_it_is_from_what_was_told_last() -> None:
    unheard = Unheard()
    unheard.add(None, 20.0, "connected")

    assert unheard.since(12.0) == Missed(12.0, "connected")
    assert unheard.since(None) is None


def test_of_many_the_oldest_are_kept_as_one() -> None:
    unheard = Unheard()
    for number in range(MOST_SPANS * 2):
        unheard.add(number, number + 0.5, "connected")

    assert unheard.since(-1.0) == Missed(0.0, "connected")
    assert len(unheard._spans) == MOST_SPANS
