"""Writes a PNG from a function that knows the colour of every pixel."""

import struct
import zlib
from collections.abc import Callable

Colour = tuple[int, int, int, int]  # red, green, blue, alpha
Paint = Callable[[int, int], Colour]

SIGNATURE = b"\x89PNG\r\n\x1a\n"
EIGHT_BITS, RGBA = 8, 6


def png(width: int, height: int, paint: Paint) -> bytes:
    """Return the file: 8 bits a channel, with alpha."""
    rows = (b"\0" + b"".join(bytes(paint(x, y)) for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, EIGHT_BITS, RGBA, 0, 0, 0)
    return (
        SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"".join(rows), 9)) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
