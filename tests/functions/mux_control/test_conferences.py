"""What is happening, and changing a conference as a whole."""

import time

import pytest
from msgspec import structs
from starlette.testclient import TestClient

from functions.shared.tables.conferences.ends import end_conference
from functions.shared.tables.conferences.rows import find_conference
from functions.shared.tables.conferences.writes import write_rows
from tests.functions.control import ADA, BOB, bearer, body_of, start_conference


def test_a_conference_shows_its_members_and_its_revision(api: TestClient) -> None:
    answer = api.get("/v1/conferences/internal")

    assert answer.status_code == 200
    assert answer.headers["etag"] == '"17"'
    shown = answer.json()
    assert (shown["name"], shown["node"], shown["layout"], shown["revision"]) == ("internal", "fs1", "2x2", 17)
    assert [(member["uuid"], member["name"], member["muted"]) for member in shown["members"]] == [
        (ADA, "Ada", False),
        (BOB, "Bob", True),
    ]
    assert shown["members"][0]["video_muted"] is None
    assert (shown["recordings"], shown["streams"]) == ([], [])


def test_an_unchanged_revision_is_not_sent_again(api: TestClient) -> None:
    answer = api.get("/v1/conferences/internal", headers={"If-None-Match": '"16", W/"17"'})

    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == '"17"'


def test_the_list_has_the_domains_conferences_without_members(api: TestClient) -> None:
    start_conference("external")
    start_conference("theirs", domain="other.example")

    shown = api.get("/v1/conferences").json()

    assert [entry["name"] for entry in shown["items"]] == ["external", "internal"]
    assert shown["items"][0]["member_count"] == 2
    assert "members" not in shown["items"][0]
    assert shown["next"] is None


@pytest.mark.parametrize("granted", [("*",), tuple(f"room-{n}" for n in range(5))], ids=["all", "by name"])
def test_pages_follow_one_another_without_gap_or_overlap(api: TestClient, granted: tuple[str, ...]) -> None:
    end_conference("internal", "meeting-internal", now=time.time())
    for number in range(5):
        start_conference(f"room-{number}")
    token = bearer(conferences=granted)

    names: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        query = f"?limit=2&cursor={cursor}" if cursor else "?limit=2"
        page = api.get(f"/v1/conferences{query}", headers=token).json()
        names += [entry["name"] for entry in page["items"]]
        cursor = page["next"]

    assert names == [f"room-{number}" for number in range(5)]


def test_a_cursor_of_another_domain_or_a_changed_one_is_refused(api: TestClient) -> None:
    start_conference("external")
    cursor = api.get("/v1/conferences?limit=1").json()["next"]
    changed = ("A" if cursor[0] != "A" else "B") + cursor[1:]

    answers = [
        api.get(f"/v1/conferences?cursor={cursor}", headers=bearer(domain="other.example")),
        api.get(f"/v1/conferences?cursor={changed}"),
        api.get("/v1/conferences?cursor=%F0%9F%92%A5"),
        api.get("/v1/conferences?cursor="),
        api.get("/v1/conferences?limit=0"),
        api.get("/v1/conferences?limit=%D9%A1"),
    ]

    assert [answer.status_code for answer in answers] == [422] * 6
    assert [answer.json()["errors"][0]["field"] for answer in answers] == ["cursor"] * 4 + ["limit"] * 2


def test_one_field_is_a_plain_command(api: TestClient) -> None:
    answer = api.patch("/v1/conferences/internal", json={"layout": "3x3"})

    assert answer.status_code == 202
    command = answer.json()
    assert answer.headers["location"] == f"/v1/commands/{command['id']}"
    assert (command["kind"], command["conference"], command["state"]) == ("set_layout", "internal", "queued")
    assert (command["reason"], command["evidence"], command["reply"], command["finished_at"]) == (None,) * 4
    assert body_of(command["id"]) == {"kind": "set_layout", "layout": "3x3"}


def test_several_fields_are_one_command_with_steps(api: TestClient) -> None:
    wish = {
        "locked": True,
        "max_members": 5,
        "fps": 15,
        "layout_group": "grid",
        "video_floor": None,
        "background": None,
    }

    command = api.patch("/v1/conferences/internal", json=wish).json()

    assert command["kind"] == "update_conference"
    assert body_of(command["id"]) == {
        "kind": "update_conference",
        "steps": [
            {"kind": "lock", "locked": True},
            {"kind": "set_max_members", "count": 5},
            {"kind": "set_video_rate", "fps": 15},
            {"kind": "set_layout_group", "group": "grid"},
            {"kind": "clear_video_floor"},
            {"kind": "set_background", "image": None},
        ],
    }


def test_layout_and_group_exclude_each_other(api: TestClient) -> None:
    answer = api.patch("/v1/conferences/internal", json={"layout": "2x2", "layout_group": "grid"})

    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"field": "layout_group", "problem": "excludes layout", "expected": "the one or the other"}
    ]


def test_the_video_floor_goes_only_to_a_member(api: TestClient) -> None:
    given = api.patch("/v1/conferences/internal", json={"video_floor": BOB})
    refused = api.patch("/v1/conferences/internal", json={"video_floor": "somebody-else"})

    assert body_of(given.json()["id"]) == {"kind": "set_video_floor", "member": BOB}
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "member")


def test_all_slots_are_cleared_at_once(api: TestClient) -> None:
    command = api.post("/v1/conferences/internal/slots/clear").json()

    assert body_of(command["id"]) == {"kind": "clear_slots"}


def test_a_conference_says_after_which_event_it_is_so(api: TestClient) -> None:
    found = find_conference("internal")
    assert found is not None
    write_rows(found.state, told=2078000000041)

    assert api.get("/v1/conferences/internal").json()["seq"] == 2078000000041


def test_one_of_before_there_was_a_feed_knows_no_seq(api: TestClient) -> None:
    assert api.get("/v1/conferences/internal").json()["seq"] is None


@pytest.mark.parametrize(
    ("path", "wish"),
    [
        ("", {"layout": "3x3"}),
        ("/commands", {"kind": "set_layout", "layout": "3x3"}),
        ("/scenes", {"steps": [{"kind": "set_layout", "layout": "3x3"}]}),
    ],
    ids=["PATCH", "commands", "scenes"],
)
def test_another_layout_frees_the_places_that_it_lacks(api: TestClient, path: str, wish: dict[str, object]) -> None:
    stored = find_conference("internal")
    assert stored is not None
    seated = tuple(structs.replace(one, slot="slot-1" if one.uuid == ADA else None) for one in stored.state.members)
    write_rows(structs.replace(stored.state, layout="2x2-seats", members=()), members=seated)

    command = (api.post if path else api.patch)(f"/v1/conferences/internal{path}", json=wish).json()

    assert body_of(command["id"]) == {
        "kind": "scene",
        "steps": [{"kind": "set_layout", "layout": "3x3"}, {"kind": "set_slot", "member": ADA, "slot": None}],
    }
