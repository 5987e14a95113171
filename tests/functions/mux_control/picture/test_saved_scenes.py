"""Scenes saved by name, the cue list, the picture before: done once for each key; another domain sees none of it."""

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from functions.shared.commands.picture import SetLayout
from functions.shared.tables.conferences.stages import find_stage
from functions.shared.tables.history.audit import AuditItem
from tests.functions.control import bearer, body_of

HERE = "/v1/conferences/internal"
ONE, FOUR = {"layout": "1x1"}, {"layout": "2x2"}


def save(api: TestClient, name: str, stage: object | None = None) -> None:
    answer = api.put(f"{HERE}/scenes/{name}", json={} if stage is None else {"stage": stage})
    assert answer.status_code in {200, 201}, answer.text


def shown() -> object:
    found = find_stage("internal")
    return None if found is None else found.stored.stage.layout


@pytest.fixture
def scenes(api: TestClient) -> None:
    save(api, "opening", ONE)
    save(api, "panel", FOUR)


def test_a_scene_is_saved_read_changed_and_forgotten(api: TestClient) -> None:
    made = api.put(f"{HERE}/scenes/opening", json={"stage": ONE})
    changed = api.put(f"{HERE}/scenes/opening", json={"stage": FOUR}, headers={"If-Match": made.headers["ETag"]})
    late = api.put(f"{HERE}/scenes/opening", json={"stage": ONE}, headers={"If-Match": made.headers["ETag"]})
    listed = api.get(f"{HERE}/scenes").json()["items"]
    gone = api.delete(f"{HERE}/scenes/opening")

    assert [one.status_code for one in (made, changed, late, gone)] == [201, 200, 412, 204]
    assert [(one["name"], one["stage"]["layout"], one["revision"]) for one in listed] == [("opening", "2x2", 2)]
    assert api.get(f"{HERE}/scenes/opening").json()["code"] == "scene_not_found"


def test_without_a_stage_what_is_shown_now_is_saved(api: TestClient) -> None:
    api.put(f"{HERE}/stage", json=FOUR)
    save(api, "as-it-is")

    assert api.get(f"{HERE}/scenes/as-it-is").json()["stage"] == FOUR


@pytest.mark.usefixtures("scenes")
def test_a_scene_that_is_shown_is_the_stage_with_its_command_and_its_entry(api: TestClient) -> None:
    answer = api.post(f"{HERE}/scenes/panel/show")

    assert answer.status_code == 200
    assert answer.json()["stage"] == FOUR
    command = answer.json()["command"].rpartition("/")[2]
    assert body_of(command) == {"kind": "apply_stage"}
    assert shown() == "2x2"
    entries = [item.body for item in AuditItem.scan()]
    assert any('"show_scene"' in one and command in one for one in entries)


@pytest.mark.usefixtures("scenes")
def test_a_key_shows_the_next_cue_once(api: TestClient) -> None:
    api.put(f"{HERE}/cues", json={"scenes": ["opening", "panel", "opening"]})
    first = [api.post(f"{HERE}/cues/next", headers={"Idempotency-Key": "one"}) for _ in range(3)]
    other = api.post(f"{HERE}/cues/back", headers={"Idempotency-Key": "one"})

    assert {one.text for one in first} == {first[0].text}
    assert api.get(f"{HERE}/cues").json()["current"] == 0
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


@pytest.mark.usefixtures("scenes")
def test_next_and_back_go_through_the_list_and_not_beyond_it(api: TestClient) -> None:
    api.put(f"{HERE}/cues", json={"scenes": ["opening", "panel"]})
    seen = []
    for step in ("back", "next", "next", "next", "back", "back"):
        answer = api.post(f"{HERE}/cues/{step}")
        seen.append((answer.status_code, shown(), api.get(f"{HERE}/cues").json()["current"]))

    assert seen == [
        (409, None, None), (200, "1x1", 0), (200, "2x2", 1), (409, "2x2", 1), (200, "1x1", 0), (409, "1x1", 0),
    ]  # fmt: skip


# What changes scenes, cues and the stage, with what has to be there before.
ONCE = {
    "PUT /scenes/new": {"stage": FOUR},
    "PUT /scenes/opening": {"stage": FOUR},
    "DELETE /scenes/opening": None,
    "PUT /cues": {"scenes": ["panel"]},
    "DELETE /cues": None,
    "PUT /stage": FOUR,
    "DELETE /stage": None,
}


