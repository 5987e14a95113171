"""A picture that was in the memory of a lost node failed, and that is told, once."""

import time
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from functions.shared.feed.events import Event
from functions.shared.feed.reading import events_since
from functions.shared.grammars.moments import rfc3339
from functions.shared.outputs.stills import StillRow, StillState, object_key
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.conferences.stills import STILL, find_still, open_stills, write_still
from functions.shared.tables.nodes import OVER_SECONDS, NodesItem
from functions.shared.told import lost_stills
from functions.sweep import app, forgotten_nodes
from tests.functions.control import client, installation, node
from tests.permissions import acting

OVER = OVER_SECONDS + 1
NOW = time.time()


@pytest.fixture
def api() -> Iterator[TestClient]:
    with installation():
        yield client()


def still(name: str, *, on: str = "fs2", state: StillState | None = None) -> StillRow:
    shown = state or StillState(
        id=name,
        conference="internal",
        state="processing",
        taken_at=rfc3339(NOW),
        width=320,
        height=180,
        bytes=1,
        sha256="ab" * 32,
        expires_at=rfc3339(NOW + 3600),
    )
    row = StillRow(
        state=shown,
        conference_uuid="meeting-internal",
        domain="example.com",
        node=on,
        bucket="b",
        key=object_key(on, "stills", "example.com", "internal", f"{name}-{'ab' * 8}"),
        expires=NOW + 3600,
        told_after=0,
    )
    assert write_still(row)
    return row


def told() -> list[Event]:
    return [one for one in events_since("internal", 0) if one.type.startswith("still.")]


def sweep() -> None:
    with acting("SweepFunction"):
        app.run_once(time.time())


def test_what_a_lost_node_had_not_stored_is_told_as_failed_as_the_api_shows_it(api: TestClient) -> None:
    still("s1")
    node("fs2", beat=OVER, switch=OVER)
    before = api.get("/v1/conferences/internal/stills/s1").json()

    sweep()
    sweep()

    (event,) = told()
    assert (event.type, event.meeting, event.data["reason"]) == ("still.failed", "meeting-internal", "node_lost")
    shown = api.get("/v1/conferences/internal/stills/s1").json()
    assert shown == {**event.data["still"], "url": None} == before  # type: ignore[dict-item]  # plain JSON
    assert open_stills("fs2", most=9) == []


@pytest.mark.parametrize("beat", [0.0, OVER_SECONDS - 1])
def test_those_of_a_node_that_may_come_back_are_left_alone(api: TestClient, beat: float) -> None:
    still("s1")
    node("fs2", beat=beat, switch=beat)

    sweep()

    assert told() == []
    assert api.get("/v1/conferences/internal/stills/s1").json()["state"] == "processing"


def test_a_node_whose_row_is_gone_is_known_by_what_it_left(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgotten_nodes, "EVERY_SECONDS", forgotten_nodes.SWEEP_SECONDS)
    still("s1")
    NodesItem("fs2").delete()

    sweep()

    assert [one.data["reason"] for one in told()] == ["node_lost"]
    assert api.get("/v1/conferences/internal/stills/s1").json()["state"] == "failed"


@pytest.mark.usefixtures("api")
@pytest.mark.parametrize("step", ["still_over", "still_is_told"])
def test_a_sweep_that_dies_in_between_leaves_it_to_the_next(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def dies(*_: object, **__: object) -> None:
        raise TablesUnavailable("away")

    still("s1")
    node("fs2", beat=OVER, switch=OVER)
    with monkeypatch.context() as patch:
        patch.setattr(lost_stills, step, dies)
        with pytest.raises(TablesUnavailable):
            sweep()
    sweep()
    sweep()

    assert [one.id for one in told()] == ["s1.failed"]
    assert open_stills("fs2", most=9) == []


@pytest.mark.usefixtures("api")
def test_one_that_is_stored_meanwhile_is_ready_and_not_told_as_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    row = still("s1")
    node("fs2", beat=OVER, switch=OVER)
    found = open_stills("fs2", most=9)
    ready = StillState(**{name: getattr(row.state, name) for name in row.state.__struct_fields__} | {"state": "ready"})
    still("s1", state=ready)
    monkeypatch.setattr("functions.sweep.lost_stills.open_stills", lambda *_, **__: found)

    sweep()

    stored = find_still("internal", "s1", now=NOW)
    assert stored is not None
    assert (stored.state.state, told()) == ("ready", [])
    item = ConferencesItem.get("internal@stills", STILL + "s1")
    assert item.live_node is None
