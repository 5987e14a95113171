"""What a host may do with everybody at once, or ask of one, and whom they may call in."""

import re

import pytest
from msgspec import structs
from starlette.testclient import TestClient

from functions.mux_control.operations import ALL_OPERATIONS
from functions.mux_control.submission import called
from functions.shared.api.operation import Operation
from functions.shared.rights import ABILITIES, may
from functions.shared.standings.persons import person_of_user
from functions.shared.state import Rank, Standing
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.conferences.rows import find_conference
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import Domain, Gateway, Gateways, User
from functions.shared.tables.provisioned.rooms import ROOM_KEY, Room, RoomsItem, conference_key
from functions.shared.tables.provisioned.users import DOMAIN_KEY, GATEWAYS_KEY, UsersItem, forget_domains, user_key
from tests.functions.control import ADA, BOB, bearer, body_of, start_conference, token
from tests.functions.whole_api import whole_client

HERE = "/v1/conferences/internal"
HOST = ("view", "chat", "host")
GUEST = ("view", "chat")
PERSON = "0123456789abcdef0123"

HOSTED: list[tuple[str, str, object, dict[str, object]]] = [
    ("POST", "/mute-all", None, {"kind": "mute_all"}),
    ("POST", "/end", None, {"kind": "end_conference"}),
    ("POST", f"/members/{BOB}/ask-to-unmute", None, {"kind": "ask_to_unmute", "member": BOB}),
    (
        "POST",
        f"/members/{BOB}/ask-to-unmute",
        {"language": "de"},
        {"kind": "ask_to_unmute", "member": BOB, "language": "de"},
    ),
    ("PATCH", f"/members/{ADA}", {"floor": True}, {"kind": "set_floor", "member": ADA}),
    ("PATCH", f"/members/{ADA}", {"video_floor": True}, {"kind": "set_video_floor", "member": ADA}),
    ("PATCH", "", {"video_floor": None}, {"kind": "clear_video_floor"}),
    ("PATCH", f"/members/{ADA}", {"host": True}, {"kind": "set_host", "member": ADA, "host": True}),
    ("PATCH", f"/members/{ADA}", {"host": False}, {"kind": "set_host", "member": ADA, "host": False}),
    ("DELETE", f"/members/{ADA}?keep_out=true", None, {"kind": "keep_out", "member": ADA}),
    ("DELETE", f"/kept-out/{PERSON}", None, {"kind": "let_in", "person": PERSON}),
    ("POST", "/commands", {"kind": "mute_all"}, {"kind": "mute_all"}),
]


@pytest.mark.parametrize(("method", "path", "body", "command"), HOSTED, ids=lambda value: str(value)[:40])
def test_a_host_may_and_a_participant_may_not(
    api: TestClient, method: str, path: str, body: object, command: object
) -> None:
    done = api.request(method, f"{HERE}{path}", json=body, headers=bearer(*HOST))
    refused = api.request(method, f"{HERE}{path}", json=body, headers=bearer("view", "chat"))

    assert done.status_code == 202
    assert body_of(done.json()["id"]) == command
    assert (refused.status_code, refused.json()["code"]) == (403, "missing_ability")


def test_the_rules_are_resumed_by_who_runs_the_picture_and_by_no_host(api: TestClient) -> None:
    done = api.post(f"{HERE}/rules/resume", headers=bearer("control"))

    assert (done.status_code, body_of(done.json()["id"])) == (202, {"kind": "resume_rules"})
    assert api.post(f"{HERE}/rules/resume", headers=bearer(*HOST)).status_code == 403


def test_who_is_kept_out_is_known_at_every_way_into_the_room(api: TestClient) -> None:
    room = Room(name="the-room", domain="example.com", conference="internal", dial_in="123456")
    rows = [RoomsItem(key, ROOM_KEY, body=encode(room)) for key in ("the-room", conference_key("internal"))]
    write_in_batches(RoomsItem, rows, [])

    kept = api.delete(f"{HERE}/members/{ADA}?keep_out=true")
    said = {"kind": "keep_out", "member": ADA, "entrances": ["another-room"]}
    by_command = api.post(f"{HERE}/commands", json=said)
    let_in = api.delete(f"{HERE}/kept-out/{PERSON}")

    ways = ["the-room", "dial-in#123456"]
    told = [body_of(one.json()["id"]) for one in (kept, by_command, let_in)]
    assert [one.get("entrances") for one in told if isinstance(one, dict)] == [ways] * 3


def test_who_can_be_heard_is_not_asked(api: TestClient) -> None:
    answer = api.post(f"{HERE}/members/{ADA}/ask-to-unmute")

    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")


def test_a_language_without_a_prompt_is_refused_by_name(api: TestClient) -> None:
    answer = api.post(f"{HERE}/members/{BOB}/ask-to-unmute", json={"language": "fr"})

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["language"]


