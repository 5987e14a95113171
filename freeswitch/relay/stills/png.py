"""Whether a file is a whole PNG, and of what size."""

import struct
import zlib
from typing import NamedTuple

SIGNATURE = b"\x89PNG\r\n\x1a\n"


class Size(NamedTuple):
    """Of a picture, in pixels."""

    width: int
    height: int


def png_size(content: bytes) -> Size | None:
    """The size of a PNG whose every chunk is there and sound; None for anything else, such as half a file."""
    if not content.startswith(SIGNATURE):
        return None
    size: Size | None = None
    has_picture = False
    at = len(SIGNATURE)
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content) or zlib.crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end]):
            return None
        if size is None:
            if kind != b"IHDR" or length != 13:
                return None
            size = Size(*struct.unpack_from(">II", content, at + 8))
        has_picture = has_picture or kind == b"IDAT"
        at = end
        if kind == b"IEND":
            return size if has_picture and at == len(content) else None
    return None
