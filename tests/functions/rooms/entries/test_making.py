"""Links into a room: who may make them, what is told once, and what is refused."""

import time

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.shared.tables.commands.unfinished import open_commands
from functions.shared.tables.entries import EntriesItem
from tests.functions.audits import entries
from tests.functions.control import bearer
from tests.functions.rooms.entries.links import CODE_AT, bits_of, come_in, make_link, redeem
from tests.lost_answers import lost_answer


@pytest.fixture(autouse=True)
def board(api: TestClient) -> None:
    assert api.put("/v1/rooms/board", json={"number": "3000"}).status_code == 201


def test_a_link_holds_128_bits_behind_the_fragment_and_no_table_holds_them(api: TestClient) -> None:
    made = make_link(api, name="Grace", role="moderator", slot="presenter", uses=3)
    rows = [item.serialize() for item in EntriesItem.scan()]
    listed = api.get("/v1/rooms/board/entries").json()

    assert made["url"] == CODE_AT + made["code"]
    assert bits_of(made["code"]) == 128
    assert made["code"] not in str(rows)
    assert made["code"] not in str(listed)
    assert {name: listed["items"][0][name] for name in ("id", "name", "role", "slot", "uses", "used", "state")} == {
        "id": made["id"], "name": "Grace", "role": "moderator", "slot": "presenter", "uses": 3, "used": 0,
        "state": "open",
    }  # fmt: skip


def test_the_same_key_makes_the_same_link_once(api: TestClient) -> None:
    key = {"Idempotency-Key": "once"}
    first = api.post("/v1/rooms/board/entries", json={"name": "Grace"}, headers=key)
    again = api.post("/v1/rooms/board/entries", json={"name": "Grace"}, headers=key)

    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert len(api.get("/v1/rooms/board/entries").json()["items"]) == 1


def test_everything_that_is_wrong_with_a_link_is_told_at_once(api: TestClient) -> None:
    wrong = {"name": 'a"b', "role": "king", "slot": "a b", "from": "2026-12-01T09:00:00", "uses": 0, "colour": "red"}
    answer = api.post("/v1/rooms/board/entries", json=wrong)
    late = api.post("/v1/rooms/board/entries", json={"until": "2001-01-01T00:00:00Z"})
    long = api.post("/v1/rooms/board/entries", json={"until": "2199-01-01T00:00:00Z", "uses": 100_000})

    assert {error["field"] for error in answer.json()["errors"]} == set(wrong)
    assert late.json()["errors"][0] == {
        "field": "until", "problem": "is over already", "value": late.json()["errors"][0]["value"],
    }  # fmt: skip
    assert {error["field"] for error in long.json()["errors"]} == {"until", "uses"}


def test_a_host_of_the_room_makes_links_and_a_host_of_another_room_finds_none(api: TestClient) -> None:
    host = bearer("host", conferences=("board",))
    other = bearer("host", conferences=("internal",))
    viewer = bearer("view", "control", conferences=("board",))
    foreign = bearer(domain="other.example")
    answers = [
        api.post("/v1/rooms/board/entries", json={}, headers=one).status_code for one in (host, other, viewer, foreign)
    ]

    assert answers == [201, 404, 403, 404]
    assert api.get("/v1/rooms/board/entries", headers=other).status_code == 404


def test_whoever_came_by_a_link_makes_sees_and_revokes_none(api: TestClient) -> None:
    made = make_link(api, role="moderator")
    theirs = {"Authorization": f"Bearer {come_in(api, made)['token']}"}

    answers = [
        api.post("/v1/rooms/board/entries", json={}, headers=theirs),
        api.get("/v1/rooms/board/entries", headers=theirs),
        api.delete(f"/v1/rooms/board/entries/{made['id']}", headers=theirs),
    ]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [(403, "missing_ability")] * 3


def test_links_are_listed_by_age_page_by_page(api: TestClient) -> None:
    made = [make_link(api, name=f"guest {number}")["id"] for number in range(5)]
    first = api.get("/v1/rooms/board/entries?limit=3").json()
    second = api.get("/v1/rooms/board/entries", params={"limit": 3, "cursor": first["next"]}).json()

    assert [one["id"] for one in (*first["items"], *second["items"])] == made
    assert second["next"] is None
    assert api.get("/v1/rooms/board/entries?cursor=AAAA").status_code == 422


def test_people_by_links_are_no_users_that_anybody_lists_changes_or_calls_together(api: TestClient) -> None:
    user = f"entry-{make_link(api)['id']}"

    assert user not in api.get("/v1/users").text
    assert api.get("/v1/users?prefix=entry-").json()["items"] == []
    assert api.get(f"/v1/users/{user}").status_code == 404
    assert api.delete(f"/v1/users/{user}").status_code == 404
    assert api.put(f"/v1/users/{user}", json={}).status_code == 422
    assert api.put("/v1/groups/them", json={"members": [user]}).status_code == 422


def test_the_audit_knows_who_made_used_and_revoked_a_link_and_no_code(api: TestClient) -> None:
    made = make_link(api, name="Grace")
    come_in(api, made)
    api.delete(f"/v1/rooms/board/entries/{made['id']}")

    found = {entry.operation: entry for entry in entries() if entry.operation.endswith("_entry")}
    assert set(found) == {"create_entry", "redeem_entry", "revoke_entry"}
    assert found["redeem_entry"].object == f"entry {made['id']}"
    assert found["redeem_entry"].pseudonym != found["create_entry"].pseudonym
    assert made["code"] not in str(found)


def test_a_link_to_a_room_that_was_made_anew_leads_nowhere(api: TestClient) -> None:
    made = make_link(api)
    api.delete("/v1/rooms/board")
    gone = redeem(api, code=made["code"])
    time.sleep(0.002)
    api.put("/v1/rooms/board", json={})
    again = redeem(api, code=made["code"])

    assert [(one.status_code, one.json()["code"]) for one in (gone, again)] == [(410, "entry_over")] * 2


def test_a_link_whose_making_or_revoking_was_done_and_not_heard_of_is_made_or_revoked(api: TestClient) -> None:
    with lost_answer("TransactWriteItems"):
        made = make_link(api)
    opened = come_in(api, made)
    with lost_answer("TransactWriteItems"):
        revoked = api.delete(f"/v1/rooms/board/entries/{made['id']}")
    told = {msgspec.json.decode(row.body, type=dict[str, str])["user"] for row in open_commands("fs1")}

    assert opened["user"] == f"entry-{made['id']}"
    assert revoked.status_code == 204
    assert redeem(api, resume=opened["resume"]).json()["code"] == "entry_revoked"
    assert told == {opened["user"]}
