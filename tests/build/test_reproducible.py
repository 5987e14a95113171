"""A function that is built in two folders, by two umasks and at two times, is one zip, byte for byte."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from infra.release.zips import zip_folder

ROOT = Path(__file__).parents[2]
# The one with the fewest packages: what is true of its byte code and of pip's notes is true of all.
FUNCTION = "DirectoryFunction"


def built(folder: Path, umask: int, time: int) -> Path:
    """Build one function as SAM does, in a copy of its own; gives its zip."""
    sources, artifact = folder / "functions", folder / "artifact"
    shutil.copytree(ROOT / "functions", sources, ignore=shutil.ignore_patterns("__pycache__"))
    for path in sources.rglob("*"):
        os.utime(path, (time, time))
    artifact.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(
        ["make", f"build-{FUNCTION}", f"ARTIFACTS_DIR={artifact}", f"PYTHON={sys.executable}", "ARCH=native"],
        cwd=sources,
        env=environment,
        umask=umask,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    zip_folder(artifact, folder / "function.zip")
    return folder / "function.zip"


def contents(archive: Path) -> dict[str, str]:
    with zipfile.ZipFile(archive) as opened:
        return {name: hashlib.sha256(opened.read(name)).hexdigest() for name in opened.namelist()}


def test_two_builds_in_two_folders_are_the_same(tmp_path: Path) -> None:
    places = tmp_path / "a", tmp_path / "a longer way" / "to" / "another"
    for place in places:
        place.mkdir(parents=True)
    one, other = built(places[0], 0o022, 1_700_000_000), built(places[1], 0o077, 1_800_000_000)

    first, second = contents(one), contents(other)
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} == set()
    assert one.read_bytes() == other.read_bytes()
    assert any(name.endswith(".pyc") for name in first)
    # Neither folder is named in it.
    with zipfile.ZipFile(one) as opened:
        named = [name for name in opened.namelist() if str(tmp_path).encode() in opened.read(name)]
    assert named == []
