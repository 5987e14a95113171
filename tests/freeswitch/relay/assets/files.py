"""Strangers' files: good ones, and such as somebody would send who means harm."""

import struct
import wave
import zlib
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def picture(width: int = 64, height: int = 48, kind: str = "PNG", mode: str = "RGB", **options: object) -> bytes:
    """One of one colour."""
    file = BytesIO()
    Image.new(mode, (width, height), "#c02040").save(file, kind, **options)
    return file.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_that_says(width: int, height: int, content: bytes, *before: bytes) -> bytes:
    """A PNG whose head says this, whatever its content is."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return SIGNATURE + head + b"".join(before) + chunk(b"IDAT", zlib.compress(content, 9)) + chunk(b"IEND", b"")


def sound(seconds: float = 0.5, rate: int = 8000) -> bytes:
    """A WAV of one byte a sample, so that many seconds are small."""
    file = BytesIO()
    with wave.open(file, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(1)
        made.setframerate(rate)
        made.writeframes(bytes((128, 200)) * int(seconds * rate / 2))
    return file.getvalue()


def font(*, with_program: bool = False, empty: bool = False) -> bytes:
    """A font of one letter, a square."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({} if empty else {ord("A"): "A"})
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 700), (600, 700), (600, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "A": square})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "A": (650, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Square", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    if with_program:
        from fontTools.ttLib import newTable
        from fontTools.ttLib.tables.ttProgram import Program

        program = Program()
        program.fromBytecode(b"\xb0\x01\x21")
        builder.font["fpgm"] = newTable("fpgm")
        builder.font["fpgm"].program = program
        builder.font["SVG "] = newTable("SVG ")
        builder.font["SVG "].docList = [("<svg xmlns='http://www.w3.org/2000/svg'/>", 1, 1)]
    file = BytesIO()
    builder.save(file)
    return file.getvalue()


def written(folder: Path, content: bytes, name: str = "uploaded") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
