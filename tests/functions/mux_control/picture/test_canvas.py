"""The map of the picture: every slot's rectangle, who is in it, and how sure that is."""

from typing import Any
from xml.etree import ElementTree as ET

import msgspec
from starlette.testclient import TestClient

from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.rooms import Picture, Room, RoomsItem
from tests.functions.control import ADA, BOB


def conference(*members: MemberState, **more: object) -> None:
    state = ConferenceState(name="internal", uuid="meeting-internal", node="fs1", domain="example.com", revision=18)
    write_rows(msgspec.structs.replace(state, **more), members=members)


def room(**picture: Any) -> None:
    kept = Room(name="internal", domain="example.com", conference="internal", picture=Picture(**picture))
    write_in_batches(RoomsItem, [RoomsItem("internal", "#", body=encode(kept))], [])


def canvas(api: TestClient) -> dict[str, Any]:
    answer = api.get("/v1/conferences/internal/canvas")
    assert answer.status_code == 200, answer.text
    (found,) = answer.json()["canvases"]
    return dict(found)


def test_each_slot_has_its_rectangle_and_who_reserved_it_is_certain(api: TestClient) -> None:
    conference(
        MemberState(uuid=ADA, number=3, name="Ada", slot="slot-2"),
        MemberState(uuid=BOB, number=4, name="Bob"),
        layout="3x3-seats",
    )

    found = canvas(api)

    assert (found["width"], found["height"], found["layout"]) == (1280, 720, "3x3-seats")
    second = found["slots"][1]
    assert (second["slot"], second["member"], second["name"], second["certain"]) == ("slot-2", ADA, "Ada", True)
    assert second["pixels"] == {"x": 426, "y": 0, "width": 426, "height": 240}
    assert found["not_shown"] == [BOB]


def test_the_size_is_the_rooms_until_somebody_changes_it(api: TestClient) -> None:
    room(canvas="1920x1080")
    conference(layout="2x2")
    assert (canvas(api)["width"], canvas(api)["height"]) == (1920, 1080)

    conference(layout="2x2", canvas="640x360", revision=19)

    assert (canvas(api)["width"], canvas(api)["height"]) == (640, 360)
    assert canvas(api)["slots"][3]["pixels"] == {"x": 320, "y": 180, "width": 320, "height": 180}


def test_who_sits_by_joining_is_only_likely_and_the_rule_is_told(api: TestClient) -> None:
    conference(MemberState(uuid=ADA, number=3), MemberState(uuid=BOB, number=4), layout="2x2")

    first, second, *_ = canvas(api)["slots"]

    assert (first["member"], second["member"], first["certain"]) == (BOB, ADA, False)
    assert "order of joining" in first["rule"]


def test_without_a_known_layout_the_room_begins_with_its_own(api: TestClient) -> None:
    conference(MemberState(uuid=ADA, number=3), layout=None)
    assert (canvas(api)["layout"], canvas(api)["layout_group"]) == ("grid-2", "grid")

    room(layout="group:presenter", canvas="1920x1080")
    found = canvas(api)
    assert (found["layout_group"], found["width"]) == ("presenter", 1920)


def test_a_layout_that_changed_after_the_conference_began_is_stale(api: TestClient) -> None:
    room(layouts=("mine",), layout="mine")
    conference(layout="mine", started_at="2026-01-01T00:00:00Z")
    api.put("/v1/layouts/mine", json={"images": [{"x": 0, "y": 0, "scale": 180}]})

    assert canvas(api)["stale"] is True


def test_the_picture_has_the_names_and_dashes_what_is_only_likely(api: TestClient) -> None:
    conference(
        MemberState(uuid=ADA, number=3, name="<Ada>", slot="slot-1"),
        layout="2x2-seats",
    )

    drawn = api.get("/v1/conferences/internal/canvas.svg")

    assert drawn.status_code == 200
    tree = ET.fromstring(drawn.text)
    words = [text.text for text in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert words[:2] == ["<Ada>", "slot-1"]


def test_a_conference_that_is_not_there_has_no_picture(api: TestClient) -> None:
    assert api.get("/v1/conferences/nowhere/canvas").status_code == 404
    assert api.get("/v1/conferences/nowhere/canvas.svg").status_code == 404
