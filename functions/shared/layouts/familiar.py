"""Layouts whose names and places operators know from FreeSWITCH's samples.

Without 8x8: FreeSWITCH's chooser looks one behind its 64th image. The squares up to 5x5 are in the library itself.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from functions.shared.layouts import GRID, Group, Image, Layout

HALF, QUARTER, SIXTH = GRID // 2, GRID // 4, GRID // 6


def _row(y: int, count: int, *, height: int) -> Iterator[Image]:
    """Places side by side over the whole width, which cut what stands out."""
    width = GRID // count
    return (Image(x=column * width, y=y, scale=width, hscale=height, zoom=True) for column in range(count))


def _cells(side: int, *corners: tuple[int, int]) -> Iterator[Image]:
    return (Image(x=x, y=y, scale=side, hscale=side) for x, y in corners)


def _block(left: int, top: int, side: int, columns: int, rows: int) -> Iterator[Image]:
    """Equal places, row by row."""
    return _cells(side, *((left + c * side, top + r * side) for r in range(rows) for c in range(columns)))


def _one_large(parts: int) -> Iterator[Image]:
    """Who has the floor at the top left, all but one part of the canvas wide; the others to the right and below."""
    side = GRID // parts
    yield Image(x=0, y=0, scale=GRID - side, hscale=GRID - side, floor=True)
    yield from _block(GRID - side, 0, side, 1, parts - 1)
    yield from _block(0, GRID - side, side, parts, 1)


def _two_large(top: int, *rows: int) -> Iterator[Image]:
    """Two halves beside each other, the second for `secondary`; two rows of four small ones."""
    yield Image(x=0, y=top, scale=HALF, hscale=HALF, floor=True)
    yield Image(x=HALF, y=top, scale=HALF, hscale=HALF, reservation_id="secondary")
    for row in rows:
        yield from _block(0, row, QUARTER, 4, 1)


def _three_large(small: int) -> Iterator[Image]:
    """Three quarters of the canvas, and the fourth full of small ones."""
    yield Image(x=0, y=0, scale=HALF, hscale=HALF, floor=True)
    yield Image(x=HALF, y=0, scale=HALF, hscale=HALF, reservation_id="secondary")
    yield Image(x=0, y=HALF, scale=HALF, hscale=HALF, reservation_id="third")
    yield from _block(HALF, HALF, HALF // small, small, small)


def _dual(first: tuple[int, int], second: tuple[int, int]) -> Iterator[Image]:
    floor, presenter = _cells(HALF, first, second)
    yield replace(floor, floor=True, floor_only=True)
    yield replace(presenter, reservation_id="presenter")


def _over(*corners: tuple[int, int], side: int, presenter: bool) -> Iterator[Image]:
    """Who has the floor fills the canvas, others lie on top."""
    yield Image(x=0, y=0, scale=GRID, hscale=GRID, floor=True, floor_only=True)
    for image in _cells(side, *corners):
        yield replace(image, overlap=True, reservation_id="presenter" if presenter else "")


def _presenter_zoom() -> Iterator[Image]:
    floor, presenter = _row(0, 2, height=GRID)
    yield replace(floor, floor=True)
    yield replace(presenter, reservation_id="presenter")


def _layouts() -> Iterator[tuple[str, Iterator[Image]]]:
    yield "1x2", _cells(HALF, (QUARTER, 0), (QUARTER, HALF))
    yield "2x1", _cells(HALF, (0, QUARTER), (HALF, QUARTER))
    yield "1x1+2x1", _cells(HALF, (QUARTER, 0), (0, HALF), (HALF, HALF))
    yield "6x6", _block(0, 0, SIXTH, 6, 6)
    yield "2x1-zoom", _row(0, 2, height=GRID)
    yield "3x1-zoom", _row(0, 3, height=GRID)
    yield "5-grid-zoom", iter((*_cells(HALF, (0, 0), (HALF, 0)), *_row(HALF, 3, height=HALF)))
    for name, above, below in (("3x2-zoom", 3, 3), ("7-grid-zoom", 3, 4), ("4x2-zoom", 4, 4)):
        yield name, iter((*_row(0, above, height=HALF), *_row(HALF, below, height=HALF)))
    for parts, others in ((3, 5), (4, 7), (5, 9)):
        yield f"1up_top_left+{others}", _one_large(parts)
    yield "2up_top+8", _two_large(0, HALF, HALF + QUARTER)
    yield "2up_middle+8", _two_large(QUARTER, 0, HALF + QUARTER)
    yield "2up_bottom+8", _two_large(HALF, 0, QUARTER)
    yield "3up+4", _three_large(2)
    yield "3up+9", _three_large(3)
    yield "2x1-presenter-zoom", _presenter_zoom()
    yield "presenter-dual-vertical", _dual((QUARTER, 0), (QUARTER, HALF))
    yield "presenter-dual-horizontal", _dual((0, QUARTER), (HALF, QUARTER))
    far = GRID - SIXTH
    yield "presenter-overlap-small-top-right", _over((far, 0), side=SIXTH, presenter=True)
    yield "presenter-overlap-small-bot-right", _over((far, far), side=SIXTH, presenter=True)
    yield "presenter-overlap-large-top-right", _over((HALF, 0), side=HALF, presenter=True)
    yield "presenter-overlap-large-bot-right", _over((HALF, HALF), side=HALF, presenter=True)
    yield "overlaps", _over(*((x, far) for x in range(far, -1, -SIXTH)), side=SIXTH, presenter=False)


FAMILIAR: Final = tuple(Layout(name, tuple(images)) for name, images in _layouts())
FAMILIAR_GROUPS: Final = (
    Group(
        "grid-zoom", ("1x1", "2x1-zoom", "3x1-zoom", "2x2", "5-grid-zoom", "3x2-zoom", "7-grid-zoom", "4x2-zoom", "3x3")
    ),
    Group("1up_top_left_plus", ("1up_top_left+5", "1up_top_left+7", "1up_top_left+9")),
    Group("3up_plus", ("3up+4", "3up+9")),
)
