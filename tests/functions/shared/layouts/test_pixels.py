"""The rectangles are the switch's: each shipped layout at three sizes against a model of its arithmetic."""

import ctypes

import pytest

from functions.shared.layouts import GRID, Image, Layout
from functions.shared.layouts.library import LAYOUTS
from functions.shared.layouts.pixels import Rectangle, Size, painted, rectangle

SIZES = (Size(1280, 720), Size(1920, 1080), Size(640, 360))


def in_single_precision(pixels: int, units: int) -> int:
    """FreeSWITCH multiplies as integers, divides as 32 bit floats and casts, which cuts off."""
    product = ctypes.c_float(ctypes.c_uint32(pixels * units).value).value
    return int(ctypes.c_float(product / ctypes.c_float(360.0).value).value)


def model(image: Image, size: Size) -> Rectangle:
    return Rectangle(
        in_single_precision(size.width, image.x),
        in_single_precision(size.height, image.y),
        in_single_precision(size.width, image.scale),
        in_single_precision(size.height, image.hscale),
    )


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_shipped_layout_comes_out_as_in_freeswitch(layout: Layout, size: Size) -> None:
    assert [rectangle(image, size) for image in layout.images] == [model(image, size) for image in layout.images]


def test_whole_numbers_agree_with_single_precision_at_every_unit_of_every_width() -> None:
    widths = (*range(320, 1930, 2), 2560, 3840, 4096, 7680)

    assert [
        (width, units)
        for width in widths
        for units in range(GRID + 1)
        if width * units // GRID != in_single_precision(width, units)
    ] == []


def test_a_third_of_1280_loses_its_fraction() -> None:
    assert rectangle(Image(x=120, y=120, scale=120, hscale=120), Size(1280, 720)) == (426, 240, 426, 240)


def test_an_image_that_begins_on_an_odd_pixel_is_moved_by_one_and_loses_one() -> None:
    assert painted(Rectangle(355, 201, 356, 200)) == (356, 202, 355, 199)
    assert painted(Rectangle(356, 200, 356, 200)) == (356, 200, 356, 200)
