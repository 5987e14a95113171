"""Layouts as data: made, refused in plain words, drawn, removed; rooms that show them are rendered anew."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.layouts import LayoutsItem, ShownIn
from functions.shared.tables.provisioned.rendered import find_layouts
from functions.shared.tables.provisioned.rooms import Picture, Room, RoomsItem
from tests.functions.control import bearer

HALF = {"x": 0, "y": 0, "scale": 180}


def show_in(room: str, *names: str, domain: str = "example.com") -> None:
    shown = LayoutsItem(domain, f"room#{room}", body=encode(ShownIn(room=room, names=names)))
    write_in_batches(LayoutsItem, [shown], [])


def fields_of(answer: Any) -> dict[str, str]:
    assert answer.status_code == 422, answer.text
    return {error["field"]: error["problem"] for error in answer.json()["errors"]}


def test_a_layout_is_made_read_and_listed_beside_the_library(api: TestClient) -> None:
    made = api.put("/v1/layouts/mine", json={"images": [{**HALF, "reservation_id": "left"}], "background": "logo"})

    assert made.status_code == 200, made.text
    read = api.get("/v1/layouts/mine")
    assert read.json() == made.json()
    assert read.headers["etag"] == '"1"'
    assert read.json()["images"] == [{"x": 0, "y": 0, "scale": 180, "hscale": 180, "reservation_id": "left"}]
    names = {item["name"]: item["own"] for item in api.get("/v1/layouts").json()["items"]}
    assert names["mine"] is True
    assert names["2x2"] is False


def test_another_domain_sees_nothing_of_it(api: TestClient) -> None:
    api.put("/v1/layouts/mine", json={"images": [HALF]})

    other = api.get("/v1/layouts/mine", headers=bearer(domain="other.example"))
    assert (other.status_code, other.json()["code"]) == (404, "layout_not_found")


def test_errors_refuse_and_name_the_field(api: TestClient) -> None:
    found = fields_of(api.put("/v1/layouts/mine", json={"images": [{**HALF, "x": 359}, {**HALF, "scale": 0}]}))

    assert found["images[0].scale"].startswith("reaches to 539")
    assert "images[1].scale" in found
    assert api.get("/v1/layouts/mine").status_code == 404


@pytest.mark.parametrize(
    ("image", "field", "problem"),
    [
        (
            {**HALF, "x": 359},
            "images[0].scale",
            "reaches to 539, which is outside the grid of 360 (right of the canvas)",
        ),
        ({**HALF, "x": 359, "scale": 1}, "images[0]", "comes out at 3x2 on 1280x720, under 16 pixels"),
        ({**HALF, "x": 360}, "images[0].x", "is 360; the grid goes from 0 to 359"),
        (
            {**HALF, "x": 361},
            "images[0].x",
            "is 361; the grid goes from 0 to 359: FreeSWITCH would write beyond its memory",
        ),
        ({**HALF, "y": -1}, "images[0].y", "is -1; the grid goes from 0 to 359"),
        (
            {**HALF, "scale": 0, "hscale": 90},
            "images[0].scale",
            "is 0; it must be 1 to 360: FreeSWITCH would paint the camera's own size over everything",
        ),
        (
            {**HALF, "hscale": 0},
            "images[0].hscale",
            "is 0; it must be 1 to 360: FreeSWITCH would take scale instead",
        ),
        ({**HALF, "hscale": -2}, "images[0].hscale", "is -2; it must be 1 to 360"),
        ({**HALF, "border": 51}, "images[0].border", "is 51; FreeSWITCH takes 0 to 50 pixels"),
        ({**HALF, "reservation_id": "größe"}, "images[0].reservation_id", "needs 1 to 64 of A-Z a-z 0-9 _ . -"),
        ({**HALF, "role_id": "a b"}, "images[0].role_id", "needs 1 to 64 of A-Z a-z 0-9 _ . -"),
    ],
)
def test_an_image_that_cannot_be_is_refused_in_plain_words(
    api: TestClient, image: dict[str, Any], field: str, problem: str
) -> None:
    found = fields_of(api.put("/v1/layouts/mine", json={"images": [image]}))

    assert found == {field: problem}
    assert api.get("/v1/layouts/mine").status_code == 404


@pytest.mark.parametrize("name", ["group-mine", "Grouped", "group", "größe", "漢字", "a%20b", "x" * 65])
def test_names_that_freeswitch_would_misread_are_refused(api: TestClient, name: str) -> None:
    found = fields_of(api.put(f"/v1/layouts/{name}", json={"images": [HALF]}))

    assert found == {"name": "needs 1 to 64 of A-Z a-z 0-9 _ . + - and must not begin with group"}


def test_64_images_are_one_too_many(api: TestClient) -> None:
    images = [{"x": 9 * (n % 39), "y": 9 * (n // 39), "scale": 9} for n in range(64)]

    found = fields_of(api.put("/v1/layouts/mine", json={"images": images}))

    assert found == {"images": "has 64 images; FreeSWITCH overruns its memory with more than 63"}
    assert api.put("/v1/layouts/mine", json={"images": images[:63]}).status_code == 200


def test_no_images_and_images_on_each_other_are_refused(api: TestClient) -> None:
    assert fields_of(api.put("/v1/layouts/mine", json={"images": []})) == {
        "images": "is empty: the layout would show nobody"
    }
    twice = [{**HALF, "reservation_id": "a"}, {**HALF, "x": 10, "reservation_id": "a"}]
    assert fields_of(api.put("/v1/layouts/mine", json={"images": twice})) == {
        "images[1].reservation_id": "a is taken already by images[0]",
        "images[1]": "overlaps images[0]; set overlap on the one that lies on top",
    }


def test_warnings_are_listed_and_do_not_refuse(api: TestClient) -> None:
    made = api.put("/v1/layouts/mine", json={"images": [{"x": 91, "y": 0, "scale": 91}]})

    assert made.status_code == 200
    assert made.json()["warnings"][0]["field"] == "images[0]"


def test_a_room_that_shows_it_on_a_canvas_of_its_own_is_warned_about(api: TestClient) -> None:
    small = Room(name="one", domain="example.com", conference="one", picture=Picture(canvas="320x180"))
    write_in_batches(RoomsItem, [RoomsItem("one", "#", body=encode(small))], [])
    show_in("one", "mine")

    made = api.put("/v1/layouts/mine", json={"images": [{"x": 0, "y": 0, "scale": 18, "hscale": 18}]})

    assert made.status_code == 200
    problems = [warning["problem"] for warning in made.json()["warnings"]]
    assert "comes out at 16x9 on 320x180, under 16 pixels" in problems
    assert api.get("/v1/layouts/mine").json()["warnings"] == made.json()["warnings"]


def test_an_unknown_field_is_refused(api: TestClient) -> None:
    found = fields_of(api.put("/v1/layouts/mine", json={"images": [{**HALF, "width": 3}]}))

    assert "width" in found["images[0]"]


def test_two_operators_do_not_overwrite_each_other(api: TestClient) -> None:
    api.put("/v1/layouts/mine", json={"images": [HALF]})

    assert api.put("/v1/layouts/mine", json={"images": [HALF]}, headers={"If-Match": '"1"'}).status_code == 200
    late = api.put("/v1/layouts/mine", json={"images": [HALF]}, headers={"If-Match": '"1"'})
    assert (late.status_code, late.json()["code"], late.headers["etag"]) == (412, "revision_moved", '"2"')


def test_a_change_is_in_the_next_set_of_every_room_that_shows_it(api: TestClient) -> None:
    show_in("one", "mine")
    show_in("two", "2x2")

    api.put("/v1/layouts/mine", json={"images": [HALF]})

    rendered = find_layouts("one")
    assert rendered is not None
    tree = ET.fromstring(rendered.content)
    assert [layout.get("name") for layout in tree.iter("layout")] == ["mine"]
    assert list(rendered.names) == ["mine"]
    assert find_layouts("two") is None


def test_a_layout_in_a_group_changes_the_rooms_of_the_group(api: TestClient) -> None:
    api.put("/v1/layouts/mine", json={"images": [HALF]})
    assert api.put("/v1/layout-groups/ours", json={"layouts": ["mine", "2x2"]}).status_code == 200
    show_in("one", "group:ours")

    api.put("/v1/layouts/mine", json={"images": [{**HALF, "scale": 90}]})

    rendered = find_layouts("one")
    assert rendered is not None
    assert set(rendered.names) == {"mine", "2x2"}
    assert 'scale="90"' in rendered.content


def test_what_is_shown_cannot_be_removed(api: TestClient) -> None:
    api.put("/v1/layouts/mine", json={"images": [HALF]})
    show_in("one", "mine")

    refused = api.delete("/v1/layouts/mine")
    assert (refused.status_code, refused.json()["code"]) == (409, "layout_in_use")
    show_in("one", "2x2")
    assert api.delete("/v1/layouts/mine").status_code == 204
    assert api.delete("/v1/layouts/mine").status_code == 404


def test_who_may_not_administer_may_look_only(api: TestClient) -> None:
    assert api.put("/v1/layouts/mine", json={"images": [HALF]}, headers=bearer("control")).status_code == 403
    assert api.get("/v1/layouts", headers=bearer("view")).status_code == 200


def test_a_layout_is_drawn_with_numbers(api: TestClient) -> None:
    drawn = api.get("/v1/layouts/2x2-seats.svg?theme=dark&size=1920x1080")

    assert drawn.headers["content-type"].startswith("image/svg+xml")
    words = [text.text for text in ET.fromstring(drawn.text).iter("{http://www.w3.org/2000/svg}text")]
    assert words == ["1", "slot-1", "2", "slot-2", "3", "slot-3", "4", "slot-4"]
    assert api.get("/v1/layouts/2x2.svg?theme=pink").status_code == 422
    assert api.get("/v1/layouts/2x2.svg?size=1x1").status_code == 422


def test_a_group_is_checked_listed_and_removed(api: TestClient) -> None:
    assert "layouts[0]" in fields_of(api.put("/v1/layout-groups/ours", json={"layouts": ["nowhere"]}))
    made = api.put("/v1/layout-groups/ours", json={"layouts": ["1x1", "2x2"]})
    assert "no layout for 5 people" in made.json()["warnings"][0]["problem"]
    assert "ours" in [item["name"] for item in api.get("/v1/layout-groups").json()["items"]]
    assert api.get("/v1/layout-groups/grid").json()["own"] is False
    assert api.delete("/v1/layout-groups/ours").status_code == 204
    assert api.get("/v1/layout-groups/ours").status_code == 404


@pytest.mark.parametrize(
    ("place", "body"),
    [
        ("layouts", {"images": [HALF]}),
        ("layout-groups", {"layouts": ["1x1", "2x2"]}),
    ],
)
def test_one_that_cannot_be_read_hides_no_other_and_may_be_written_anew_or_removed(
    api: TestClient, place: str, body: dict[str, object]
) -> None:
    path = f"/v1/{place}"
    made = [api.put(f"{path}/{name}", json=body).status_code for name in ("mine", "other", "third")]
    noun = {"layouts": "layout", "layout-groups": "group"}[place]
    for name in ("mine", "third"):
        item = LayoutsItem.get("example.com", f"{noun}#{name}")
        item.body = "{"
        item.save()

    listed = {item["name"] for item in api.get(path).json()["items"]}
    again, removed = api.put(f"{path}/mine", json=body), api.delete(f"{path}/third")

    assert made == [200] * 3
    assert "other" in listed
    assert listed.isdisjoint({"mine", "third"})
    assert (again.status_code, removed.status_code) == (200, 204)
    assert api.get(f"{path}/mine").status_code == 200
    assert api.get(f"{path}/third").status_code == 404


LIMITED = bearer(conferences=("mine",))
CHANGES: list[tuple[str, str, object]] = [
    ("PUT", "/v1/layouts/shared", {"images": [{**HALF, "scale": 90}]}),
    ("DELETE", "/v1/layouts/shared", None),
    ("PUT", "/v1/layout-groups/ours", {"layouts": ["2x2"]}),
    ("DELETE", "/v1/layout-groups/ours", None),
]


def in_rooms(*rooms: str) -> None:
    for room in rooms:
        document = Room(name=room, domain="example.com", conference=f"c-{room}" if room == "theirs" else room)
        RoomsItem(room, "#", body=encode(document)).save()
        show_in(room, "shared", "group:ours")


@pytest.mark.parametrize(("method", "path", "body"), CHANGES, ids=[f"{one[0]} {one[1]}" for one in CHANGES])
def test_a_token_for_one_conference_changes_no_layout_that_anothers_room_shows(
    api: TestClient, method: str, path: str, body: object
) -> None:
    api.put("/v1/layouts/shared", json={"images": [HALF]})
    api.put("/v1/layout-groups/ours", json={"layouts": ["shared"]})
    in_rooms("mine", "theirs")
    before = api.get(path).json()

    answer = api.request(method, path, json=body, headers=LIMITED)

    assert (answer.status_code, answer.json()["code"]) == (403, "missing_ability")
    assert "theirs" not in answer.text
    assert api.get(path).json() == before


@pytest.mark.parametrize(("method", "path", "body"), CHANGES[::2], ids=["a layout", "a group"])
def test_a_token_for_one_conference_changes_what_only_its_room_shows(
    api: TestClient, method: str, path: str, body: object
) -> None:
    api.put("/v1/layouts/shared", json={"images": [HALF]})
    api.put("/v1/layout-groups/ours", json={"layouts": ["shared"]})
    in_rooms("mine")

    assert api.request(method, path, json=body, headers=LIMITED).status_code == 200
