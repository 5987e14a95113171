"""The API lets nobody into a room that is closed, whichever way."""

import time

import pytest
from starlette.testclient import TestClient

from functions.shared.command_life.outcomes import CommandRow
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.rooms import Room, RoomsItem
from tests.functions.control import ADA, start_conference

HOUR = 3600
CALL = {"user": "1001"}
MOVE = {"kind": "transfer", "member": ADA, "conference": "board"}


def room(name: str, *, not_before: int = 0, not_after: int = 0, domain: str = "example.com") -> None:
    kept = Room(name=name, domain=domain, conference=name, not_before=not_before, not_after=not_after)
    write_in_batches(RoomsItem, [RoomsItem(name, "#", body=encode(kept))], [])


def now() -> int:
    return int(time.time())


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [(HOUR, 0, "is not open before 2"), (0, -HOUR, "has been closed since 2")],
    ids=["too early", "too late"],
)
def test_nobody_is_called_or_moved_into_a_room_that_is_closed(
    api: TestClient, before: int, after: int, words: str
) -> None:
    for name in ("internal", "board"):
        room(name, not_before=before and now() + before, not_after=after and now() + after)
    start_conference("board")

    answers = [
        api.post("/v1/conferences/internal/commands", json=MOVE),
        api.post("/v1/conferences/internal/scenes", json={"steps": [{"kind": "lock", "locked": True}, MOVE]}),
        api.post("/v1/conferences/internal/calls", json={"gateway": "carrier", "number": "+49"}),
    ]

    moved, in_scene, called = (answer.json() for answer in answers)
    assert (moved["code"], moved["status"], in_scene["code"]) == ("room_not_open", 409, "room_not_open")
    assert moved["detail"].startswith(f"conference: the room of board {words}")
    assert in_scene["detail"].startswith("steps[1].conference: the room of board")
    # Whoever may not call at all is not told when the room opens.
    assert called["code"] == "invalid_field"


def test_a_call_into_a_room_that_is_closed_is_refused(api: TestClient, told: list[CommandRow]) -> None:
    room("internal", not_before=now() + HOUR)

    refused = api.post("/v1/conferences/internal/calls", json=CALL)
    room("internal", not_before=now() - HOUR)
    taken = api.post("/v1/conferences/internal/calls", json=CALL)

    assert (refused.status_code, refused.json()["code"], taken.status_code) == (409, "room_not_open", 202)
    assert [row.kind for row in told] == ["dial"]


def test_a_room_of_another_domain_says_nothing_of_its_hours(api: TestClient) -> None:
    room("board", not_before=now() + HOUR, domain="elsewhere.example")

    assert api.post("/v1/conferences/internal/commands", json=MOVE).json()["code"] == "conference_not_found"


def test_who_is_inside_a_room_that_has_closed_goes_on(api: TestClient) -> None:
    room("internal", not_after=now() - HOUR)

    assert api.patch(f"/v1/conferences/internal/members/{ADA}", json={"muted": True}).status_code == 202
