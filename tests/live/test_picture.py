"""Three callers on a real switch: the still, the map and the drawing show the same people in the same places."""

from pathlib import Path

import pytest

from tests.live.looking import BLUR, Look, holds_soon, misplaced
from tests.live.meeting import PASSWORD
from tests.live.pixels import Pixels
from tests.live.processes import wait_until
from tests.live.studio import CAMERAS, LAYOUTS, NAME, NUMBER, PATH, Studio
from tests.live.telephone import Telephone


def test_a_room_lists_its_own_layouts_and_no_others(studio: Studio) -> None:
    assert sorted(studio.api("vid-layout list").split()) == sorted(LAYOUTS)
    assert "-ERR Invalid layout [grid-4]" in studio.api("vid-layout grid-4")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_place_of_a_layout_is_where_the_map_says(studio: Studio, layout: str) -> None:
    studio.seat({}, layout)
    places = studio.canvas()
    assert len(places) >= 2
    slots = list(places)
    # All three move from place to place, so that each one is seen with somebody in it.
    for number in range(0, len(slots), 3):
        seats = dict(zip(CAMERAS, slots[number : number + 3], strict=False))
        studio.seat(seats)
        look = Look(studio, layout, places, seats, f"{layout}-{number}")
        holds_soon(look)
        assert look.problems == []


def test_the_still_and_the_drawing_are_the_same_picture(studio: Studio) -> None:
    seats = {"1000": "slot-1", "1001": "slot-3", "1002": "slot-5"}
    studio.seat(seats, "presenter-6-seats")
    places = studio.canvas()
    assert holds_soon(Look(studio, "presenter-6-seats", places, seats, "compared"))
    wait_until(lambda: {one["slot"] for one in studio.read()["members"]} == set(seats.values()), "the state to know")

    command = studio.tell("POST", "/stills")
    wait_until(lambda: studio.read(f"/stills/{command['id']}")["state"] == "ready", "the still to be stored")
    still = studio.read(f"/stills/{command['id']}")
    status, content = studio.stack.fetch(f"{PATH}/stills/{command['id']}.png")
    (studio.pictures / "still.png").write_bytes(content)
    drawn, words = studio.drawing("drawing")

    picture = Pixels(studio.pictures / "still.png")
    assert (status, still["width"], still["height"]) == (200, picture.width, picture.height) == (200, 1280, 720)
    assert command["evidence"]["kind"] == "state"
    assert list(misplaced(picture, places, seats, "presenter-6-seats")) == []
    names = {one["user"]: one["name"] for one in studio.read()["members"]}
    for user, slot in seats.items():
        assert words[names[user]] == places[slot]
        # The drawing's cells have a line of two pixels around them.
        cell = drawn.reach(places[slot].left + 9, places[slot].top + 9)
        assert cell.is_about(places[slot], BLUR), (slot, cell, places[slot])
    empty = set(places) - set(seats.values())
    assert len(empty) == 3
    for slot in empty:
        assert picture.at(places[slot].left + 9, places[slot].top + 9) == picture.at(1275, 715)


def test_a_telephone_has_no_place_in_the_picture(studio: Studio) -> None:
    with Telephone(studio.switch.ports["sip"], "1000", PASSWORD) as telephone:
        assert telephone.call(NUMBER) == 200
        wait_until(lambda: len(studio.read()["members"]) == 4, "four to be known")

        members = studio.read()["members"]
        (phone,) = [one for one in members if one["video"] is False]
        assert [one["video"] for one in members if one is not phone] == [True] * 3
        (canvas,) = studio.read("/canvas")["canvases"]
        assert phone["uuid"] in canvas["not_shown"]
    wait_until(lambda: len(studio.read()["members"]) == 3, "the telephone to have left")


def test_a_second_still_must_wait_and_nothing_is_left_in_memory(studio: Studio) -> None:
    wait_until(lambda: studio.stack.ask("POST", f"{PATH}/stills")[0] == 202, "a turn")

    status, problem = studio.stack.ask("POST", f"{PATH}/stills")

    assert (status, problem["code"]) == (429, "still_too_soon")
    folder = Path(studio.switch.environ["STILLS_ROOT"])
    wait_until(lambda: list(folder.iterdir()) == [], "the folder in memory to be empty")


def test_a_still_while_others_mute_and_unmute_holds_nobody_up(studio: Studio) -> None:
    call = studio.members()["1000"]
    wait_until(lambda: studio.stack.ask("POST", f"{PATH}/stills")[0] == 202, "a turn")

    for muted in (True, False, True, False):
        studio.tell("PATCH", f"/members/{call}", {"muted": muted})

    assert NAME in studio.switch.api("conference list")
