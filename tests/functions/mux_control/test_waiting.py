"""Who waits, over the API: seen, let in, not let in; and whom the API brings to a room waits as everybody does."""

import pytest
from starlette.testclient import TestClient

from functions.shared.command_life.outcomes import CommandRow
from functions.shared.commands.calls import Dial
from functions.shared.rooms.waiting import Lobby
from functions.shared.tables.history.audit import AuditItem
from tests.functions import control
from tests.functions.control import ADA, BOB, body_of, start_conference
from tests.functions.mux_control.at_the_door import DAN, EVE, dan, eve, room, wait

WAITING = "/v1/conferences/internal/waiting"
CALL = {"user": "1001"}
MOVE = {"kind": "transfer", "member": ADA, "conference": "board"}


def test_everybody_who_waits_is_shown_by_how_long_they_do(api: TestClient) -> None:
    wait(eve(invitee="Eve E."), dan())

    assert api.get(WAITING).json() == {
        "items": [
            {"uuid": DAN, "user": "1002", "invitee": None, "name": "Dan", "video": True,
             "since": "2026-01-01T10:00:00Z"},
            {"uuid": EVE, "user": None, "invitee": "Eve E.", "name": "Eve", "video": None,
             "since": "2026-01-01T10:00:05Z"},
        ]
    }  # fmt: skip


def test_where_nobody_waits_the_list_is_empty_and_nobody_can_be_let_in(api: TestClient) -> None:
    room("internal")
    asked = [api.post(f"{WAITING}/{what}", json={}) for what in ("admit", "refuse")]

    assert api.get(WAITING).json() == {"items": []}
    assert [(one.status_code, one.json()["code"]) for one in asked] == [(404, "nobody_waits")] * 2


def test_one_is_let_in_with_the_rooms_own_profile(api: TestClient, told: list[CommandRow]) -> None:
    room("internal")
    wait(eve(), dan())

    taken = api.post(f"{WAITING}/admit", json={"uuids": [EVE]})

    assert (taken.status_code, taken.json()["kind"], taken.json()["conference"]) == (202, "admit", "internal")
    assert body_of(taken.json()["id"]) == {
        "kind": "admit", "member": EVE, "conference": "internal", "profile": "wide",
    }  # fmt: skip
    (row,) = told
    # Of the conference by its name, and of the meeting in which they are.
    assert (row.conference, row.conference_uuid, row.domain) == ("internal", "the-door", "example.com")


@pytest.mark.parametrize("body", [{}, {"uuids": None}, {"uuids": [DAN, EVE, DAN]}], ids=["all", "null", "named"])
def test_all_are_let_in_by_one_command_each_whatever_becomes_of_the_others(
    api: TestClient, told: list[CommandRow], body: dict[str, object]
) -> None:
    room("internal")
    wait(eve(), dan())

    taken = api.post(f"{WAITING}/admit", json=body)

    admit = {"kind": "admit", "conference": "internal", "profile": "wide"}
    assert body_of(taken.json()["id"]) == {
        "kind": "for_each", "steps": [{**admit, "member": DAN}, {**admit, "member": EVE}],
    }  # fmt: skip


def test_refusing_has_words(api: TestClient, told: list[CommandRow]) -> None:
    wait(eve())

    taken = api.post(f"{WAITING}/refuse", json={"uuids": [EVE], "words": "Sorry, this is private"})

    assert body_of(taken.json()["id"]) == {"kind": "refuse", "member": EVE, "words": "Sorry, this is private"}


@pytest.mark.parametrize(
    ("what", "body", "field"),
    [
        ("admit", {"uuids": [ADA]}, "uuids[0]"),
        ("admit", {"uuids": [EVE, BOB]}, "uuids[1]"),
        ("admit", {"uuids": []}, "uuids"),
        ("admit", {"who": [EVE]}, "who"),
        ("refuse", {"words": "two\nlines"}, "words"),
        ("refuse", {"words": "x" * 201}, "words"),
    ],
    ids=["a member", "one who does not wait", "nobody", "another field", "two lines", "too long"],
)
def test_what_is_wrong_is_named(api: TestClient, what: str, body: dict[str, object], field: str) -> None:
    room("internal")
    wait(eve())

    answer = api.post(f"{WAITING}/{what}", json=body)

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_the_audit_tells_who_let_whom_in(api: TestClient, told: list[CommandRow]) -> None:
    room("internal")
    wait(eve())
    api.post(f"{WAITING}/admit", json={"uuids": [EVE]})

    entries = [item.body for item in AuditItem.scan()]
    assert any('"admit_waiting"' in entry and '"admit"' in entry for entry in entries)


