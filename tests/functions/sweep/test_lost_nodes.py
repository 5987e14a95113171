"""The sweep and nodes that are lost: their conferences end for good, and are there again if the node is."""

import itertools
import time
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import structs
from starlette.testclient import TestClient

from functions.shared.claims.meetings import AFTER_SECONDS, hold
from functions.shared.feed.appending import append, last_seq
from functions.shared.feed.changes import changes
from functions.shared.feed.reading import events_since
from functions.shared.grammars.moments import rfc3339
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.claims import find_claim
from functions.shared.tables.conferences.ends import LeftAlone, end_unseen, left_alone
from functions.shared.tables.conferences.rows import (
    MEMBER,
    ConferencesItem,
    conferences_of_domain,
    conferences_of_node,
    find_conference,
)
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.nodes import LOST_SECONDS, OVER_SECONDS, Node, NodesItem
from functions.sweep import app, lost_nodes
from tests.functions.control import ADA, BOB, client, installation, node, start_conference

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


def test_what_a_lost_node_held_is_not_its_own_when_it_comes_back(api: TestClient) -> None:
    start_conference("elsewhere", node="fs2")
    hold("elsewhere", "meeting-elsewhere", node="fs2", now=time.time())
    node("fs2", beat=OVER, switch=OVER)

    app.run_once(time.time())

    claim = find_claim("elsewhere")
    assert claim is not None
    assert (claim.meeting, claim.is_held(time.time() + AFTER_SECONDS)) == ("", False)


