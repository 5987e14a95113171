"""What a node keeps of the domains' own: whole, under its hash, no more than there is room for."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from freeswitch.relay.assets.shelf import STRAY_SECONDS, OtherBytes, Shelf
from functions.shared.assets.asset import Placed

ROOM = 1000


def placed(content: bytes) -> Placed:
    return Placed(kind="picture", sha256=hashlib.sha256(content).hexdigest(), bytes=len(content), key="k")


def chunks(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), 7):
        yield content[start : start + 7]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(str(tmp_path / "assets"), ROOM)


def kept(shelf: Shelf, content: bytes, name: str = "autumn") -> Placed:
    one = placed(content)
    shelf.keep(one, name, lambda: chunks(content))
    return one


def test_what_is_kept_lies_whole_below_its_hash_under_its_name(shelf: Shelf) -> None:
    one = kept(shelf, b"a picture")

    path = shelf.path(one, "autumn")

    assert path == shelf.root / one.sha256 / "autumn.png"
    assert path.read_bytes() == b"a picture"
    # FreeSWITCH may be another user.
    assert path.stat().st_mode & 0o777 == 0o644


def test_the_same_bytes_under_another_name_are_no_second_file(shelf: Shelf) -> None:
    one = kept(shelf, b"a picture")

    path = shelf.path(one, "winter")

    assert path is not None
    assert path.name == "winter.png"
    assert path.stat().st_nlink == 2
    assert shelf.make_room() == []


@pytest.mark.parametrize("came", [b"another..", b"a pictur", b"a picture and more", b""])
def test_what_comes_otherwise_is_never_seen(shelf: Shelf, came: bytes) -> None:
    with pytest.raises(OtherBytes):
        shelf.keep(placed(b"a picture"), "autumn", lambda: chunks(came))

    assert shelf.path(placed(b"a picture"), "autumn") is None
    assert [entry.name for entry in shelf.root.iterdir() if entry.name.startswith(".")] == []


def test_a_connection_that_breaks_leaves_nothing(shelf: Shelf) -> None:
    def broken() -> Iterator[bytes]:
        yield b"a pic"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        shelf.keep(placed(b"a picture"), "autumn", broken)

    assert shelf.path(placed(b"a picture"), "autumn") is None


def test_what_somebody_has_changed_on_the_disk_is_fetched_anew_by_the_next_relay(shelf: Shelf) -> None:
    one = kept(shelf, b"a picture")
    (shelf.root / one.sha256 / "autumn.png").write_bytes(b"b picture")

    assert Shelf(str(shelf.root), ROOM).path(one, "autumn") is None


def test_room_is_made_of_what_was_named_longest_ago_but_never_under_a_living_meeting(shelf: Shelf) -> None:
    old, used, new = (kept(shelf, letter * 300) for letter in (b"a", b"b", b"c"))
    for number, one in enumerate((used, old, new)):
        os.utime(shelf.root / one.sha256, (number, number))
    shelf.hold(used, "meeting-1")

    gone = shelf.make_room(200)

    assert gone == [old.sha256]
    assert shelf.path(used, "autumn") is not None
    # The next relay knows it, too, until the meeting is over.
    again = Shelf(str(shelf.root), 300)
    os.utime(shelf.root / used.sha256, (0, 0))
    assert again.make_room() == [new.sha256]
    again.let_go({"meeting-2"})
    assert again.make_room(1) == [used.sha256]


def test_to_keep_something_makes_room_for_it(shelf: Shelf) -> None:
    first = kept(shelf, b"a" * 700)

    kept(shelf, b"b" * 700)

    assert shelf.path(first, "autumn") is None


def test_what_a_dead_relay_was_writing_goes_after_a_while(shelf: Shelf) -> None:
    shelf.prepare()
    stray = shelf.root / ".coming-x"
    stray.write_bytes(b"half")

    shelf.sweep(stray.stat().st_mtime + STRAY_SECONDS - 1)
    assert stray.exists()
    shelf.sweep(stray.stat().st_mtime + STRAY_SECONDS + 1)
    assert not stray.exists()


def test_a_folder_that_is_a_link_elsewhere_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "assets").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(NotADirectoryError):
        kept(Shelf(str(tmp_path / "assets"), ROOM), b"a picture")