@pytest.mark.parametrize("ability", ["view", "chat", "record", "call"])
def test_only_a_host_sees_who_waits_and_opens(api: TestClient, ability: str) -> None:
    room("internal")
    wait(eve())
    guest, host = control.bearer(ability), control.bearer("host")

    answers = [
        api.get(WAITING, headers=guest),
        *(api.post(f"{WAITING}/{what}", json={}, headers=guest) for what in ("admit", "refuse")),
    ]
    assert [one.json()["code"] for one in answers] == ["missing_ability"] * 3
    assert api.get(WAITING, headers=host).status_code == 200


@pytest.mark.parametrize("path", ["", "/members", "/waiting", "/events", "/canvas"])
def test_a_waiting_conference_is_no_conference_to_anybody(api: TestClient, path: str) -> None:
    wait(eve())

    assert api.get(f"/v1/conferences/waiting.internal{path}").status_code == 404
    assert "waiting.internal" not in api.get("/v1/conferences").text


def test_another_domains_door_is_not_there(api: TestClient) -> None:
    room("internal")
    wait(eve(), domain="elsewhere.example")

    assert api.get(WAITING).json() == {"items": []}
    assert api.post(f"{WAITING}/admit", json={}).json()["code"] == "nobody_waits"


def test_neither_commands_nor_scenes_let_anybody_in(api: TestClient) -> None:
    wait(eve())
    admit = {"kind": "admit", "member": EVE, "conference": "internal"}

    alone = api.post("/v1/conferences/internal/commands", json=admit)
    in_scene = api.post("/v1/conferences/internal/scenes", json={"steps": [admit]})

    assert [alone.json()["errors"][0]["field"], in_scene.json()["errors"][0]["field"]] == ["kind", "steps[0].kind"]


@pytest.mark.parametrize(
    ("lobby", "moderator", "place"),
    [
        ("off", False, ("board", "wide")),
        ("everybody", False, ("waiting.board", "waiting")),
        ("outside", False, ("waiting.board", "waiting")),
        ("everybody", True, ("board", "wide")),
    ],
)
def test_who_is_moved_into_a_room_with_a_lobby_waits(
    api: TestClient, told: list[CommandRow], lobby: Lobby, moderator: bool, place: tuple[str, str]
) -> None:
    room("board", lobby)
    start_conference("board")
    wish = {**MOVE, "moderator": moderator}

    alone = api.post("/v1/conferences/internal/commands", json=wish).json()
    with_profile = api.post("/v1/conferences/internal/commands", json={**wish, "profile": "wide"}).json()
    in_scene = api.post("/v1/conferences/internal/scenes", json={"steps": [wish]}).json()

    bodies = [body_of(alone["id"]), body_of(with_profile["id"]), body_of(in_scene["id"])["steps"][0]]  # type: ignore[index]
    assert [(one["conference"], one["profile"]) for one in bodies] == [place] * 3


def test_nobody_names_the_waiting_conference_as_a_place_to_move_to(api: TestClient) -> None:
    room("board")
    wait(eve(), conference="board")

    refused = api.post("/v1/conferences/internal/commands", json={**MOVE, "conference": "waiting.board"})

    assert (refused.status_code, refused.json()["code"]) == (404, "conference_not_found")


@pytest.mark.parametrize(("lobby", "waits"), [("off", False), ("everybody", True), ("outside", False)])
def test_a_user_whom_the_api_calls_waits_as_if_they_had_called(
    api: TestClient, told: list[CommandRow], lobby: Lobby, waits: bool
) -> None:
    room("internal", lobby)

    called = api.post("/v1/conferences/internal/calls", json=CALL).json()
    by_command = api.post("/v1/conferences/internal/commands", json={"kind": "dial", **CALL}).json()
    in_scene = api.post("/v1/conferences/internal/scenes", json={"steps": [{"kind": "dial", **CALL}]}).json()

    bodies = [body_of(called["id"]), body_of(by_command["id"]), body_of(in_scene["id"])["steps"][0]]  # type: ignore[index]
    assert [bool(one.get("waits")) for one in bodies] == [waits] * 3


def test_nobody_says_of_their_own_call_that_it_need_not_wait(api: TestClient, told: list[CommandRow]) -> None:
    room("internal")

    refused = api.post("/v1/conferences/internal/calls", json={**CALL, "waits": False})

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "waits")
    assert "waits" in Dial.__struct_fields__
