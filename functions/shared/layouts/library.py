"""The layouts that ship with every node: ours, each plain and as a twin of named seats, and the familiar ones."""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from typing import Final

from functions.shared.layouts import GRID, Group, Image, Layout
from functions.shared.layouts.familiar import FAMILIAR, FAMILIAR_GROUPS

SEATS: Final = "-seats"
MOST_PEOPLE: Final = 25


def _cell(x: int, y: int, side: int) -> Image:
    """As many units wide as high: the canvas's own shape, so a camera of that shape has no bars."""
    return Image(x=x, y=y, scale=side, hscale=side)


def _rows(people: int) -> tuple[Image, ...]:
    """Equal places in rows, in the middle of the canvas; a last row that is not full stands in the middle, too."""
    columns = next(n for n in range(1, 6) if n * n >= people)
    side, rows = GRID // columns, ceil(people / columns)
    top = (GRID - rows * side) // 2
    images = []
    for number in range(people):
        row, column = divmod(number, columns)
        in_row = min(columns, people - row * columns)
        images.append(_cell((GRID - in_row * side) // 2 + column * side, top + row * side, side))
    return tuple(images)


def _square(columns: int) -> tuple[Image, ...]:
    side = GRID // columns
    return tuple(_cell(column * side, row * side, side) for row in range(columns) for column in range(columns))


def _presenter(parts: int, large: int) -> tuple[Image, ...]:
    """A large place for who has the floor at the top left, small ones to its right, then below: a grid of `parts`²."""
    side = GRID // parts
    small = [(column, row) for row in range(large) for column in range(large, parts)]
    small += [(column, row) for row in range(large, parts) for column in range(parts)]
    floor = Image(x=0, y=0, scale=large * side, hscale=large * side, floor=True)
    return (floor, *(_cell(column * side, row * side, side) for column, row in small))


# The large place is 270 of 360 units, so a camera's shape is kept; three small ones stand beside it.
_PRESENTER_4: Final = (
    Image(x=0, y=45, scale=270, hscale=270, floor=True),
    *(_cell(270, 45 + 90 * row, 90) for row in range(3)),
)
# Places that fill their half and cut what stands out: two cameras at 16:9 would leave half the canvas empty.
_SIDE_BY_SIDE: Final = (
    Image(x=0, y=0, scale=180, hscale=GRID, zoom=True),
    Image(x=180, y=0, scale=180, hscale=GRID, zoom=True),
)
# 261 and 252: a margin of 32 pixels to the right and 36 below at 1280x720, and even pixels on every usual canvas.
_PICTURE_IN_PICTURE: Final = (
    Image(x=0, y=0, scale=GRID, hscale=GRID, floor=True),
    Image(x=261, y=252, scale=90, hscale=90, overlap=True, border=2),
)


def _plain() -> Iterator[Layout]:
    for people in range(1, MOST_PEOPLE + 1):
        yield Layout(f"grid-{people}", _rows(people))
    # The squares again, under the names that operators know and with their last row from the left.
    for columns in range(1, 6):
        yield Layout(f"{columns}x{columns}", _square(columns))
    yield Layout("presenter-4", _PRESENTER_4)
    yield Layout("presenter-6", _presenter(3, 2))
    yield Layout("presenter-8", _presenter(4, 3))
    yield Layout("presenter-10", _presenter(5, 4))
    yield Layout("presenter-17", _presenter(5, 3))
    yield Layout("presenter-28", _presenter(6, 3))
    yield Layout("side-by-side", _SIDE_BY_SIDE)
    yield Layout("picture-in-picture", _PICTURE_IN_PICTURE)


def seats(plain: Layout) -> Layout:
    """The same places, each with a name: slot-1, slot-2 … in file order. No floor: whoever is seated stays there."""
    images = (
        replace(image, reservation_id=f"slot-{number}", floor=False) for number, image in enumerate(plain.images, 1)
    )
    return replace(plain, name=plain.name + SEATS, images=tuple(images))


def _groups(suffix: str) -> Iterator[Group]:
    yield Group("grid" + suffix, tuple(f"grid-{people}{suffix}" for people in range(1, MOST_PEOPLE + 1)))
    presenters = ("grid-1", *(f"presenter-{people}" for people in (4, 6, 8, 10, 17, 28)))
    yield Group("presenter" + suffix, tuple(name + suffix for name in presenters))


_PLAIN: Final = tuple(_plain())
LAYOUTS: Final = (*_PLAIN, *(seats(layout) for layout in _PLAIN), *FAMILIAR)
GROUPS: Final = (*_groups(""), *_groups(SEATS), *FAMILIAR_GROUPS)
