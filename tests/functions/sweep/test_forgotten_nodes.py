"""Nodes whose row somebody has deleted: what stands under their names ends as well."""

import time
from collections.abc import Iterator

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.shared.command_life.outcomes import CommandRow
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.rows import create_command
from functions.shared.tables.commands.unfinished import open_commands
from functions.shared.tables.conferences.rows import conferences_of_node, find_conference, nodes_of_conferences
from functions.shared.tables.known.nodes import forget_nodes
from functions.shared.tables.nodes import NodesItem
from functions.sweep import app, forgotten_nodes
from functions.sweep.forgotten_nodes import EVERY_SECONDS, SWEEP_SECONDS
from tests.functions.control import client, installation, node, start_conference, stored


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    # It is time to look for them.
    monkeypatch.setattr(forgotten_nodes, "EVERY_SECONDS", SWEEP_SECONDS)
    with installation():
        yield client()


def delete(name: str) -> None:
    NodesItem(name).delete()
    forget_nodes()


def test_its_conferences_end_as_the_api_has_told_already(api: TestClient) -> None:
    node("fs2")
    start_conference("elsewhere", node="fs2")
    delete("fs2")
    before = api.get("/v1/conferences/elsewhere")

    app.run_once(time.time())

    found = find_conference("elsewhere")
    assert found is not None
    assert found.ended_at == pytest.approx(time.time(), abs=5)
    assert found.ended_reason == "node_lost"
    after = api.get("/v1/conferences/elsewhere")
    assert (before.status_code, before.json()["reason"]) == (410, "node_lost")
    assert (after.status_code, after.json()["reason"]) == (410, "node_lost")
    assert conferences_of_node("fs2") == []
    assert [state.name for state in conferences_of_node("fs1")] == ["internal"]


def test_its_open_commands_end_with_that_reason_also_those_that_could_wait(api: TestClient) -> None:
    now = time.time()
    row = CommandRow(
        id="late", kind="mute", body="{}", node="fs2", domain="example.com", subject="x", conference="elsewhere",
        created_at=now - 40, deadline=now - 10,
    )  # fmt: skip
    create_command(row)
    create_command(msgspec.structs.replace(row, id="early", deadline=now + 20))

    app.run_once(now)

    for name in ("late", "early"):
        outcome = stored(name).outcome
        assert outcome is not None
        assert (outcome.state, outcome.reason) == ("failed", "node_lost")
    assert list(open_commands("fs2")) == []


def test_they_are_looked_for_in_one_minute_of_each_hour(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgotten_nodes, "EVERY_SECONDS", EVERY_SECONDS)
    start_conference("elsewhere", node="fs2")
    hour = time.time() // EVERY_SECONDS * EVERY_SECONDS
    found = {
        minute: [one.name for one in forgotten_nodes.forgotten_nodes(["fs1"], hour + 60 * minute + 1.5)]
        for minute in range(60)
    }

    assert {minute: names for minute, names in found.items() if names} == {0: ["fs2"]}


def test_one_that_has_just_come_is_not_forgotten(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = nodes_of_conferences

    def late() -> set[str]:
        # The known nodes were read before.
        node("fs2")
        start_conference("elsewhere", node="fs2")
        return honest()

    monkeypatch.setattr(forgotten_nodes, "nodes_of_conferences", late)
    app.run_once(time.time())

    assert [state.name for state in conferences_of_node("fs2")] == ["elsewhere"]


def test_the_others_are_swept_where_they_cannot_be_looked_for(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    create_command(
        CommandRow(
            id="late", kind="mute", body="{}", node="fs1", domain="example.com", subject="x", conference="internal",
            created_at=now - 40, deadline=now - 10,
        )
    )  # fmt: skip

    def away() -> set[str]:
        raise TablesUnavailable("away")

    monkeypatch.setattr(forgotten_nodes, "nodes_of_conferences", away)
    with pytest.raises(TablesUnavailable):
        app.run_once(now)

    assert stored("late").state == "expired"
