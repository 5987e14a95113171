"""One reading of a file tells the hash of the whole and of every part."""

import base64
import hashlib
import os
import random
from pathlib import Path

import pytest

from freeswitch.relay.finishing.contents import LEAST_PART, MIB, MOST_PARTS, Contents, HashedFile, part_size
from freeswitch.relay.finishing.probe import BUFFER_BYTES, examine
from tests.freeswitch.relay.finishing.films import film


def expected(data: bytes) -> tuple[str, tuple[str, ...]]:
    pieces = [data[at : at + LEAST_PART] for at in range(0, len(data), LEAST_PART)] or [b""]
    return hashlib.sha256(data).hexdigest(), tuple(
        base64.b64encode(hashlib.sha256(piece).digest()).decode() for piece in pieces
    )


def shown(contents: Contents) -> tuple[str, tuple[str, ...]]:
    return contents.sha256, contents.parts


@pytest.mark.parametrize("size", [0, 1, LEAST_PART - 1, LEAST_PART, LEAST_PART + 1, 2 * LEAST_PART])
def test_the_whole_and_every_part_have_their_hash(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(os.urandom(size))
    with HashedFile(path) as file:
        contents = file.contents()

    assert shown(contents) == expected(path.read_bytes())
    assert contents.size == size
    assert contents.still_of(path)


def test_a_reader_that_jumps_about_changes_nothing(tmp_path: Path) -> None:
    path, chance = tmp_path / "a.mp4", random.Random(5)
    path.write_bytes(os.urandom(LEAST_PART + 4 * MIB))
    size = path.stat().st_size
    with HashedFile(path) as file:
        for _ in range(200):
            if chance.random() < 0.3:
                file.seek(chance.randrange(size))
            elif chance.random() < 0.3:
                file.seek(-chance.randrange(1, size), os.SEEK_END)
            file.read(chance.randrange(1, MIB))
        contents = file.contents()

    assert shown(contents) == expected(path.read_bytes())


def test_looking_at_a_film_and_hashing_it_is_one_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = film(tmp_path / "a.mkv", 20.0)
    # Large, as real ones are: an element that players pass over.
    size = 3 * LEAST_PART
    with path.open("ab") as opened:
        opened.write(b"\xec\x01" + (size - 9).to_bytes(7, "big") + bytes(size - 9))
    read: list[int] = []
    honest = HashedFile.read

    def counted(self: HashedFile, most: int = -1) -> bytes:
        data = honest(self, most)
        read.append(len(data))
        return data

    monkeypatch.setattr(HashedFile, "read", counted)
    found = examine(path)

    assert found is not None
    assert shown(found[1]) == expected(path.read_bytes())
    assert (found[0].has_video, found[0].has_sound, found[0].closed) == (True, True, True)
    # A demuxer looks for the index at the end and comes back: some buffers twice, never the file.
    assert sum(read) < path.stat().st_size + 4 * BUFFER_BYTES


def test_parts_are_few_enough_for_the_largest_file() -> None:
    sizes = [1, 100 * MIB, 2048 * MIB, 5 * 1024 * 1024 * MIB]

    assert all(-(-size // part_size(size)) <= MOST_PARTS for size in sizes)
    assert all(part_size(size) % MIB == 0 for size in sizes)
