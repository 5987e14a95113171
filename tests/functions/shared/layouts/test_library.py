"""Every shipped layout can be shown by FreeSWITCH, and a seat has the same name in all of them."""

import pytest

from functions.shared.layouts import GRID, Layout
from functions.shared.layouts.familiar import FAMILIAR
from functions.shared.layouts.library import GROUPS, LAYOUTS, SEATS

KNOWN_FROM_ELSEWHERE = {layout.name for layout in FAMILIAR}
PLAIN = {
    layout.name: layout
    for layout in LAYOUTS
    if not layout.name.endswith(SEATS) and layout.name not in KNOWN_FROM_ELSEWHERE
}
SEATED = {layout.name: layout for layout in LAYOUTS if layout.name.endswith(SEATS)}


def ids(layout: Layout) -> str:
    return layout.name


@pytest.mark.parametrize("layout", LAYOUTS, ids=ids)
def test_every_image_lies_on_the_grid_and_there_are_not_too_many(layout: Layout) -> None:
    # FreeSWITCH checks none of this: right of the canvas it writes beyond the picture, a 65th image beyond its array.
    assert 1 <= len(layout.images) <= 63
    assert not layout.name.startswith("group")
    for image in layout.images:
        assert min(image.x, image.y) >= 0
        assert min(image.scale, image.hscale) >= 9  # 16 pixels on a canvas of 640x360
        assert image.x + image.scale <= GRID
        assert image.y + image.hscale <= GRID


@pytest.mark.parametrize("layout", LAYOUTS, ids=ids)
def test_no_image_hides_another_unless_it_says_so(layout: Layout) -> None:
    flat = [image for image in layout.images if not image.overlap]

    for number, one in enumerate(flat):
        for other in flat[number + 1 :]:
            beside = one.x + one.scale <= other.x or other.x + other.scale <= one.x
            below = one.y + one.hscale <= other.y or other.y + other.hscale <= one.y
            assert beside or below


@pytest.mark.parametrize("layout", PLAIN.values(), ids=ids)
def test_in_a_plain_layout_nobody_needs_a_seat(layout: Layout) -> None:
    assert {image.reservation_id for image in layout.images} == {""}


@pytest.mark.parametrize("layout", PLAIN.values(), ids=ids)
def test_each_plain_layout_has_a_twin_with_a_named_seat_in_every_place(layout: Layout) -> None:
    twin = SEATED[layout.name + SEATS]

    def place(layout: Layout) -> list[tuple[int, int, int, int, bool, bool]]:
        return [(i.x, i.y, i.scale, i.hscale, i.zoom, i.overlap) for i in layout.images]

    assert place(twin) == place(layout)
    assert [image.reservation_id for image in twin.images] == [
        f"slot-{number}" for number in range(1, len(layout.images) + 1)
    ]


def test_there_is_a_grid_for_each_number_of_people_from_1_to_25() -> None:
    assert {people: len(PLAIN[f"grid-{people}"].images) for people in range(1, 26)} == {n: n for n in range(1, 26)}


def test_nobody_in_a_grid_is_larger_than_another() -> None:
    for people in range(1, 26):
        assert len({(image.scale, image.hscale) for image in PLAIN[f"grid-{people}"].images}) == 1


@pytest.mark.parametrize("name", ["presenter-4", "presenter-6", "presenter-10", "presenter-28", "picture-in-picture"])
def test_who_has_the_floor_gets_the_largest_place(name: str) -> None:
    floor = [image for image in PLAIN[name].images if image.floor]

    assert len(floor) == 1
    assert floor[0].scale == max(image.scale for image in PLAIN[name].images)


@pytest.mark.parametrize("name", [name for name in PLAIN if name.startswith(("grid-", "presenter-"))])
def test_a_name_says_how_many_people_it_shows(name: str) -> None:
    assert len(PLAIN[name].images) == int(name.rpartition("-")[2])


def test_a_group_lists_existing_layouts_in_growing_size() -> None:
    by_name = {layout.name: layout for layout in LAYOUTS}

    for group in GROUPS:
        sizes = [len(by_name[name].images) for name in group.layouts]
        assert sizes == sorted(set(sizes))


def test_names_are_unique() -> None:
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS)


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("1up_top_left+5", 6), ("1up_top_left+7", 8), ("1up_top_left+9", 10), ("2up_top+8", 10), ("2up_middle+8", 10),
        ("2up_bottom+8", 10), ("3up+4", 7), ("3up+9", 12), ("2x1", 2), ("1x2", 2), ("1x1+2x1", 3), ("6x6", 36),
        ("2x1-zoom", 2), ("3x1-zoom", 3), ("5-grid-zoom", 5), ("3x2-zoom", 6), ("7-grid-zoom", 7), ("4x2-zoom", 8),
        ("2x1-presenter-zoom", 2), ("presenter-dual-vertical", 2), ("presenter-dual-horizontal", 2),
        ("presenter-overlap-small-top-right", 2), ("presenter-overlap-large-bot-right", 2), ("overlaps", 7),
    ],
)  # fmt: skip
def test_what_operators_know_is_there_under_its_name(name: str, places: int) -> None:
    (layout,) = [layout for layout in LAYOUTS if layout.name == name]

    assert len(layout.images) == places


def test_familiar_layouts_keep_the_places_that_are_reserved_there() -> None:
    reserved = {
        layout.name: tuple(image.reservation_id for image in layout.images if image.reservation_id)
        for layout in FAMILIAR
    }

    assert reserved["3up+9"] == ("secondary", "third")
    assert reserved["2up_middle+8"] == ("secondary",)
    assert reserved["presenter-overlap-small-bot-right"] == ("presenter",)


def test_the_large_place_of_a_familiar_layout_is_of_who_has_the_floor() -> None:
    for layout in FAMILIAR:
        floors = [image for image in layout.images if image.floor]
        if layout.name.startswith(("1up", "2up", "3up", "presenter", "overlaps")):
            assert [image.scale for image in floors] == [max(image.scale for image in layout.images)]
