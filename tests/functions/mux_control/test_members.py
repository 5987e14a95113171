"""Members: what they should be, and removing them."""

import pytest
from msgspec import structs
from starlette.testclient import TestClient

from functions.shared.state import Banner
from functions.shared.tables.conferences.rows import find_conference
from functions.shared.tables.conferences.writes import write_rows
from tests.functions.control import ADA, BOB, body_of, start_conference

ADAS = f"/v1/conferences/internal/members/{ADA}"


def test_every_field_of_a_banner_that_is_wrong_is_told_with_what_would_be_right(api: TestClient) -> None:
    answer = api.patch(ADAS, json={"banner": {"text": "", "fg": "red", "colour": "#ffffff"}})

    errors = {error["field"]: error for error in answer.json()["errors"]}
    assert set(errors) == {"banner.text", "banner.fg", "banner.colour"}
    assert errors["banner.fg"]["value"] == '"red"'
    assert "#rrggbb" in errors["banner.fg"]["expected"]
    assert errors["banner.text"]["expected"].startswith("string: one line of printable text")


@pytest.mark.parametrize(
    ("wish", "command"),
    [
        ({"name": "Grace Hopper"}, {"kind": "rename", "member": ADA, "name": "Grace Hopper"}),
        ({"muted": True}, {"kind": "mute", "member": ADA, "muted": True}),
        ({"video_muted": False}, {"kind": "mute_video", "member": ADA, "muted": False}),
        ({"deaf": True}, {"kind": "deafen", "member": ADA, "deaf": True}),
        ({"on_hold": True}, {"kind": "hold", "member": ADA, "on_hold": True}),
        ({"volume_in": -4}, {"kind": "set_volume", "member": ADA, "direction": "in", "level": -4}),
        ({"volume_out": 4}, {"kind": "set_volume", "member": ADA, "direction": "out", "level": 4}),
        ({"energy_level": 300}, {"kind": "set_energy_level", "member": ADA, "level": 300}),
        ({"gain": 0}, {"kind": "set_gain", "member": ADA, "level": 0}),
        ({"turned": 180}, {"kind": "turn_picture", "member": ADA, "degrees": 180}),
        ({"filter": None}, {"kind": "filter_picture", "member": ADA, "filter": None}),
        ({"slot": "presenter"}, {"kind": "set_slot", "member": ADA, "slot": "presenter"}),
        ({"slot": None}, {"kind": "set_slot", "member": ADA, "slot": None}),
        ({"role": "guest"}, {"kind": "set_role", "member": ADA, "role": "guest"}),
        ({"banner": {"text": "Ада 🎉"}}, {"kind": "set_banner", "member": ADA, "banner": {"text": "Ада 🎉"}}),
        ({"banner": None}, {"kind": "clear_banner", "member": ADA}),
        ({"floor": True}, {"kind": "set_floor", "member": ADA}),
        ({"video_floor": True}, {"kind": "set_video_floor", "member": ADA}),
    ],
    ids=lambda value: "-".join(value) if "kind" not in value else value["kind"],
)
def test_a_field_becomes_its_command(api: TestClient, wish: object, command: object) -> None:
    answer = api.patch(ADAS, json=wish)

    assert answer.status_code == 202
    assert body_of(answer.json()["id"]) == command


def with_banner(text: str, *, video: bool | None) -> None:
    """Bob, whose name is Bob, with a banner."""
    start_conference()
    state = find_conference("internal")
    assert state is not None
    banner = Banner(text, fg="#ffffff")
    members = [structs.replace(one, banner=banner, video=video) for one in state.state.members if one.uuid == BOB]
    write_rows(state.state, members=members)


@pytest.mark.parametrize("video", [True, None])
def test_a_banner_that_says_the_old_name_says_the_new_one(api: TestClient, video: bool | None) -> None:
    with_banner("Bob", video=video)

    command = api.patch(f"/v1/conferences/internal/members/{BOB}", json={"name": "Robert"}).json()

    assert body_of(command["id"]) == {
        "kind": "update_member",
        "member": BOB,
        "steps": [
            {"kind": "rename", "member": BOB, "name": "Robert"},
            {"kind": "set_banner", "member": BOB, "banner": {"text": "Robert", "fg": "#ffffff"}},
        ],
    }


@pytest.mark.parametrize(("text", "video"), [("Chair", True), ("Bob", False)], ids=["other words", "no picture"])
def test_a_banner_of_other_words_or_without_a_picture_stays(api: TestClient, text: str, video: bool) -> None:
    with_banner(text, video=video)

    command = api.patch(f"/v1/conferences/internal/members/{BOB}", json={"name": "Robert"}).json()

    assert body_of(command["id"]) == {"kind": "rename", "member": BOB, "name": "Robert"}