def test_what_a_lost_node_held_is_let_go_even_if_a_run_dies_at_it(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_conference("elsewhere", node="fs2")
    hold("elsewhere", "meeting-elsewhere", node="fs2", now=time.time())
    node("fs2", beat=OVER, switch=OVER)
    with monkeypatch.context() as patch:
        patch.setattr(lost_nodes, "end_unseen", dies)
        with pytest.raises(TablesUnavailable):
            app.run_once(time.time())

    app.run_once(time.time())

    claim = find_claim("elsewhere")
    assert claim is not None
    assert claim.meeting == ""
    assert living() == ["internal"]


def test_a_node_that_comes_back_at_the_last_moment_keeps_its_conference(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_conference("elsewhere", node="fs2")
    hold("elsewhere", "meeting-elsewhere", node="fs2", now=time.time())
    node("fs2", beat=OVER, switch=OVER)

    def late(one: LeftAlone, **how: Any) -> bool:
        # Its relay writes just now.
        start_conference("elsewhere", node="fs2", revision=18)
        return end_unseen(one, **how)

    monkeypatch.setattr(lost_nodes, "end_unseen", late)
    app.run_once(time.time())

    assert "elsewhere" in living()
    claim = find_claim("elsewhere")
    assert claim is not None
    assert (claim.node, claim.meeting) == ("fs2", "meeting-elsewhere")


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
    now = time.time()
    node(beat=beat, switch=switch)

    app.run_once(now)

    assert living() == ["internal"]


def test_a_node_that_comes_back_in_between_keeps_what_it_has_written(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    node(beat=OVER, switch=OVER)

    def late(name: str, *, most: int) -> list[LeftAlone]:
        found = left_alone(name, most=most)
        # Its relay writes just now.
        start_conference(revision=18)
        return found

    monkeypatch.setattr(lost_nodes, "left_alone", late)
    app.run_once(time.time())

    assert living() == ["internal"]


def test_leaves_are_told_and_then_the_end_after_a_gap(api: TestClient) -> None:
    start_conference("elsewhere", node="fs2")
    node("fs2", beat=OVER, switch=OVER)

    app.run_once(time.time())
    app.run_once(time.time())

    gap, *left, ended = events_since("elsewhere", 0)
    assert (gap.type, gap.data["reason"]) == ("gap", "node_lost")
    assert [(one.type, one.data["cause"]) for one in left] == [("member.left", "node_lost")] * 2
    assert {one.data["uuid"] for one in left} == {ADA, BOB}
    assert (ended.type, ended.data) == ("conference.ended", {"reason": "node_lost"})
    # They were seen until the node was.
    assert {one.at for one in left} == {ended.at} == {gap.data["from"]}
    rows = {item.key for item in ConferencesItem.query("elsewhere@left")}
    assert rows == {f"member#{ADA}", f"member#{BOB}"}
    found = find_conference("elsewhere")
    assert found is not None
    assert found.told == ended.seq


def test_the_gap_begins_where_the_lost_relay_had_not_told_what_it_saw(api: TestClient) -> None:
    start_conference("elsewhere", node="fs2")
    node("fs2", beat=OVER, switch=OVER)
    told_until = time.time() - OVER - 7
    NodesItem("fs2").update(actions=[NodesItem.told_until.set(told_until)])

    app.run_once(time.time())

    gap = events_since("elsewhere", 0)[0]
    assert (gap.type, gap.data["from"]) == ("gap", rfc3339(told_until))


def test_what_a_relay_told_and_had_not_written_is_known(api: TestClient) -> None:
    start_conference("elsewhere", node="fs2")
    node("fs2", beat=OVER, switch=OVER)
    found = find_conference("elsewhere")
    assert found is not None
    told = last_seq("elsewhere", now=time.time())
    write_rows(found.state, told=told)
    gone = structs.replace(found.state, members=found.state.members[1:], member_count=1)
    append(changes(found.state, gone, at="2026-01-01T00:00:00.000Z"), domain="example.com", now=time.time())

    app.run_once(time.time())

    left = [one.data["uuid"] for one in events_since("elsewhere", 0) if one.type == "member.left"]
    assert sorted(map(str, left)) == sorted([ADA, BOB])
    assert {item.key for item in ConferencesItem.query("elsewhere@left")} == {f"member#{ADA}", f"member#{BOB}"}


def test_a_sweep_that_dies_when_it_has_told_tells_nothing_twice(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_conference("elsewhere", node="fs2")
    node("fs2", beat=OVER, switch=OVER)
    for place in ("write_left", "end_unseen"):
        with monkeypatch.context() as patch:
            patch.setattr(lost_nodes, place, dies)
            with pytest.raises(TablesUnavailable):
                app.run_once(time.time())

    app.run_once(time.time())

    assert [one.type for one in events_since("elsewhere", 0)] == ["gap", *["member.left"] * 2, "conference.ended"]
    assert len(list(ConferencesItem.query("elsewhere@left"))) == 2
    assert "elsewhere" not in living()


def test_a_relay_that_tells_meanwhile_keeps_its_conference(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    start_conference("elsewhere", node="fs2")
    node("fs2", beat=OVER, switch=OVER)
    found = find_conference("elsewhere")
    assert found is not None
    real = append

    def meanwhile(*words: Any, **named: Any) -> Any:
        muted = tuple(structs.replace(one, muted=None) for one in found.state.members)
        now = changes(found.state, structs.replace(found.state, members=muted), at="2026-01-01T00:00:00.000Z")
        append(now, domain="example.com", now=time.time())
        return real(*words, **named)

    monkeypatch.setattr(lost_nodes, "append", meanwhile)
    app.run_once(time.time())

    assert {one.type for one in events_since("elsewhere", 0)} == {"member.changed"}
    assert "elsewhere" in living()


def dies(*_words: object, **_named: object) -> None:
    raise TablesUnavailable("dead")


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


@pytest.mark.parametrize(
    ("beat", "lost"), [(0, False), (LOST_SECONDS - 2, False), (LOST_SECONDS + 1, True)], ids=["up", "late", "lost"]
)
def test_a_lost_node_is_counted_with_each_sweep_long_before_its_conferences_end(
    api: TestClient, beat: float, lost: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[object] = []
    monkeypatch.setattr(lost_nodes, "count_of", lambda name, **of: counted.append((name, of)))
    node("fs2", beat=beat, switch=beat)

    for _ in range(2):
        app.run_once(time.time())

    assert counted == [("NodeLost", {"node": "fs2"})] * 2 * lost
    assert living() == ["internal"]


def test_a_node_without_a_row_is_not_missed(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[object] = []
    monkeypatch.setattr(lost_nodes, "count_of", lambda name, **of: counted.append((name, of)))
    lost_nodes.end_lost(Node(name="gone"), time.time(), lambda: True)

    assert counted == []
