"""The tables' clock, as their answers tell it."""

import time
from collections.abc import Iterator

import gevent
import pytest
from moto import mock_aws

from functions.shared.tables.answer_dates import answer_dates
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.fleet.leases import take_lease
from functions.shared.tables.nodes import NodesItem, find_node


@pytest.fixture(autouse=True)
def table() -> Iterator[None]:
    with mock_aws():
        NodesItem.create_table(billing_mode="PAY_PER_REQUEST")
        yield


def take() -> bool:
    return take_lease("fs1", owner="one", now=0, seconds=10, queue_url="queue")


def test_every_answer_within_the_block_tells_the_time() -> None:
    before = int(time.time())
    with answer_dates() as dates:
        find_node("fs1")
        take()
    find_node("fs1")

    assert len(dates) == 2
    assert all(before <= date <= time.time() for date in dates)


def test_a_refusal_tells_the_time_as_well() -> None:
    NodesItem.delete_table()
    with answer_dates() as dates, pytest.raises(TablesUnavailable):
        find_node("fs1")

    assert len(dates) == 1


def test_what_another_greenlet_is_told_is_not_collected() -> None:
    with answer_dates() as mine:
        other = gevent.spawn(find_node, "fs1")
        other.get(timeout=5)

    assert mine == []
