"""A room's lobby over HTTP and in a file: said, kept, copied to where telephones come in; the names it reserves."""

import pytest
from starlette.testclient import TestClient

from functions.shared.provisioning.checks.shared_names import waiting_names
from functions.shared.provisioning.entries import RoomEntry
from functions.shared.tables.provisioned.rooms import find_dial_in, find_room
from infra.provision import changes_of
from infra.provisioning.source import Refused, Source


def test_a_lobby_is_said_kept_and_copied_to_where_telephones_come_in(api: TestClient) -> None:
    made = api.put("/v1/rooms/board", json={"lobby": "outside", "admission": "with_moderator", "dial_in": {}}).json()
    opened, room = find_dial_in(made["dial_in"]["id"]), find_room("board")

    assert opened is not None
    assert room is not None
    assert (made["lobby"], made["admission"]) == ("outside", "with_moderator")
    assert (room.lobby, room.admission, opened.lobby, opened.admission) == ("outside", "with_moderator") * 2


def test_switched_on_in_the_middle_of_a_meeting_it_holds_for_telephones_as_well(api: TestClient) -> None:
    made = api.put("/v1/rooms/board", json={"dial_in": {}}).json()
    changed = api.patch("/v1/rooms/board", json={"lobby": "everybody"})
    opened = find_dial_in(made["dial_in"]["id"])

    assert (changed.status_code, changed.json()["lobby"]) == (200, "everybody")
    assert opened is not None
    assert opened.lobby == "everybody"
    assert api.patch("/v1/rooms/board", json={"lobby": None}).json()["lobby"] == "off"


@pytest.mark.parametrize("field", ["lobby", "admission"])
def test_what_is_no_lobby_is_named_with_what_would_be_right(api: TestClient, field: str) -> None:
    refused = api.put("/v1/rooms/board", json={field: "sometimes"})

    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert error["field"] == field


def test_a_name_with_a_lobby_may_have_56_characters_so_that_the_waiting_one_has_64(api: TestClient) -> None:
    longest, longer = "a" * 56, "a" * 57

    assert api.put(f"/v1/rooms/{longest}", json={"lobby": "everybody"}).status_code == 201
    refused = api.put(f"/v1/rooms/{longer}", json={"lobby": "everybody"})
    assert refused.json()["errors"][0]["field"] == "name"
    assert "may have 56 characters" in refused.text
    assert api.put(f"/v1/rooms/{'a' * 64}", json={}).status_code == 201


@pytest.mark.parametrize(
    ("room", "places"),
    [
        (RoomEntry(name="waiting", domain="example.com"), []),
        (RoomEntry(name="waiting", domain="other.example"), [["name"]]),
        (RoomEntry(name="waiting.board", domain="example.com"), [["name"]]),
        (RoomEntry(name="Waiting.board", domain="example.com"), [["name"]]),
        (RoomEntry(name="board", domain="example.com", conference="waiting.x"), [["conference"]]),
        (RoomEntry(name="board", domain="example.com", conference="awaiting.x"), []),
        (RoomEntry(name="b" * 45, domain="other.example", lobby="outside"), [["name"]]),
        (RoomEntry(name="b" * 42, domain="other.example", lobby="outside"), []),
    ],
)
def test_no_conference_of_a_room_is_one_in_which_people_wait(room: RoomEntry, places: list[list[str]]) -> None:
    assert [place for place, _ in waiting_names(room, "example.com")] == places


@pytest.mark.usefixtures("api")
def test_a_file_is_told_the_same_by_line() -> None:
    board, hall = "{name: board, domain: example.com}", "{name: hall, domain: example.com, conference: waiting.board}"
    text = f"rooms:\n  - {board}\n  - {hall}\n"

    with pytest.raises(Refused) as refused:
        changes_of(Source("test.yaml", text), prune=False)
    assert [(one.line, "people wait" in one.advice) for one in refused.value.problems] == [(3, True)]
