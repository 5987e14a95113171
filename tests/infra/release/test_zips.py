"""A zip says what is in a folder and nothing about the machine that made it."""

import os
import zipfile
from pathlib import Path

from infra.release.zips import zip_folder


def folder(path: Path, *, mode: int, time: int, names: tuple[str, ...]) -> Path:
    for name in names:
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"this is {name}")
        file.chmod(mode)
        os.utime(file, (time, time))
    return path


def test_the_same_files_are_the_same_zip(tmp_path: Path) -> None:
    names = ("b/z.py", "a.py", "b/a.py", "ü.py")
    one = folder(tmp_path / "one", mode=0o600, time=1_000_000_000, names=names)
    other = folder(tmp_path / "other", mode=0o664, time=1_700_000_000, names=names[::-1])
    for place in (one, other):
        zip_folder(place, place.with_suffix(".zip"))

    assert one.with_suffix(".zip").read_bytes() == other.with_suffix(".zip").read_bytes()


def test_everybody_may_read_what_is_in_it_and_run_what_could_be_run(tmp_path: Path) -> None:
    place = folder(tmp_path / "one", mode=0o600, time=1_700_000_000, names=("a.py", "run"))
    (place / "run").chmod(0o700)
    zip_folder(place, tmp_path / "one.zip")

    with zipfile.ZipFile(tmp_path / "one.zip") as opened:
        assert {one.filename: oct(one.external_attr >> 16) for one in opened.infolist()} == {
            "a.py": "0o100644",
            "run": "0o100755",
        }
        assert opened.read("a.py") == b"this is a.py"


def test_another_file_is_another_zip(tmp_path: Path) -> None:
    place = folder(tmp_path / "one", mode=0o644, time=1_700_000_000, names=("a.py",))
    zip_folder(place, tmp_path / "before.zip")
    (place / "a.py").write_text("something else")
    zip_folder(place, tmp_path / "after.zip")

    assert (tmp_path / "before.zip").read_bytes() != (tmp_path / "after.zip").read_bytes()
