"""A still of the stand-in's canvas: a real PNG with a coloured place for each caller and the number of who is in it."""

import struct
import zlib
from collections.abc import Sequence
from itertools import chain
from math import ceil, sqrt

from functions.shared.layouts import GRID, Image
from functions.shared.layouts.pixels import Rectangle, Size, rectangle
from infra.fake_freeswitch.picture.layout import Cell, layers_of
from infra.fake_freeswitch.state.conference import Conference

Colour = tuple[int, int, int]

BACKGROUND: Colour = (0x1D, 0x1F, 0x21)
INK: Colour = (0xFF, 0xFF, 0xFF)
# One for each caller in turn, so that neighbours differ.
COLOURS: Sequence[Colour] = (
    (31, 119, 180),
    (44, 120, 44),
    (178, 64, 40),
    (118, 78, 160),
    (140, 100, 20),
    (20, 120, 120),
)
# Three columns and five rows a digit.
_FONT = {
    "0": "###|#.#|#.#|#.#|###", "1": ".#.|##.|.#.|.#.|###", "2": "###|..#|###|#..|###", "3": "###|..#|###|..#|###",
    "4": "#.#|#.#|###|..#|..#", "5": "###|#..|###|..#|###", "6": "###|#..|###|#.#|###", "7": "###|..#|..#|..#|..#",
    "8": "###|#.#|###|#.#|###", "9": "###|#.#|###|..#|###",
}  # fmt: skip


def still(conference: Conference) -> bytes:
    """The canvas as it is now, as a PNG."""
    return _png(Size(conference.width, conference.height), painted(conference))


def painted(conference: Conference) -> list[bytearray]:
    """The canvas as it is now, row by row, 24 bits a pixel."""
    size = Size(conference.width, conference.height)
    layout = conference.profile.layouts.get(conference.layout, ())
    places = [rectangle(image, size) for image in images_of(layout)]
    rows = [bytearray(bytes(BACKGROUND) * size.width) for _ in range(size.height)]
    seated = layers_of(layout, conference.people, conference.video_floor)
    # What overlaps is painted after the others.
    for member, number in sorted(seated.items(), key=lambda one: layout[one[1] - 1].overlap):
        place = places[number - 1]
        _fill(rows, place, colour_of(member))
        _write(rows, place, str(member))
    return rows


def colour_of(member: int) -> Colour:
    return COLOURS[member % len(COLOURS)]


def images_of(layout: Sequence[Cell]) -> list[Image]:
    """Where the cells are; the vanilla layouts, of which only the cells are known here, become a grid."""
    if all(cell.scale for cell in layout):
        return [Image(x=cell.x, y=cell.y, scale=cell.scale, hscale=cell.hscale) for cell in layout]
    columns = ceil(sqrt(len(layout)))
    side = GRID // columns
    return [
        Image(x=number % columns * side, y=number // columns * side, scale=side, hscale=side)
        for number in range(len(layout))
    ]


def _fill(rows: list[bytearray], place: Rectangle, colour: Colour) -> None:
    line = bytes(colour) * place.width
    for row in rows[place.y : place.y + place.height]:
        row[3 * place.x : 3 * (place.x + place.width)] = line


def _write(rows: list[bytearray], place: Rectangle, number: str) -> None:
    """Write a number into the middle, a third as high as the place."""
    dot = place.height // 15
    left = place.x + (place.width - dot * (4 * len(number) - 1)) // 2
    top = place.y + (place.height - 5 * dot) // 2
    for position, digit in enumerate(number):
        for down, line in enumerate(_FONT[digit].split("|")):
            for right, mark in enumerate(line):
                if mark == "#":
                    x = left + dot * (4 * position + right)
                    _fill(rows, Rectangle(x, top + dot * down, dot, dot), INK)


def _png(size: Size, rows: Sequence[bytearray]) -> bytes:
    header = struct.pack(">IIBBBBB", size.width, size.height, 8, 2, 0, 0, 0)
    # Before each row stands how it was filtered: not at all.
    pixels = zlib.compress(b"".join(chain.from_iterable((b"\0", row) for row in rows)), 1)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
