"""Restarts: pauses that grow, within a budget."""

from freeswitch.relay.outputs.restarts import Budget, next_try

BUDGET = Budget(4, 100.0, first=1.0, longest=5.0)


def test_pauses_double_up_to_a_limit_and_then_it_is_enough() -> None:
    restarts: tuple[float, ...] = ()
    pauses = []
    while (planned := next_try(restarts, 10.0, BUDGET, lambda: 1.0)) is not None:
        restarts, pause = planned
        pauses.append(pause)

    assert pauses == [1.0, 2.0, 4.0, 5.0]


def test_the_pause_is_any_part_of_its_limit() -> None:
    planned = [next_try((0.0, 0.0), 1.0, BUDGET, iter([part]).__next__) for part in (0.0, 0.25, 1.0)]

    assert [pause for _, pause in filter(None, planned)] == [0.0, 1.0, 4.0]


def test_what_is_long_ago_does_not_count() -> None:
    assert next_try((1.0, 2.0, 3.0, 50.0), 120.0, BUDGET, lambda: 1.0) == ((50.0, 120.0), 2.0)
