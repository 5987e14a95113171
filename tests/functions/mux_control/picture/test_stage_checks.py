"""What a stage may not say is refused in plain words, with its field and before anything is kept."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from functions.shared.command_life.outcomes import CommandRow
from functions.shared.state import ConferenceState
from functions.shared.tables.conferences.writes import write_rows
from tests.functions.control import ADA
from tests.functions.mux_control.stage_wishes import PATH, refusal, room

pytestmark = pytest.mark.usefixtures("told")
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
        (
            {"members": [{"who": {"call": ADA}, "banner": {"text": "a\u202eb"}}]},
            "members[0].banner.text",
            "holds U+202E (right-to-left override); it must be one line of printable text",
        ),
        (
            {"members": [{"who": {"call": ADA}, "banner": {"text": "a {b}"}}]},
            "members[0].banner.text",
            "may not have braces",
        ),
        (
            {"places": [{"slot": "slot-1", "who": [{"invitee": "Ada\n"}]}]},
            "places[0].who[0].invitee",
            "holds U+000A; it must be one line of printable text",
        ),
        ({"video_floor": {"user": "9999"}}, "video_floor.user", "is no user of example.com"),
        (
            {"video_floor": {"user": "1001@Example.com"}},
            "video_floor.user",
            "is of the conference's own domain, example.com",
        ),
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
        {"video_floor": {"user": "1001@"}},
        {"video_floor": {"user": "1001@a b"}},
        {"video_floor": {"user": "1001@one@other.example"}},
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


def test_somebody_of_another_domain_has_a_place_and_nobody_learns_whether_they_are_there(api: TestClient) -> None:
    wish = {"places": [{"slot": "slot-1", "who": [{"user": "1001@Other.Example"}, {"user": "nobody@other.example"}]}]}

    assert api.put(PATH, json={"layout": "2x2-seats", **wish}).status_code == 200

    (shown,) = api.get(PATH).json()["stage"]["places"]
    assert shown["who"] == [{"user": "1001@other.example"}, {"user": "nobody@other.example"}]