@pytest.mark.usefixtures("scenes")
@pytest.mark.parametrize("asked", ONCE)
def test_a_change_whose_answer_got_lost_is_asked_for_again_with_its_key(api: TestClient, asked: str) -> None:
    method, path = asked.split(" ")
    api.put(f"{HERE}/cues", json={"scenes": ["opening"]})
    api.put(f"{HERE}/stage", json=ONE)
    before = api.get(HERE + path)
    seen = {"If-Match": before.headers["etag"]} if before.status_code == 200 else {"If-None-Match": "*"}

    def again(body: object) -> Response:
        return api.request(method, HERE + path, json=body, headers={"Idempotency-Key": "lost", **seen})

    first, second = again(ONCE[asked]), again(ONCE[asked])
    other = again({"another": "request"})
    entries = [item.body for item in AuditItem.scan() if f'"{method.lower()}_' in item.body]

    assert first.status_code in (200, 201, 204), first.text
    assert (second.status_code, second.text) == (first.status_code, first.text)
    assert second.headers.get("etag") == first.headers.get("etag")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    # It was done once: the scenes, the cue list and the stage that were there before are four more.
    assert len(entries) == (5 if method == "PUT" else 1)


@pytest.mark.usefixtures("scenes")
def test_without_a_key_a_second_time_is_another_one(api: TestClient) -> None:
    api.put(f"{HERE}/cues", json={"scenes": ["opening"]})

    assert [api.delete(f"{HERE}/cues").status_code for _ in range(2)] == [204, 404]


def test_of_two_who_make_a_cue_list_at_once_one_is_told(api: TestClient) -> None:
    made, late = (api.put(f"{HERE}/cues", json={"scenes": []}, headers={"If-None-Match": "*"}) for _ in range(2))

    assert (made.status_code, late.status_code, late.json()["code"]) == (201, 412, "revision_moved")


@pytest.mark.parametrize(("path", "body"), [("scenes/opening", {"stage": ONE}), ("cues", {"scenes": []})])
def test_what_is_forgotten_and_made_anew_has_no_revision_of_before(api: TestClient, path: str, body: object) -> None:
    first = api.put(f"{HERE}/{path}", json=body)
    api.delete(f"{HERE}/{path}")
    anew = api.put(f"{HERE}/{path}", json=body)

    late = api.put(f"{HERE}/{path}", json=body, headers={"If-Match": first.headers["etag"]})

    assert [one.json()["revision"] for one in (first, anew)] == [1, 2]
    assert (anew.status_code, late.status_code) == (201, 412)


def test_a_cue_without_a_scene_is_refused_by_its_place(api: TestClient) -> None:
    save(api, "opening", ONE)
    answer = api.put(f"{HERE}/cues", json={"scenes": ["opening", "nowhere"]})

    assert [(one["field"], one["value"], one["expected"]) for one in answer.json()["errors"]] == [
        ("scenes[1]", "nowhere", "opening")
    ]


@pytest.mark.usefixtures("scenes")
def test_undo_brings_back_one_picture_after_the_other(api: TestClient) -> None:
    began = api.get(f"{HERE}").json()["layout"]
    api.put(f"{HERE}/stage", json={"layout": "3x3"})
    for scene in ("opening", "panel"):
        api.post(f"{HERE}/scenes/{scene}/show")
    back = [api.post(f"{HERE}/stage/undo") for _ in range(4)]

    assert [one.status_code for one in back] == [200, 200, 200, 409]
    layouts = [one.json()["stage"].get("layout") for one in back[:3]]
    assert layouts[:2] == ["1x1", "3x3"]
    assert layouts[2] == began, "and at last the one that there was before any stage"


@pytest.mark.usefixtures("scenes")
def test_who_may_only_look_changes_nothing_and_another_domain_sees_nothing(api: TestClient) -> None:
    api.put(f"{HERE}/cues", json={"scenes": ["opening"]})
    asked = [("PUT", "/scenes/x"), ("POST", "/scenes/opening/show"), ("POST", "/cues/next"), ("POST", "/stage/undo")]

    seen = [api.request(method, HERE + path, json={}, headers=bearer("view", "host")) for method, path in asked]
    theirs = [
        api.request(method, HERE + path, json={}, headers=bearer(domain="other.example"))
        for method, path in (*asked, ("GET", "/scenes"), ("GET", "/cues"))
    ]

    assert {one.json()["code"] for one in seen} == {"missing_ability"}
    assert {one.json()["code"] for one in theirs} == {"conference_not_found"}


def test_what_cannot_be_shown_is_saved_under_no_name(api: TestClient) -> None:
    answer = api.put(f"{HERE}/scenes/x", json={"stage": {"layout": "nowhere"}})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "stage.layout")
    assert SetLayout(layout="nowhere").layout not in api.get(f"{HERE}/scenes").text
