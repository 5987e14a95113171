"""The file that holds what is kept: all of a change or nothing, and plain words about a file that is not ours."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from infra.local.aws.keeping import store
from infra.local.aws.keeping.store import APPLICATION, VERSION, CannotKeep, Row, Store, Version

FILM = Version("films", "a/b.mp4", "v1", 0, "{}")


def test_what_was_written_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "kept")) as first:
        first.write([Row("users", "a", "1"), Row("users", "b", "2"), Row("rooms", "a", "3")], [], [(FILM, b"film")])
        first.write([Row("users", "a", None), Row("users", "b", "4")], [], [])

    with closing(Store(tmp_path / "kept")) as second:
        assert second.rows_of("users") == ["4"]
        assert second.rows_of("rooms") == ["3"]
        assert second.versions_of("films") == [(FILM, b"film")]
        assert second.versions_of("others") == []


def test_an_object_of_any_length_comes_back_whole_and_goes_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PART_BYTES", 3)
    with closing(Store(tmp_path / "kept")) as kept:
        kept.write([], [], [(FILM, b"0123456789")])

        assert kept.versions_of("films") == [(FILM, b"0123456789")]
        # The same version again, with another content.
        kept.write([], [FILM], [(FILM, b"01")])
        assert kept.versions_of("films") == [(FILM, b"01")]


def test_a_change_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "kept")) as kept:
        kept.write([Row("users", "a", "1")], [], [(FILM, b"old")])

        with pytest.raises(sqlite3.IntegrityError):
            kept.write([Row("users", "a", "2")], [], [(FILM, b"new")])

        assert kept.rows_of("users") == ["1"]
        assert kept.versions_of("films") == [(FILM, b"old")]
        kept.write([Row("users", "a", "3")], [], [])
        assert kept.rows_of("users") == ["3"]


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "kept")) as kept:
        kept.write([Row("users", "a", "1")], [], [])

        assert {one.name: one.stat().st_mode & 0o77 for one in tmp_path.iterdir()} == {
            "kept": 0,
            "kept-wal": 0,
            "kept-shm": 0,
        }


def another_program_s(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")


def of_a_later_version(path: Path) -> None:
    Store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)


def no_database(path: Path) -> None:
    path.write_text("a letter to somebody, which is long enough to be looked at " * 3)


def torn(path: Path) -> None:
    with closing(Store(path)) as kept:
        kept.write([Row("users", str(number), "x" * 500) for number in range(200)], [], [])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + b"\xff" * (len(whole) // 2))


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (another_program_s, "is the SQLite file of another program"),
        (of_a_later_version, f"is of version {VERSION + 1}, and this program reads version {VERSION}"),
        (no_database, "cannot be read as a file of the local stack"),
        (torn, "damaged|cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_plainly_and_left_as_it_is(made: object, words: str, tmp_path: Path) -> None:
    path = tmp_path / "kept"
    assert callable(made)
    made(path)
    before = path.read_bytes()

    with pytest.raises(CannotKeep, match=words) as error:
        Store(path)

    assert str(path) in str(error.value)
    assert path.read_bytes() == before
