"""What a stage says of who comes later: kept with it, switched alone, with the places that the relay has to know."""

import pytest
from msgspec import structs
from starlette.testclient import TestClient

from functions.mux_control.submission import submitting as submission
from functions.shared.command_life.applying_stage import decode_asked
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.stage.wish import Seats, StoredStage
from functions.shared.state import ConferenceState
from functions.shared.tables.conferences.stages import find_stage
from functions.shared.tables.conferences.writes import write_conference
from tests.functions.control import ADA, Relay, bearer
from tests.functions.mux_control.stage_wishes import PATH, WISH, refusal, room

pytestmark = pytest.mark.usefixtures("told")
HALVES = [
    {"x": x, "y": 0, "scale": 180, "hscale": 360, "reservation_id": slot} for x, slot in ((0, "left"), (180, "right"))
]


def shows(layout: str | None) -> None:
    state = ConferenceState(name="internal", uuid="meeting-internal", node="fs1", domain="example.com", revision=19)
    write_conference(structs.replace(state, layout=layout))


def kept() -> StoredStage:
    found = find_stage("internal")
    assert found is not None
    return found.stored


def seats(*names: str) -> list[tuple[str, int]]:
    return [(one.layout, len(one.slots)) for one in kept().seats]


def test_a_stage_gives_newcomers_the_next_place_unless_it_says_otherwise(api: TestClient) -> None:
    assert api.put(PATH, json=WISH).json()["newcomers"] == "next_place"
    assert api.put(PATH, json={**WISH, "newcomers": "leave"}).json()["newcomers"] == "leave"
    # Left out it stays, and so it does with scenes.
    assert api.put(PATH, json={"layout": "3x3-seats"}).json()["newcomers"] == "leave"
    api.put("/v1/conferences/internal/scenes/one", json={"stage": WISH})
    assert api.post("/v1/conferences/internal/scenes/one/show").json()["newcomers"] == "leave"
    assert api.post(f"{PATH}/undo").json()["newcomers"] == "leave"

    read = api.get(PATH).json()
    assert (read["newcomers"], read["stage"]) == ("leave", {"layout": "3x3-seats"})


def test_the_switch_alone_leaves_the_picture_and_what_undo_brings_back(api: TestClient, told: list[CommandRow]) -> None:
    api.put(PATH, json=WISH)
    api.put(PATH, json={"layout": "3x3-seats"})
    before = kept()

    answer = api.patch(PATH, json={"newcomers": "leave"})

    assert answer.status_code == 200, answer.text
    assert (answer.json()["newcomers"], answer.json()["revision"]) == ("leave", before.revision + 1)
    assert (kept().stage, kept().before) == (before.stage, before.before)
    # Nobody's place is taken for it.
    assert [decode_asked(row.body).only_newcomers for row in told] == [False, False, True]


def test_a_conference_without_a_stage_gets_one_of_the_layout_that_it_shows(api: TestClient) -> None:
    shows("2x2-seats")

    assert refusal(api.patch(PATH, json={"newcomers": "leave"}))[:2] == (404, "stage_not_found")
    answer = api.patch(PATH, json={"newcomers": "next_place"}).json()

    assert (answer["stage"], answer["newcomers"]) == ({"layout": "2x2-seats"}, "next_place")
    assert kept().seats == (Seats(layout="2x2-seats", people=4, slots=("slot-1", "slot-2", "slot-3", "slot-4")),)


@pytest.mark.parametrize("body", [{}, {"newcomers": "first_place"}, {"newcomers": "leave", "layout": "2x2"}])
def test_the_switch_takes_nothing_but_its_two_words(api: TestClient, body: dict[str, str]) -> None:
    api.put(PATH, json=WISH)

    assert refusal(api.patch(PATH, json=body))[:2] == (422, "invalid_field")
    assert api.put(PATH, json={**WISH, "newcomers": "first_place"}).status_code == 422
    assert kept().newcomers == "next_place"


def test_the_switch_needs_control_its_revision_and_is_done_once_under_a_key(api: TestClient) -> None:
    api.put(PATH, json=WISH)
    wish, key = {"newcomers": "leave"}, {"Idempotency-Key": "k"}

    assert api.patch(PATH, json=wish, headers=bearer("view")).status_code == 403
    assert refusal(api.patch(PATH, json=wish, headers={"If-Match": '"7"'}))[:2] == (412, "revision_moved")
    assert api.patch(PATH, json=wish, headers=key).json()["revision"] == 2
    assert api.patch(PATH, json=wish, headers=key).json()["revision"] == 2


def test_the_places_of_the_domains_own_layouts_are_kept_for_the_relay(api: TestClient) -> None:
    api.put("/v1/layouts/halves", json={"images": HALVES})
    room(layouts=("halves", "2x2"), layout="2x2")
    shows(None)

    assert api.put(PATH, json={"layout": "halves"}).status_code == 200

    assert kept().seats == (Seats(layout="halves", people=2, slots=("left", "right")),)


def test_a_layout_that_is_chosen_by_hand_brings_its_places_along(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submission, "send_command", Relay)
    api.put(PATH, json={"layout": "2x2-seats", "newcomers": "leave"})
    api.patch(f"/v1/conferences/internal/members/{ADA}", json={"slot": "slot-2"})
    assert seats() == [("2x2-seats", 4)]

    api.patch("/v1/conferences/internal", json={"layout": "3x3-seats"})
    assert (seats(), kept().newcomers) == ([("3x3-seats", 9)], "leave")
    api.patch("/v1/conferences/internal", json={"layout": "3x3"})
    assert seats() == [("3x3", 0)]
    api.patch("/v1/conferences/internal", json={"layout_group": "grid-seats"})

    assert len(seats()) > 1
