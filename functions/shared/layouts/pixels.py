"""From the grid to pixels, as FreeSWITCH does it."""

from typing import NamedTuple

from functions.shared.layouts import GRID, Image


class Size(NamedTuple):
    """A canvas."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


class Rectangle(NamedTuple):
    """A place on the canvas, in pixels from its top left corner."""

    x: int
    y: int
    width: int
    height: int


def rectangle(image: Image, canvas: Size) -> Rectangle:
    """Return where FreeSWITCH puts an image.

    It divides in single precision and cuts off. Up to 7680 pixels the product is exact in 24 bits, and a quotient that
    is no whole number is at least 1/360 below the next one, far more than the precision: whole numbers give the same.
    """
    return Rectangle(
        canvas.width * image.x // GRID,
        canvas.height * image.y // GRID,
        canvas.width * image.scale // GRID,
        canvas.height * image.hscale // GRID,
    )


def painted(place: Rectangle) -> Rectangle:
    """Return what is really painted: pictures have half as many colours as pixels, so they begin on even ones."""
    right, down = place.x % 2, place.y % 2
    return Rectangle(place.x + right, place.y + down, place.width - right, place.height - down)
