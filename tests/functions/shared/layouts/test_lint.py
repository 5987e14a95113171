"""The linter speaks plainly: each mistake has its place and its reason."""

import pytest

from functions.shared.layouts import Group, Image, Layout
from functions.shared.layouts.library import GROUPS, LAYOUTS
from functions.shared.layouts.lint import Finding, lint_group, lint_layout

KNOWN = {layout.name: layout for layout in LAYOUTS}


def cell(**more: object) -> Image:
    return Image(**{"x": 0, "y": 0, "scale": 180, "hscale": 180, **more})  # type: ignore[arg-type]  # any field


def errors(*images: Image, name: str = "mine", **more: object) -> dict[str, str]:
    layout = Layout(name, images, **more)  # type: ignore[arg-type]  # any field
    return {found.field: found.problem for found in lint_layout(layout) if found.level == "error"}


def remarks(**more: int) -> list[Finding]:
    return [found for found in lint_layout(Layout("mine", (cell(**more),))) if found.level == "warning"]


def warnings(*images: Image) -> dict[str, str]:
    return {found.field: found.problem for found in lint_layout(Layout("mine", images)) if found.level == "warning"}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_shipped_layout_is_without_errors(layout: Layout) -> None:
    assert [found for found in lint_layout(layout) if found.level == "error"] == []


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_every_shipped_group_is_without_errors(group: Group) -> None:
    assert [found for found in lint_group(group, KNOWN) if found.level == "error"] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("border", 51), ("border", -1), ("transition_in", "../wipe.mp4"), ("transition_out", "/etc/passwd"),
        ("transition_in", "vlc:x"), ("transition_in", "wipe.png"),
    ],
)  # fmt: skip
def test_what_is_around_the_images_is_named_with_its_field(field: str, value: object) -> None:
    assert list(errors(cell(), **{field: value})) == [field]  # type: ignore[arg-type]  # a field of a layout
    assert errors(cell(), border=50, transition_in="wipe.mp4", transition_out="wipe_2.mp4", auto_3d_position=True) == {}


@pytest.mark.parametrize("position", ["left", "1:2", "1:2:3:4", "${x}:0:0", "1e3:0:0"])
def test_a_place_of_the_sound_is_three_numbers_or_auto(position: str) -> None:
    assert list(errors(cell(audio_position=position))) == ["images[0].audio_position"]
    assert errors(cell(audio_position="-0.5:0.0:1"), cell(x=180, audio_position="auto")) == {}


def test_what_lies_outside_the_grid_is_named_with_its_field() -> None:
    assert errors(cell(x=359))["images[0].scale"].startswith("reaches to 539")
    assert "beyond its memory" in errors(cell(x=361))["images[0].x"]
    assert "images[0].y" in errors(cell(y=-1))


def test_zero_sizes_are_refused() -> None:
    assert "camera's own size" in errors(cell(scale=0))["images[0].scale"]
    assert "images[0].hscale" in errors(cell(hscale=0))


def test_the_64th_image_is_one_too_many() -> None:
    tiny = [cell(x=9 * number % 351, y=9 * (number // 39), scale=9, hscale=9) for number in range(64)]

    assert "overruns its memory" in errors(*tiny)["images"]
    assert "images" not in errors(*tiny[:63])


def test_a_reservation_may_be_given_once() -> None:
    twice = errors(cell(reservation_id="a"), cell(x=180, reservation_id="a"))

    assert twice == {"images[1].reservation_id": "a is taken already by images[0]"}


def test_images_overlap_only_where_one_says_so() -> None:
    assert "overlaps images[0]" in errors(cell(), cell(x=90))["images[1]"]
    assert errors(cell(), cell(x=90, overlap=True)) == {}


def test_images_under_16_pixels_are_refused_and_on_smaller_canvases_a_warning() -> None:
    assert "14x180 on 1280x720" in errors(cell(scale=4, hscale=90))["images[0]"]
    assert errors(cell(scale=8, hscale=90)) == {}
    assert "14x90 on 640x360" in {one.problem.split("at ")[-1].split(",")[0] for one in remarks(scale=8, hscale=90)}


@pytest.mark.parametrize("name", ["group-of-mine", "Grouped", "größe", "", "a b", "x" * 65])
def test_names_that_freeswitch_would_misread_are_refused(name: str) -> None:
    assert "name" in errors(cell(), name=name)


def test_ids_in_other_alphabets_are_refused() -> None:
    assert "images[0].reservation_id" in errors(cell(reservation_id="präsentation"))


def test_a_background_is_one_of_the_nodes_images() -> None:
    assert "is no image" in errors(cell(), background="../../etc/passwd")["background"]
    assert errors(cell(), background="background_dark") == {}


def test_odd_pixels_are_a_warning() -> None:
    assert "odd pixel" in warnings(cell(x=91, scale=90))["images[0]"] or "odd" in warnings(cell(x=91))["images[0]"]


def test_a_group_says_whom_it_leaves_out_and_what_it_never_shows() -> None:
    found = {one.field: one for one in lint_group(Group("mine", ("2x2", "1x1", "nowhere")), KNOWN)}

    assert found["layouts[1]"].level == "warning"
    assert found["layouts[2]"].level == "error"
    assert "no layout for 5 people" in found["layouts"].problem
