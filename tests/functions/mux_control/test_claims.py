"""Whom the API brings into a conference comes where it is: calls, transfers, those who wait, each also in a scene."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from functions.mux_control.submission import entering
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.tables.doors import Door, find_door_of
from tests.functions.claims import claimed, owner
from tests.functions.control import ADA, node
from tests.functions.mux_control.at_the_door import DAN, EVE, dan, eve, room, wait
from tests.nodes import serve

MOVE = {"kind": "transfer", "member": ADA, "conference": "board"}
WAYS: dict[str, tuple[str, object, str]] = {
    "transfer": ("commands", MOVE, "board"),
    "scene": ("scenes", {"steps": [{"kind": "lock", "locked": True}, MOVE]}, "board"),
    "call": ("calls", {"user": "1001"}, "internal"),
    "let in": ("waiting/admit", {"uuids": [EVE]}, "internal"),
    "all let in": ("waiting/admit", {}, "internal"),
}


@pytest.fixture(autouse=True)
def place(told: list[CommandRow]) -> None:
    """Somebody is in `internal` on fs1 and two wait for it; fs2 is up."""
    for name in ("internal", "board"):
        room(name)
    wait(eve(), dan())
    node("fs2")


def asked(api: TestClient, way: str) -> Any:
    path, body, _ = WAYS[way]
    return api.post(f"/v1/conferences/internal/{path}", json=body)


@pytest.mark.parametrize("way", WAYS)
def test_who_is_brought_into_a_conference_claims_it_for_the_node_where_they_are(api: TestClient, way: str) -> None:
    assert asked(api, way).status_code == 202
    assert owner(WAYS[way][2]) == "fs1"


@pytest.mark.parametrize("way", WAYS)
def test_nobody_is_brought_into_a_conference_that_another_node_has(
    api: TestClient, told: list[CommandRow], way: str
) -> None:
    name = WAYS[way][2]
    claimed(name, "fs2", meeting="m1")

    problem = asked(api, way).json()

    assert (problem["status"], problem["code"], told) == (409, "conference_elsewhere", [])
    assert problem["detail"].endswith(f"{name} is on the node fs2")


def test_a_step_of_a_scene_is_named_that_leads_elsewhere(api: TestClient) -> None:
    claimed("board", "fs2", meeting="m1")

    assert asked(api, "scene").json()["detail"].startswith("steps[1].conference: board is on")


def test_however_many_are_let_in_the_conference_is_looked_at_once(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def look(conference: str) -> Door:
        looked.append(conference)
        return find_door_of(conference)

    monkeypatch.setattr(entering, "find_door_of", look)
    taken = api.post("/v1/conferences/internal/waiting/admit", json={"uuids": [EVE, DAN]})

    assert (taken.status_code, looked) == (202, ["internal"])


def test_a_draining_node_brings_nobody_into_a_new_conference(api: TestClient) -> None:
    claimed("internal", "fs1", meeting="meeting-internal")
    serve("example.com", node="fs1")
    assert api.patch("/v1/nodes/fs1", json={"draining": True}).status_code == 200

    assert asked(api, "transfer").json()["code"] == "conference_elsewhere"
    assert asked(api, "call").status_code == 202
