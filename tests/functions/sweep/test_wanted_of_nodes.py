"""A lost node that is to be removed goes once nothing of it is left, whatever that is."""

import time
from collections.abc import Callable, Iterator

import pytest

from functions.shared.command_life.outcomes import CommandRow, Outcome
from functions.shared.feed.domain_feed import feed_of
from functions.shared.feed.reading import events_since
from functions.shared.tables.commands.claims import end_queued
from functions.shared.tables.commands.rows import create_command
from functions.shared.tables.conferences.ends import end_conference
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.conferences.stills import STILL, partition
from functions.shared.tables.nodes import LOST_SECONDS, NodesItem, find_node
from functions.sweep.wanted_of_nodes import follow_wishes
from tests.functions.control import installation, node, start_conference
from tests.functions.sweep.test_lost_stills import still
from tests.nodes import serve

GONE = LOST_SECONDS + 1


@pytest.fixture(autouse=True)
def place() -> Iterator[None]:
    """A node that was removed, and whose relay is gone."""
    with installation():
        serve("example.com", node="fs2")
        node("fs2", beat=GONE, switch=GONE)
        NodesItem("fs2").update(
            actions=[NodesItem.draining.set(True), NodesItem.removing.set(True), NodesItem.revision.set(1)]
        )
        yield


def swept() -> bool:
    """Whether the node is gone once its row was looked at, and nothing else."""
    found = find_node("fs2")
    assert found is not None
    follow_wishes(found, time.time())
    return find_node("fs2") is None


def told() -> list[str]:
    return [one.type for one in events_since(feed_of("example.com"), 0)]


def conference() -> Callable[[], object]:
    start_conference("elsewhere", node="fs2")
    return lambda: end_conference("elsewhere", "meeting-elsewhere", now=time.time())


def picture() -> Callable[[], object]:
    found = still("s1")
    return lambda: ConferencesItem(partition("internal"), STILL + found.id).delete()


def command() -> Callable[[], object]:
    now = time.time()
    row = CommandRow(
        id="waiting", kind="mute", body="{}", node="fs2", domain="example.com", subject="x", conference="elsewhere",
        created_at=now, deadline=now + 30,
    )  # fmt: skip
    create_command(row)
    return lambda: end_queued("waiting", outcome=Outcome(state="failed"), now=now)


@pytest.mark.parametrize("left", [conference, picture, command])
def test_it_stays_as_long_as_anything_of_it_is_left(left: Callable[[], Callable[[], object]]) -> None:
    end = left()
    assert not swept()
    assert told() == ["node.changed"]

    end()

    assert swept()
    assert told() == ["node.changed", "node.removed"]
