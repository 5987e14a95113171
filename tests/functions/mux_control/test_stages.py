"""The stage over the API: kept, refused in plain words, sent to the relay, changed along with changes by hand."""

from typing import Any

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from functions.mux_control import stages, submission
from functions.shared.conference_state import ConferenceState, MemberState
from functions.shared.outcomes import CommandRow
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.conferences import end_conference, write_rows
from functions.shared.tables.documents import encode
from functions.shared.tables.rooms import Picture, Room, RoomsItem
from functions.shared.tables.stages import find_stage
from functions.shared.tables.users import User, UsersItem
from tests.functions.control import ADA, BOB, Relay, bearer

PATH = "/v1/conferences/internal/stage"
WISH = {"layout": "2x2-seats", "places": [{"slot": "slot-1", "who": [{"user": "1001"}]}]}


@pytest.fixture(autouse=True)
def told(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> list[CommandRow]:
    """What the relay's queue got; two users are known."""
    for user in ("1000", "1001"):
        item = UsersItem("example.com", f"user#{user}", body=encode(User(id=user, a1_hash="0" * 32)))
        write_in_batches(UsersItem, [item], [])
    domain = UsersItem("example.com", "#", body='{"name":"example.com"}')
    write_in_batches(UsersItem, [domain], [])
    sent: list[CommandRow] = []
    monkeypatch.setattr(stages, "send_command", lambda _url, row: sent.append(row))
    return sent


def room(name: str = "internal", **picture: Any) -> None:
    kept = Room(name=name, domain="example.com", conference=name, picture=Picture(**picture))
    write_in_batches(RoomsItem, [RoomsItem(name, "#", body=encode(kept))], [])


def refusal(answer: Any) -> tuple[int, str, str]:
    body = answer.json()
    return answer.status_code, body["code"], (body.get("errors") or [{"field": ""}])[0]["field"]


def test_a_wish_is_kept_shows_its_drift_and_the_relay_is_told(api: TestClient, told: list[CommandRow]) -> None:
    answer = api.put(PATH, json=WISH)

    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert (body["revision"], body["running"]) == (1, True)
    assert [command["kind"] for command in body["drift"]] == ["set_layout", "set_slot"]
    assert [row.kind for row in told] == ["apply_stage"]
    assert api.get(body["command"]).json()["state"] == "queued"
    read = api.get(PATH)
    assert read.json() == {**body, "command": None}
    assert read.headers["etag"] == '"1"'


def test_what_is_as_wished_has_no_drift(api: TestClient) -> None:
    state = ConferenceState(
        name="internal", uuid="meeting-internal", node="fs1", domain="example.com", revision=19, layout="2x2-seats"
    )
    write_rows(state, members=[MemberState(uuid=ADA, number=3, user="1001", slot="slot-1")])

    body = api.put(PATH, json=WISH).json()

    assert (body["drift"], body["waiting"], body["not_shown"]) == ([], [], [BOB])


def test_slots_for_people_who_are_not_there_wait(api: TestClient) -> None:
    places = [{"slot": "slot-1", "who": [{"invitee": "Grace"}]}]

    assert api.put(PATH, json={"layout": "2x2-seats", "places": places}).json()["waiting"] == ["slot-1"]


MIXED = [{"x": 0, "y": 0, "scale": 180, "reservation_id": "slot-1"}, {"x": 180, "y": 0, "scale": 180}]
PLACE = "functions.mux_control.stages.find_stage"
TWICE = [{"slot": "slot-1", "who": [{"user": "1000"}]}, {"slot": "slot-1", "who": [{"user": "1001"}]}]


@pytest.mark.parametrize(
    ("wish", "field", "problem"),
    [
        ({"layout": "2x2", "layout_group": "grid"}, "layout_group", "excludes layout"),
        ({"layout": "nowhere"}, "layout", "is none that this conference can show"),
        ({"layout_group": "nowhere"}, "layout_group", "is none that this conference can show"),
        (
            {"layout": "2x2-seats", "places": [{"slot": "slot-9", "who": [{"user": "1001"}]}]},
            "places[0].slot",
            "is no slot of the layout",
        ),
        (
            {"layout": "2x2", "places": [{"slot": "slot-1", "who": [{"user": "1001"}]}]},
            "places[0].slot",
            "is no slot of the layout",
        ),
        ({"layout": "2x2-seats", "places": TWICE}, "places[1].slot", "is taken by an earlier place"),
        (
            {"places": [{"slot": "slot-1", "who": [{"user": "9999"}]}]},
            "places[0].who[0].user",
            "is no user of example.com",
        ),
        (
            {"members": [{"who": {"call": "nobody"}, "muted": True}]},
            "members[0].who.call",
            "no member of internal has this call uuid",
        ),
        ({"video_floor": {"user": "9999"}}, "video_floor.user", "is no user of example.com"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(
    api: TestClient, told: list[CommandRow], wish: dict[str, Any], field: str, problem: str
) -> None:
    answer = api.put(PATH, json=wish)

    assert refusal(answer) == (422, "invalid_field", field)
    assert answer.json()["errors"][0]["problem"] == problem
    assert answer.json()["detail"] == f"{field}: {problem}"
    assert told == []
    assert api.get(PATH).status_code == 404


@pytest.mark.parametrize(
    "wish",
    [
        {"places": [{"slot": "größe", "who": [{"user": "1001"}]}]},
        {"places": [{"slot": "slot-1", "who": []}]},
        {"places": [{"slot": "slot-1", "who": [{}]}]},
        {"places": [{"slot": "slot-1", "who": [{"user": "1001", "part": "moderator"}]}]},
        {"places": [{"slot": f"s{number}", "who": [{"user": "1001"}]} for number in range(64)]},
        {"layout": "x" * 65},
        {"members": [{"who": {"user": "1001"}, "banner": {"text": ""}}]},
        {"scene": []},
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_read(
    api: TestClient, told: list[CommandRow], wish: dict[str, Any]
) -> None:
    answer = api.put(PATH, json=wish)

    assert refusal(answer)[:2] == (422, "invalid_field")
    assert answer.json()["errors"][0]["problem"]
    assert told == []


def test_a_refused_slot_is_told_with_the_slots_that_there_are(api: TestClient) -> None:
    wish = {"layout": "side-by-side-seats", "places": [{"slot": "slot-9", "who": [{"user": "1001"}]}]}

    (error,) = api.put(PATH, json=wish).json()["errors"]

    assert (error["value"], error["expected"]) == ("slot-9", "slot-1, slot-2")


def test_a_layout_newer_than_the_conference_is_not_loaded(api: TestClient) -> None:
    room(layouts=("mine", "2x2"), layout="2x2")
    state = ConferenceState(
        name="internal", uuid="meeting-internal", node="fs1", domain="example.com", revision=19,
        started_at="2026-01-01T00:00:00Z",
    )  # fmt: skip
    write_rows(state)
    api.put("/v1/layouts/mine", json={"images": [{"x": 0, "y": 0, "scale": 180, "reservation_id": "a"}]})
    api.put("/v1/layouts/other", json={"images": [{"x": 0, "y": 0, "scale": 180}]})

    assert refusal(api.put(PATH, json={"layout": "mine"}))[:2] == (409, "layout_not_loaded")
    assert refusal(api.put(PATH, json={"layout": "other"}))[:2] == (409, "layout_not_loaded")
    assert api.put(PATH, json={"layout": "2x2"}).status_code == 200


def test_what_is_not_loaded_is_told_in_plain_words(api: TestClient) -> None:
    room(layouts=("group:ours", "2x2"), layout="2x2")
    write_rows(
        ConferenceState(
            name="internal", uuid="meeting-internal", node="fs1", domain="example.com", revision=19,
            started_at="2026-01-01T00:00:00Z",
        )
    )  # fmt: skip
    api.put("/v1/layouts/mine", json={"images": [{"x": 0, "y": 0, "scale": 180}]})
    api.put("/v1/layout-groups/ours", json={"layouts": ["mine"]})

    for wish, name in (({"layout": "mine"}, "mine"), ({"layout_group": "ours"}, "ours")):
        answer = api.put(PATH, json=wish)
        assert answer.status_code == 409
        assert answer.json()["detail"] == (
            f"{name} is newer than internal, or not in its room's list: FreeSWITCH loads layouts once, "
            "when a conference begins, so it can be shown in the next one"
        )


def test_a_stage_can_be_set_before_anybody_is_there(api: TestClient, told: list[CommandRow]) -> None:
    room("empty")

    answer = api.put("/v1/conferences/empty/stage", json=WISH)

    assert answer.status_code == 200, answer.text
    assert (answer.json()["running"], answer.json()["drift"], answer.json()["waiting"]) == (False, [], ["slot-1"])
    assert told == []
    assert refusal(api.put("/v1/conferences/nowhere/stage", json=WISH))[:2] == (404, "conference_not_found")


def test_a_stage_outlives_its_meeting(api: TestClient) -> None:
    room()
    api.put(PATH, json=WISH)

    end_conference("internal", "meeting-internal", now=1e9)

    assert api.get(PATH).json()["revision"] == 1


def test_two_operators_do_not_overwrite_each_other(api: TestClient) -> None:
    api.put(PATH, json=WISH)

    assert api.put(PATH, json=WISH, headers={"If-Match": '"1"'}).json()["revision"] == 2
    assert refusal(api.put(PATH, json=WISH, headers={"If-Match": '"1"'}))[:2] == (412, "revision_moved")


def test_of_two_operators_at_the_very_same_moment_one_is_told(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    api.put(PATH, json=WISH)

    def slow(name: str) -> object:
        found = find_stage(name)
        monkeypatch.setattr(PLACE, find_stage)
        assert api.put(PATH, json={"layout": "3x3-seats"}).status_code == 200
        return found

    monkeypatch.setattr(PLACE, slow)
    late = api.put(PATH, json=WISH)

    assert (late.status_code, late.json()["code"]) == (412, "revision_moved")
    assert late.json()["detail"] == "somebody else has just changed the stage of internal; read it again"
    assert api.get(PATH).json()["stage"] == {"layout": "3x3-seats"}


def test_people_without_a_slot_are_listed_as_not_shown_or_fill_plain_places(api: TestClient) -> None:
    members = [
        MemberState(uuid=ADA, number=3, user="1001", slot="slot-1"),
        MemberState(uuid=BOB, number=4, user="1000"),
    ]
    state = ConferenceState(name="internal", uuid="meeting-internal", node="fs1", domain="example.com", revision=19)

    for layout, not_shown in (("2x2-seats", [BOB]), ("mixed", [])):
        api.put("/v1/layouts/mixed", json={"images": MIXED})
        room(layouts=("mixed", "2x2-seats"), layout="2x2-seats")
        write_rows(replace(state, layout=layout), members=members)
        assert api.put(PATH, json={**WISH, "layout": layout}).json()["not_shown"] == not_shown


def test_another_domain_has_no_say(api: TestClient) -> None:
    api.put(PATH, json=WISH)

    assert api.get(PATH, headers=bearer(domain="other.example")).status_code == 404
    assert api.put(PATH, json=WISH, headers=bearer("view")).status_code == 403


def test_a_removed_stage_leaves_the_picture_alone(api: TestClient, told: list[CommandRow]) -> None:
    assert api.delete(PATH).status_code == 404
    api.put(PATH, json=WISH)

    assert api.delete(PATH).status_code == 204
    assert [row.kind for row in told] == ["apply_stage"] * 2
    assert api.get(PATH).json()["code"] == "stage_not_found"


def test_a_change_by_hand_changes_the_wish(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submission, "send_command", Relay)
    members = [{"who": {"user": "1001"}, "muted": True, "banner": {"text": "Ada"}}]
    api.put(PATH, json={**WISH, "members": members})

    api.patch("/v1/conferences/internal", json={"layout": "3x3-seats"})
    api.patch(f"/v1/conferences/internal/members/{ADA}", json={"slot": "slot-2", "muted": False})
    api.patch(f"/v1/conferences/internal/members/{BOB}", json={"slot": "slot-1", "banner": {"text": "Bob"}})

    body = api.get(PATH).json()
    assert body["stage"] == {
        "layout": "3x3-seats",
        "places": [
            {"slot": "slot-1", "who": [{"user": "1000"}]},
            {"slot": "slot-2", "who": [{"user": "1001"}]},
        ],
        "members": [{"who": {"user": "1001"}, "muted": False, "banner": {"text": "Ada"}}],
    }
    assert body["revision"] == 4
