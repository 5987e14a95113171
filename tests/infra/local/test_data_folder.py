"""The folder of `make run DATA=…`: one run at a time has it, and what is wrong with one is said before the start."""

import fcntl
import os
from pathlib import Path

import pytest

from functions.shared.settings import LocalStackSettings
from infra.local.data_folder import BadFolder, DataFolder
from infra.local.kept_credentials import kept_credentials


def refusal(path: Path) -> str:
    with pytest.raises(BadFolder) as error, DataFolder(path, wait_seconds=0):
        pass
    return str(error.value)


def test_a_folder_that_is_not_there_is_made_for_this_user_only(tmp_path: Path) -> None:
    with DataFolder(tmp_path / "data") as folder:
        assert folder.recordings.is_dir()

    assert (tmp_path / "data").stat().st_mode & 0o77 == 0


def test_it_is_somebody_s_until_they_leave_it(tmp_path: Path) -> None:
    with DataFolder(tmp_path / "data"):
        said = refusal(tmp_path / "data")
        assert "in use by another local stack" in said
        assert str(os.getpid()) in said

    with DataFolder(tmp_path / "data", wait_seconds=0):
        pass


def test_who_writes_on_after_its_run_was_killed_still_has_it(tmp_path: Path) -> None:
    with DataFolder(tmp_path / "data") as folder:
        # As the process of the embedded services has it: of the same opening.
        also = os.dup(folder.descriptor)
    try:
        assert "in use" in refusal(tmp_path / "data")
    finally:
        os.close(also)
    with DataFolder(tmp_path / "data", wait_seconds=0):
        pass


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")

    assert refusal(tmp_path / "data") == f"DATA={tmp_path}/data is a file; name a folder"


def test_a_mistyped_way_is_not_made(tmp_path: Path) -> None:
    assert f"{tmp_path}/hmoe is no folder" in refusal(tmp_path / "hmoe" / "data")
    assert not (tmp_path / "hmoe").exists()


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    for name in ("letters", "photographs", "songs", "taxes"):
        (tmp_path / name).write_text("x")

    assert "holds something else (letters, photographs, songs …)" in refusal(tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["letters", "photographs", "songs", "taxes"]


def test_a_run_that_was_killed_at_its_beginning_is_in_nobody_s_way(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("1234\n")

    with DataFolder(tmp_path, wait_seconds=0):
        pass


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("secrets.json", b"{", "secrets.json is damaged"),
        ("secrets.json", b'{"version": 2, "credentials": {}}', "is of version 2, and this program reads version 1"),
        ("services.sqlite", b"a letter to somebody " * 50, "cannot be read as a file of the local stack"),
    ],
)
def test_what_cannot_be_read_is_named_and_left_as_it_is(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)

    said = refusal(tmp_path)

    assert words in said
    assert said.startswith(f"DATA={tmp_path} cannot be used")
    assert said.endswith("Move the folder away, or name another")
    assert (tmp_path / name).read_bytes() == content
    # And it is nobody's.
    with (tmp_path / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    assert refusal(tmp_path) == f"DATA={tmp_path} cannot be used: Permission denied"


def test_a_folder_of_an_earlier_run_is_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with DataFolder(tmp_path / "data", wait_seconds=0) as folder:
            kept_credentials(LocalStackSettings(), folder.path)
