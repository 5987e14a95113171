"""The picture of a canvas has the switch's rectangles and nobody's markup."""

from xml.etree import ElementTree as ET

import pytest

from functions.shared.layouts import Image, Layout
from functions.shared.layouts.library import LAYOUTS
from functions.shared.layouts.pixels import Size, rectangle
from functions.shared.layouts.svg import Caption, svg

HD = Size(1280, 720)
RECT = "{http://www.w3.org/2000/svg}rect"


@pytest.mark.parametrize("layout", LAYOUTS[:40], ids=lambda layout: layout.name)
def test_its_rectangles_are_the_switchs(layout: Layout) -> None:
    drawn = ET.fromstring(svg(layout.images, HD, [Caption("x")] * len(layout.images)))

    found = [
        tuple(int(element.attrib[name]) for name in ("x", "y", "width", "height"))
        for element in drawn.iter(RECT)
        if element.get("class") == "c"
    ]
    assert sorted(found) == sorted(tuple(rectangle(image, HD)) for image in layout.images)


@pytest.mark.parametrize("name", ["</text><script>alert(1)</script>", "a&b", "\x00\x1b", "\ud800", "Ünï ☃ 漢字"])
def test_a_hostile_name_is_only_text(name: str) -> None:
    images = (Image(x=0, y=0, scale=360, hscale=360),)

    drawn = ET.fromstring(svg(images, HD, [Caption(name, name)], title=name))

    assert [element.tag.rpartition("}")[2] for element in drawn.iter()] == [
        "svg", "title", "style", "rect", "g", "rect", "text", "text"
    ]  # fmt: skip


def test_a_name_in_a_picture_is_one_line_without_marks_that_turn_it_around() -> None:
    images = (Image(x=0, y=0, scale=360, hscale=360),)

    drawn = svg(images, HD, [Caption("\u202eadA\nL", "\u2066x")], title="\u200fa\nb")

    assert [element.text for element in ET.fromstring(drawn).iter() if element.tag.endswith(("title", "}text"))] == [
        "a b",
        "adA L",
        "x",
    ]


def test_light_dark_and_what_the_reader_prefers() -> None:
    images = (Image(x=0, y=0, scale=360, hscale=360),)
    light, dark, auto = (svg(images, HD, [Caption("1")], theme) for theme in ("light", "dark", "auto"))

    assert light != dark
    assert "prefers-color-scheme" in auto
    assert "prefers-color-scheme" not in light + dark


def test_what_lies_on_top_is_drawn_last() -> None:
    over = Image(x=10, y=10, scale=90, hscale=90, overlap=True)
    drawn = svg((over, Image(x=0, y=0, scale=360, hscale=360)), HD, [Caption("top"), Caption("below")])

    assert drawn.index("below") < drawn.index("top")