def test_a_banner_that_is_given_with_the_name_is_taken(api: TestClient) -> None:
    with_banner("Bob", video=True)

    wish = {"name": "Robert", "banner": None}
    command = api.patch(f"/v1/conferences/internal/members/{BOB}", json=wish).json()

    steps = [{"kind": "rename", "member": BOB, "name": "Robert"}, {"kind": "clear_banner", "member": BOB}]
    assert body_of(command["id"]) == {"kind": "update_member", "member": BOB, "steps": steps}


@pytest.mark.parametrize("name", ["", " Bob", "a\nb", "a\\b", "${x}", "\u202eboB", "x" * 129, None, 7], ids=ascii)
def test_what_is_no_name_is_refused(api: TestClient, name: object) -> None:
    answer = api.patch(ADAS, json={"name": name})

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["name"]


def test_several_fields_are_one_command(api: TestClient) -> None:
    command = api.patch(ADAS, json={"slot": "left", "muted": True}).json()

    assert command["kind"] == "update_member"
    assert body_of(command["id"]) == {
        "kind": "update_member",
        "member": ADA,
        "steps": [
            {"kind": "mute", "member": ADA, "muted": True},
            {"kind": "set_slot", "member": ADA, "slot": "left"},
        ],
    }


def test_every_wrong_field_is_named_with_what_would_be_right(api: TestClient) -> None:
    answer = api.patch(ADAS, json={"muted": "yes", "volume_in": 9, "slott": "a", "banner": {"text": "x", "fg": "red"}})

    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert (problem["code"], problem["status"]) == ("invalid_field", 422)
    found = {error["field"]: error for error in problem["errors"]}
    assert set(found) == {"muted", "volume_in", "slott", "banner.fg"}
    assert found["muted"]["value"] == '"yes"'
    assert "boolean" in found["muted"]["expected"]
    assert "at least -4, at most 4" in found["volume_in"]["expected"]
    assert found["slott"]["expected"].startswith("'slot', perhaps")


@pytest.mark.parametrize(
    "banner",
    ["a {b}", "clear", "two\nlines", "\x00", "x" * 10_240, "a\u202eb", "a\u2028b", "\u3164"],
    ids=["braces", "clear", "lines", "control", "long", "backwards", "line separator", "nothing to see"],
)
def test_a_banner_that_freeswitch_would_read_otherwise_is_refused_by_name(api: TestClient, banner: str) -> None:
    answer = api.patch(ADAS, json={"banner": {"text": banner}})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "banner.text"


def test_what_freeswitch_cannot_change_is_said(api: TestClient) -> None:
    answer = api.patch(ADAS, json={"moderator": True})

    assert answer.status_code == 422
    assert "cannot change it later" in answer.json()["errors"][0]["problem"]


@pytest.mark.parametrize("wish", [{}, {"floor": False}, {"video_floor": False}, [], "muted", 7, None])
def test_a_patch_that_says_nothing_possible_is_refused(api: TestClient, wish: object) -> None:
    assert api.patch(ADAS, json=wish).status_code == 422


def test_a_member_is_kicked_or_hung_up(api: TestClient) -> None:
    kicked = api.delete(ADAS)
    hung_up = api.delete(f"{ADAS}?hangup=true")
    odd = api.delete(f"{ADAS}?hangup=maybe")

    assert body_of(kicked.json()["id"]) == {"kind": "kick", "member": ADA}
    assert body_of(hung_up.json()["id"]) == {"kind": "hang_up", "member": ADA}
    assert odd.status_code == 422


def test_all_are_hung_up_together(api: TestClient) -> None:
    answer = api.delete("/v1/conferences/internal/members")

    assert body_of(answer.json()["id"]) == {"kind": "hang_up_all"}


def test_members_can_be_read_alone(api: TestClient) -> None:
    everybody = api.get("/v1/conferences/internal/members").json()
    ada = api.get(ADAS).json()

    assert [member["name"] for member in everybody["items"]] == ["Ada", "Bob"]
    assert (ada["name"], ada["slot"]) == ("Ada", None)


def test_who_is_not_there_is_not_found(api: TestClient) -> None:
    for answer in (
        api.get("/v1/conferences/internal/members/gone"),
        api.patch("/v1/conferences/internal/members/gone", json={"muted": True}),
        api.delete("/v1/conferences/internal/members/%0a%0d"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "member_not_found")
