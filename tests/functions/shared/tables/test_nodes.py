"""Nodes: one relay at a time, and who serves."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from functions.shared.tables.fleet.leases import beat, release_lease, take_lease
from functions.shared.tables.nodes import Node, NodesItem, all_nodes, find_node


@pytest.fixture(autouse=True)
def table() -> Iterator[None]:
    with mock_aws():
        NodesItem.create_table(billing_mode="PAY_PER_REQUEST")
        yield


def take(owner: str, now: float, seen: Node | None = None) -> bool:
    return take_lease("fs1", owner=owner, now=now, seconds=10, queue_url="https://queue", seen=seen)


def beats(owner: str, now: float) -> bool:
    return beat("fs1", owner=owner, now=now, seconds=10, switch_up=True, conferences=2, members=7)


@pytest.mark.parametrize("now", [0, 100, 10_000])
def test_another_relay_s_lease_is_not_taken_however_late_it_is(now: float) -> None:
    take("a", 100)

    assert (take("b", now), take("a", now)) == (False, True)


def test_a_row_that_has_not_changed_since_it_was_seen_may_be_taken_by_one() -> None:
    take("a", 100)
    seen = find_node("fs1")

    assert [take(owner, 0, seen) for owner in ("b", "c")] == [True, False]


def test_a_row_that_has_changed_since_it_was_seen_may_not_be_taken() -> None:
    take("a", 100)
    seen = find_node("fs1")
    # The same moment by its clock: only the count tells it from the row before.
    beats("a", 100)

    assert not take("b", 200, seen)


def test_a_row_without_a_count_may_be_taken_when_it_has_not_changed() -> None:
    take("a", 100)
    NodesItem("fs1").update(actions=[NodesItem.beats.remove()])

    assert take("b", 200, find_node("fs1"))


def test_only_the_holder_keeps_the_lease() -> None:
    take("a", 100)
    kept = beats("a", 105)
    take("b", 116, find_node("fs1"))

    assert (kept, beats("a", 117), beats("b", 117)) == (True, False, True)


def test_a_lease_that_was_given_back_is_free_at_once() -> None:
    take("a", 100)

    assert (release_lease("fs1", owner="b"), release_lease("fs1", owner="a"), take("b", 101)) == (False, True, True)


def test_a_node_tells_what_it_carries() -> None:
    take("a", 100)
    beats("a", 105)

    node = find_node("fs1")

    assert node is not None
    assert (node.name, node.queue_url, node.heartbeat, node.lease_until) == ("fs1", "https://queue", 105, 115)
    assert (node.switch_up, node.conferences, node.members, node.draining) == (True, 2, 7, False)
    assert all_nodes() == [node]
    assert node.beats == 2


def test_a_function_s_clock_may_be_five_seconds_ahead_of_the_relay_s() -> None:
    take("a", 100)
    node = find_node("fs1")

    assert node is not None
    assert [node.is_served(now) for now in (0, 114.9, 115)] == [True, True, False]


def test_a_node_that_never_registered_is_not_there() -> None:
    assert (find_node("fs9"), all_nodes()) == (None, [])
