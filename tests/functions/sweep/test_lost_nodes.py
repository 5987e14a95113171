"""The sweep and nodes that are lost: their conferences end for good, and are there again if the node is."""

import itertools
import time
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from functions.shared.tables.conferences.ends import end_unseen
from functions.shared.tables.conferences.rows import (
    MEMBER,
    ConferencesItem,
    conferences_of_domain,
    conferences_of_node,
    find_conference,
)
from functions.shared.tables.nodes import OVER_SECONDS
from functions.sweep import app, lost_nodes
from tests.functions.control import client, installation, node, start_conference

OVER = OVER_SECONDS + 1


@pytest.fixture
def api() -> Iterator[TestClient]:
    with installation():
        yield client()


def living() -> list[str]:
    return [state.name for state in conferences_of_domain("example.com", limit=99)]


def told(api: TestClient) -> dict[str, object]:
    """What the API says of it, whatever the number of the request."""
    return {**api.get("/v1/conferences/elsewhere").json(), "request_id": ""}


def test_what_a_lost_node_held_leaves_the_lists_with_its_reason(api: TestClient) -> None:
    start_conference("elsewhere", node="fs2")
    node("fs2", beat=OVER, switch=OVER)
    before = told(api)

    app.run_once(time.time())

    found = find_conference("elsewhere")
    assert found is not None
    assert found.ended_at == pytest.approx(time.time() - OVER, abs=2)
    # Whoever asks is told the same as before.
    assert told(api) == before
    assert (before["status"], before["reason"]) == (410, "node_lost")
    assert living() == ["internal"]
    assert list(ConferencesItem.query("elsewhere", ConferencesItem.key.startswith(MEMBER))) == []


@pytest.mark.parametrize(
    ("beat", "switch"), [(0, 0), (OVER_SECONDS - 1, OVER_SECONDS - 1), (0, OVER)], ids=["up", "lost", "no FreeSWITCH"]
)
def test_what_may_go_on_is_left_alone(api: TestClient, beat: float, switch: float) -> None:
    node(beat=beat, switch=switch)

    app.run_once(time.time())

    assert living() == ["internal"]


def test_a_node_that_comes_back_in_between_keeps_what_it_has_written(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    node(beat=OVER, switch=OVER)

    def late(name: str, *, at: float, reason: str, most: int) -> Iterator[str]:
        honest = ConferencesItem.by_node.query

        def query(*words: object, **named: object) -> list[ConferencesItem]:
            items = list(honest(*words, **named))  # type: ignore[arg-type]  # handed on
            # Its relay writes just now.
            start_conference(revision=18)
            return items

        with monkeypatch.context() as patch:
            patch.setattr(ConferencesItem.by_node, "query", query)
            return iter(list(end_unseen(name, at=at, reason=reason, most=most)))

    monkeypatch.setattr(lost_nodes, "end_unseen", late)
    app.run_once(time.time())

    assert living() == ["internal"]


def test_what_is_too_much_for_one_run_is_left_to_the_next_ones(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lost_nodes, "MOST_AT_ONCE", 4)
    for number in range(10):
        start_conference(f"room-{number}", node="fs2")
    node("fs2", beat=OVER, switch=OVER)
    left = []
    while conferences_of_node("fs2"):
        app.run_once(time.time())
        left.append(len(conferences_of_node("fs2")))

    assert left == [6, 2, 0]


def test_it_stops_when_its_time_is_over(api: TestClient) -> None:
    for number in range(10):
        start_conference(f"room-{number}", node="fs2")
    node("fs2", beat=OVER, switch=OVER)
    ticks = itertools.count(step=app.BUDGET_SECONDS / 3)

    app.run_once(time.time(), clock=ticks.__next__)

    assert 0 < len(conferences_of_node("fs2")) < 10
