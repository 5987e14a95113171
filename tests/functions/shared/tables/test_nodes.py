"""Nodes: one relay at a time, and who serves."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from functions.shared.tables.nodes import (
    NodesItem,
    all_nodes,
    beat,
    find_node,
    release_lease,
    set_draining,
    take_lease,
)


@pytest.fixture(autouse=True)
def table() -> Iterator[None]:
    with mock_aws():
        NodesItem.create_table(billing_mode="PAY_PER_REQUEST")
        yield


def take(owner: str, now: float) -> bool:
    return take_lease("fs1", owner=owner, now=now, seconds=10, queue_url="https://queue", capacity=50)


def beats(owner: str, now: float) -> bool:
    return beat("fs1", owner=owner, now=now, seconds=10, switch_up=True, conferences=2, members=7)


def test_a_second_relay_waits_for_the_end_of_the_lease() -> None:
    assert [take("a", 100), take("b", 105), take("a", 109), take("b", 115), take("b", 120)] == [
        True, False, True, False, True,
    ]  # fmt: skip


def test_only_the_holder_keeps_the_lease() -> None:
    take("a", 100)
    kept = beats("a", 105)
    take("b", 116)

    assert (kept, beats("a", 117), beats("b", 117)) == (True, False, True)


def test_a_lease_that_was_given_back_is_free_at_once() -> None:
    take("a", 100)

    assert (release_lease("fs1", owner="b"), release_lease("fs1", owner="a"), take("b", 101)) == (False, True, True)


def test_a_node_tells_what_it_carries() -> None:
    take("a", 100)
    beats("a", 105)
    set_draining("fs1", True)

    node = find_node("fs1")

    assert node is not None
    assert (node.name, node.queue_url, node.heartbeat, node.lease_until) == ("fs1", "https://queue", 105, 115)
    assert (node.switch_up, node.conferences, node.members, node.capacity, node.draining) == (True, 2, 7, 50, True)
    assert all_nodes() == [node]
    assert [node.is_served(now) for now in (114, 115)] == [True, False]


def test_a_node_that_never_registered_is_not_there() -> None:
    assert (find_node("fs9"), set_draining("fs9", True), all_nodes()) == (None, False, [])
