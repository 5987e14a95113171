"""The pictures that the catalogue names are drawn, and are what is committed."""

import struct
import zlib
from pathlib import Path

import pytest

from freeswitch.images.__main__ import FOLDER, main
from freeswitch.images.pictures import PICTURES
from freeswitch.images.png import SIGNATURE, png
from functions.shared.grammars.media import IMAGES


def test_every_image_of_the_catalogue_is_a_file_of_the_node() -> None:
    assert {path.name for path in FOLDER.glob("*.png")} == set(IMAGES.values())
    assert {f"{name}.png" for name in PICTURES} == set(IMAGES.values())


def test_the_files_are_what_is_drawn(tmp_path: Path) -> None:
    main(tmp_path)

    # The pixels, not the bytes: another zlib packs them otherwise.
    for drawn in tmp_path.glob("*.png"):
        assert pixels(drawn.read_bytes()) == pixels((FOLDER / drawn.name).read_bytes())


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_has_its_size_in_its_header(name: str) -> None:
    header = (FOLDER / f"{name}.png").read_bytes()[:24]

    assert header.startswith(SIGNATURE)
    assert struct.unpack(">II", header[16:24]) == PICTURES[name][:2]


def test_the_colours_are_those_that_were_painted() -> None:
    drawn = png(2, 1, lambda x, _y: (x, 7, 8, 255))

    assert pixels(drawn) == bytes((0, 0, 7, 8, 255, 1, 7, 8, 255))


def pixels(file: bytes) -> bytes:
    """The unpacked pixels of a PNG with one IDAT chunk."""
    at = file.index(b"IDAT")
    (length,) = struct.unpack(">I", file[at - 4 : at])
    return zlib.decompress(file[at + 4 : at + 4 + length])
