"""The stage over the API: kept, shown with its drift, told to the relay, changed along with changes by hand."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from functions.mux_control.picture import stage_setting, stages
from functions.mux_control.submission import submitting as submission
from functions.shared.command_life.applying_stage import decode_asked
from functions.shared.command_life.command_queue import NotSent
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.commands.seats import SetSlot
from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.rows import CommandsItem
from functions.shared.tables.commands.unfinished import open_commands
from functions.shared.tables.conferences.ends import end_conference
from functions.shared.tables.conferences.stages import StageAsRead, delete_stage, find_stage, write_stage
from functions.shared.tables.conferences.writes import write_conference, write_rows
from tests.functions.control import ADA, BOB, Relay, bearer
from tests.functions.mux_control.stage_wishes import PATH, WISH, refusal, room

pytestmark = pytest.mark.usefixtures("told")
MIXED = [{"x": 0, "y": 0, "scale": 180, "reservation_id": "slot-1"}, {"x": 180, "y": 0, "scale": 180}]
PLACE = "functions.mux_control.picture.stage_setting.find_stage"


def somebody_is_faster(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another operator write between the next reading of the stage and the writing of it."""

    def slow(name: str) -> object:
        found = find_stage(name)
        monkeypatch.setattr(PLACE, find_stage)
        assert api.put(PATH, json={"layout": "3x3-seats"}).status_code == 200
        return found

    monkeypatch.setattr(PLACE, slow)


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


def test_a_stage_that_says_nothing_of_places_is_told_with_what_keeps_people_on_air(
    api: TestClient, told: list[CommandRow]
) -> None:
    state = ConferenceState(
        name="internal", uuid="meeting-internal", node="fs1", domain="example.com", revision=19, layout="2x2-seats"
    )
    members = [MemberState(uuid=uuid, number=number, slot=f"slot-{number}") for number, uuid in ((1, ADA), (2, BOB))]
    write_rows(state, members=members)

    api.put(PATH, json={"layout": "2x2"})
    api.put("/v1/conferences/internal/scenes/one", json={"stage": {"layout": "1x1-seats"}})
    api.post("/v1/conferences/internal/scenes/one/show")
    assert api.put(PATH, json={**WISH, "layout": "3x3-seats"}).status_code == 200

    asked = [decode_asked(row.body) for row in told]
    freed = [SetSlot(member=uuid, slot=None) for uuid in (ADA, BOB)]
    # Ada's place is there, too; with fewer places than people the last who came go, and hold nothing.
    assert [one.seats for one in asked] == [tuple(freed), (freed[1],), ()]


def test_slots_for_people_who_are_not_there_wait(api: TestClient) -> None:
    places = [{"slot": "slot-1", "who": [{"invitee": "Grace"}]}]

    assert api.put(PATH, json={"layout": "2x2-seats", "places": places}).json()["waiting"] == ["slot-1"]


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

    somebody_is_faster(api, monkeypatch)
    late = api.put(PATH, json=WISH)

    assert (late.status_code, late.json()["code"]) == (412, "revision_moved")
    assert late.json()["detail"] == "somebody else has just changed the stage of internal; read it again"
    assert api.get(PATH).json()["stage"] == {"layout": "3x3-seats"}


def test_a_stage_that_somebody_writes_while_it_is_deleted_stays(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, told: list[CommandRow]
) -> None:
    api.put(PATH, json=WISH)

    somebody_is_faster(api, monkeypatch)
    late = api.delete(PATH, headers={"If-Match": '"1"'})

    assert (late.status_code, late.json()["code"]) == (412, "revision_moved")
    assert api.get(PATH).json()["stage"] == {"layout": "3x3-seats"}
    # The two that were kept.
    assert len(told) == 2


def test_a_wish_whose_command_cannot_be_written_is_not_kept(api: TestClient) -> None:
    CommandsItem.delete_table()

    assert api.put(PATH, json=WISH).status_code == 503
    assert find_stage("internal") is None


def test_a_wish_of_which_the_queue_does_not_tell_is_kept_for_the_relay_finds_its_command(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: str, __: CommandRow) -> None:
        raise NotSent("the queue is gone")

    monkeypatch.setattr(submission, "send_command", refuse)

    answer = api.put(PATH, json=WISH)

    assert answer.status_code == 200
    assert [f"/v1/commands/{row.id}" for row in open_commands("fs1")] == [answer.json()["command"]]


def test_a_change_by_hand_whose_stage_cannot_be_read_is_not_taken(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(_: str) -> None:
        raise TablesUnavailable("no answer")

    monkeypatch.setattr(submission, "find_stage", silent)

    assert api.patch("/v1/conferences/internal", json={"layout": "3x3-seats"}).status_code == 503
    assert list(open_commands("fs1")) == []


def test_a_change_by_hand_changes_the_wish_that_somebody_has_written_in_between(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.put(PATH, json=WISH)

    def slow(name: str) -> object:
        found = find_stage(name)
        monkeypatch.setattr(submission, "find_stage", find_stage)
        assert api.put(PATH, json={**WISH, "places": []}).status_code == 200
        return found

    monkeypatch.setattr(submission, "find_stage", slow)

    assert api.patch("/v1/conferences/internal", json={"layout": "3x3-seats"}).status_code == 202
    # The place that was taken away stays so: the wish says nothing of places any more, and leaves everybody alone.
    assert api.get(PATH).json()["stage"] == {"layout": "3x3-seats"}


def test_a_change_by_hand_beside_others_who_change_the_stage_all_the_time_has_an_end(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.put(PATH, json=WISH)
    reads = 0

    def busy(name: str) -> StageAsRead | None:
        nonlocal reads
        reads += 1
        assert reads < 50, "it goes on for ever"
        found = find_stage(name)
        assert found is not None
        assert write_stage(name, replace(found.stored, revision=found.stored.revision + 1), found)
        return found

    monkeypatch.setattr(submission, "find_stage", busy)
    before = len(list(open_commands("fs1")))

    answer = api.patch("/v1/conferences/internal", json={"layout": "3x3-seats"})

    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert len(list(open_commands("fs1"))) == before


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


def test_of_a_stage_that_goes_and_comes_again_no_revision_means_two_things(api: TestClient) -> None:
    seen = api.put(PATH, json=WISH).headers["etag"]
    api.delete(PATH)
    again = api.put(PATH, json={"layout": "3x3-seats"})

    late = api.put(PATH, json=WISH, headers={"If-Match": seen})

    assert (again.json()["revision"], late.status_code) == (2, 412)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_the_relay_of_a_conference_that_begins_while_its_stage_is_written_is_told(
    api: TestClient, told: list[CommandRow], monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    path = "/v1/conferences/empty/stage"
    room("empty")
    api.put(path, json=WISH)

    def begins(*words: object, **named: object) -> bool:
        write_conference(ConferenceState(name="empty", uuid="meeting", node="fs1", domain="example.com"))
        return write(*words, **named)

    write: Callable[..., bool] = write_stage if method == "PUT" else delete_stage
    monkeypatch.setattr(stage_setting if method == "PUT" else stages, write.__name__, begins)
    answer = api.request(method, path, json=WISH if method == "PUT" else None)

    assert answer.status_code == (200 if method == "PUT" else 204)
    assert [(row.kind, row.conference) for row in told] == [("apply_stage", "empty")]
    if method == "PUT":
        assert (answer.json()["running"], answer.json()["command"]) == (True, f"/v1/commands/{told[0].id}")


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