def test_a_host_calls_users_of_the_domain_in_and_nobody_for_money(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(called, "_dial_prefixes", ("+49",))
    number = {"gateway": "carrier", "number": "+4930123456"}
    rows = [
        UsersItem("example.com", DOMAIN_KEY, body=encode(Domain(name="example.com"))),
        UsersItem("example.com", user_key("1002"), body=encode(User(id="1002", a1_hash="h"))),
        UsersItem("example.com", GATEWAYS_KEY, body=encode(Gateways((Gateway(name="carrier", proxy="t.example"),)))),
    ]
    write_in_batches(UsersItem, rows, [])
    forget_domains()

    inside = api.post(f"{HERE}/calls", json={"user": "1002"}, headers=bearer(*HOST))
    outside = api.post(f"{HERE}/calls", json=number, headers=bearer(*HOST))
    by_command = api.post(f"{HERE}/commands", json={"kind": "dial", **number}, headers=bearer(*HOST))
    with_call = api.post(f"{HERE}/calls", json=number, headers=bearer("call"))

    assert (inside.status_code, with_call.status_code) == (202, 202)
    assert [(one.status_code, one.json()["code"]) for one in (outside, by_command)] == [(403, "missing_ability")] * 2
    assert "'call'" in outside.json()["detail"]


def ranked(rank: Rank, user: str) -> None:
    """A host has made this of a user, in the meeting that goes on."""
    stored = find_conference("internal")
    assert stored is not None
    person = person_of_user(stored.state.uuid, user)
    standing = Standing(person=person, rank=rank, at="2026-11-29T10:00:00Z")
    write_rows(structs.replace(stored.state, standings=(standing,)), head=True)


def as_subject(subject: str, *can: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token(*can, subject=subject)}"}


def status(api: TestClient, sub: str, *can: str, method: str = "POST", path: str = "/mute-all") -> int:
    return api.request(method, f"{HERE}{path}", headers=as_subject(sub, *can)).status_code


@pytest.mark.parametrize("sub", ["1001", "1001@example.com"])
def test_who_was_made_a_host_may_at_once_what_a_host_may(api: TestClient, sub: str) -> None:
    before = status(api, sub, *GUEST)
    ranked("host", "1001")

    assert (before, status(api, sub, *GUEST)) == (403, 202)
    assert status(api, "1000", *GUEST) == 403
    assert status(api, "1001@other.example", *GUEST) == 403


def test_a_field_of_a_member_follows_too(api: TestClient) -> None:
    ranked("host", "1001")

    answers = [
        api.patch(f"{HERE}/members/{BOB}", json={"muted": True}, headers=as_subject(sub, *GUEST)).status_code
        for sub in ("1001", "1000")
    ]

    assert answers == [202, 403]


def test_who_was_made_no_host_is_none_whatever_the_token_says(api: TestClient) -> None:
    ranked("participant", "1001")

    assert status(api, "1001", *HOST) == 403
    assert status(api, "1000", *HOST) == 202
    assert api.patch(f"{HERE}/members/{BOB}", json={"hand": True}, headers=as_subject("1001", *HOST)).status_code == 403


def test_who_is_kept_out_hosts_nothing(api: TestClient) -> None:
    ranked("kept_out", "1001")

    assert status(api, "1001", *HOST) == 403


@pytest.mark.usefixtures("api")
def test_who_is_kept_out_asks_for_nothing_of_the_meeting() -> None:
    """Whatever the token has that runs nothing, by each operation about a conference; others ask as before."""
    # Its function reads no meetings: test_observing has it.
    about = [one for one in ALL_OPERATIONS if "{conference}" in one.path and not one.by_room]
    can = [one for one in ABILITIES if one not in ("control", "admin", "operate")]
    whole = whole_client()

    def refused(subject: str) -> set[str]:
        return {one.name for one in about if told_so(one, subject)}

    def told_so(operation: Operation, subject: str) -> bool:
        path = re.sub(r"{(?!conference})\w+}", BOB, operation.path).replace("{conference}", "internal")
        answer = whole.request(operation.method, path, json={}, headers=as_subject(subject, *can))
        return answer.status_code == 403 and "keeps the token's holder out" in answer.json()["detail"]

    before = refused("1001")
    ranked("kept_out", "1001")

    assert (before, refused("1000")) == (set(), set())
    assert refused("1001@example.com") == {one.name for one in about if may(can, one.needs)}


def test_a_list_leaves_out_the_meetings_that_somebody_is_kept_out_of(api: TestClient) -> None:
    start_conference("board")
    ranked("kept_out", "1001")

    def names(headers: dict[str, str]) -> set[str]:
        return {one["name"] for one in api.get("/v1/conferences", headers=headers).json()["items"]}

    assert "internal" not in names(as_subject("1001", *HOST))
    assert names(as_subject("1001", *HOST)) | {"internal"} == names(as_subject("1000", *HOST))
    assert names(as_subject("1001", "admin")) == names(as_subject("1000", *HOST))


@pytest.mark.parametrize("ability", ["control", "admin"])
def test_whoever_runs_the_service_is_not_touched(api: TestClient, ability: str) -> None:
    ranked("kept_out", "1001")

    assert status(api, "1001", ability) == 202


def test_the_next_meeting_of_the_name_knows_none_of_it(api: TestClient) -> None:
    ranked("host", "1001")
    stored = find_conference("internal")
    assert stored is not None
    write_rows(structs.replace(stored.state, uuid="the-next-meeting"), over=(stored.state.uuid,))

    assert status(api, "1001", *GUEST) == 403
