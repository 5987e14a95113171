"""`make release`: from a clean checkout to a tag and files that can be checked; what fails changes nothing."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from functions.shared.version import VERSION
from infra.release.__main__ import release
from infra.release.version_places import PLACES, NotWritten

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
NEXT = "7.8.9"
# What is needed of the sources; node_modules is the checkout's own.
NEEDED = (
    *PLACES,
    "CHANGELOG.md",
    "requirements/relay.txt",
    "requirements/edge.txt",
    "web/package-lock.json",
)
# npm as far as a release needs it: its package is tried by the client's own tests.
NPM = """#!/bin/sh
echo "npm $*" >> {log}
case "$*" in *pack*) for folder; do :; done; echo packed > "$folder/freeswitch-functions-client-{version}.tgz" ;; esac
"""


def git(checkout: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=checkout, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with what a release needs, and an npm that only says that it was called."""
    place = tmp_path / "checkout"
    for name in (*NEEDED, *(str(path.relative_to(ROOT)) for path in (ROOT / "functions").glob("*/requirements.txt"))):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, place / name)
    for package in ("clients/python", "clients/ffctl"):
        shutil.copytree(
            ROOT / package, place / package, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", "dist")
        )
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "npm").write_text(NPM.format(log=tmp_path / "npm.log", version=NEXT))
    (programs / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    for name, value in {"NAME": "A Tester", "EMAIL": "tester@example.com"}.items():
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    git(place, "init", "--quiet", "--initial-branch=main")
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--message", "Everything")
    return place


@pytest.fixture
def built(tmp_path: Path) -> Callable[[], Path]:
    """Functions as `make build` leaves them, but small."""
    for name in ("DirectoryFunction", "RoomsFunction"):
        (tmp_path / "built" / name / "functions").mkdir(parents=True)
        (tmp_path / "built" / name / "functions" / "app.py").write_text(f"# {name}")
    (tmp_path / "built" / "template.yaml").write_text("{}")
    return lambda: tmp_path / "built"


def test_a_release_is_written_made_committed_and_tagged(
    checkout: Path, built: Callable[[], Path], tmp_path: Path
) -> None:
    before = git(checkout, "rev-parse", "HEAD")
    out = checkout / "dist" / NEXT

    made = release(checkout, NEXT, out, built, NOW)

    prefix = f"freeswitch-functions-{NEXT}"
    assert {path.name for path in made} == {
        "SHA256SUMS",
        f"{prefix}.cdx.json",
        f"{prefix}.md",
        f"{prefix}.tar.gz",
        f"{prefix}-images.sh",
        f"{prefix}-DirectoryFunction.zip",
        f"{prefix}-RoomsFunction.zip",
        f"freeswitch_functions_client-{NEXT}-py3-none-any.whl",
        f"freeswitch_functions_client-{NEXT}.tar.gz",
        f"freeswitch_functions_ffctl-{NEXT}-py3-none-any.whl",
        f"freeswitch_functions_ffctl-{NEXT}.tar.gz",
        f"freeswitch-functions-client-{NEXT}.tgz",
    }
    # The version is in every file, and nothing but the version has changed there.
    for name, places in PLACES.items():
        assert (checkout / name).read_text() == (ROOT / name).read_text().replace(VERSION, NEXT, len(places))
    assert f"## [{NEXT}] - 2026-12-01\n" in (checkout / "CHANGELOG.md").read_text()
    # One commit with all of it, and a tag of its own on it.
    assert git(checkout, "rev-parse", f"v{NEXT}^{{commit}}") == git(checkout, "rev-parse", "HEAD")
    assert git(checkout, "rev-parse", "HEAD~1") == before
    assert git(checkout, "cat-file", "-t", f"v{NEXT}") == "tag"
    assert set(git(checkout, "diff", "--name-only", "HEAD~1").splitlines()) == {*PLACES, "CHANGELOG.md"}
    # What goes out is what was tagged, and its sums are right.
    with tarfile.open(out / f"{prefix}.tar.gz") as archive:
        packed = archive.extractfile(f"{prefix}/functions/shared/version.py")
        assert packed is not None
        assert f'VERSION = "{NEXT}"' in packed.read().decode()
    # No time, and no system: whoever packs it with another Python gets the same.
    assert (out / f"{prefix}.tar.gz").read_bytes()[4:10] == bytes([0, 0, 0, 0, 2, 255])
    lines = [line.split("  ") for line in (out / "SHA256SUMS").read_text().splitlines()]
    sums = {name: digest for digest, name in lines}
    assert sums == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in made if path.name != "SHA256SUMS"
    }
    assert json.loads((out / f"{prefix}.cdx.json").read_text())["metadata"]["component"]["version"] == NEXT
    script = (out / f"{prefix}-images.sh").read_text()
    for image in ("freeswitch-node", "freeswitch-relay", "freeswitch-edge", "freeswitch-local-stack"):
        assert f"--tag {image}:{NEXT} " in script
    assert subprocess.run(["sh", "-n"], input=script, text=True, check=False).returncode == 0
    assert "npm pack" in (tmp_path / "npm.log").read_text()


def unsaved(checkout: Path) -> str:
    (checkout / "CHANGELOG.md").write_text((checkout / "CHANGELOG.md").read_text() + "\n")
    return NEXT


def with_a_later_tag(checkout: Path) -> str:
    git(checkout, "tag", "v8.0.0")
    return NEXT


def earlier(_: Path) -> str:
    return "0.0.9"


def no_version(_: Path) -> str:
    return "v1.2"


def half_written(checkout: Path) -> str:
    for name in ("freeswitch/Dockerfile", "clients/python/pyproject.toml"):
        (checkout / name).write_text((checkout / name).read_text().replace(VERSION, "9.9.9"))
    git(checkout, "commit", "--quiet", "--all", "--message", "Somebody's own")
    return NEXT


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (unsaved, ["these are not committed: CHANGELOG.md"]),
        (with_a_later_tag, [f"{NEXT} does not come after 8.0.0, which is released"]),
        (earlier, [f"0.0.9 does not come after {VERSION}, which the sources say"]),
        (no_version, ["VERSION='v1.2' is no version; write three numbers, such as 1.2.3"]),
        (half_written, ["freeswitch/Dockerfile says", "clients/python/pyproject.toml says"]),
    ],
)
def test_what_is_in_the_way_is_said_before_anything_is_changed(
    how: Callable[[Path], str], words: list[str], checkout: Path, built: Callable[[], Path], tmp_path: Path
) -> None:
    version = how(checkout)
    before = git(checkout, "status", "--porcelain"), git(checkout, "rev-parse", "HEAD"), git(checkout, "tag")

    with pytest.raises(NotWritten) as error:
        release(checkout, version, tmp_path / "out", built, NOW)

    assert [one for one in words if one not in str(error.value)] == []
    assert before == (git(checkout, "status", "--porcelain"), git(checkout, "rev-parse", "HEAD"), git(checkout, "tag"))
    assert not (tmp_path / "out").exists()


def test_what_fails_leaves_the_sources_as_they_were(checkout: Path, tmp_path: Path) -> None:
    def fails() -> Path:
        raise NotWritten("make build failed")

    with pytest.raises(NotWritten, match="make build failed"):
        release(checkout, NEXT, tmp_path / "out", fails, NOW)

    assert git(checkout, "status", "--porcelain") == ""
    assert git(checkout, "tag") == ""
    assert not (tmp_path / "out").exists()
    assert VERSION in (checkout / "functions/shared/version.py").read_text()


def test_whoever_makes_it_again_on_that_day_gets_the_same_bytes(
    checkout: Path, built: Callable[[], Path], tmp_path: Path
) -> None:
    one = release(checkout, NEXT, tmp_path / "one", built, NOW)
    git(checkout, "reset", "--quiet", "--hard", "HEAD~1")
    git(checkout, "tag", "--delete", f"v{NEXT}")
    other = release(checkout, NEXT, tmp_path / "other", built, NOW + timedelta(hours=11))

    assert {path.name: path.read_bytes() for path in one} == {path.name: path.read_bytes() for path in other}


def test_the_first_release_may_have_the_number_that_the_sources_say(
    checkout: Path, built: Callable[[], Path], tmp_path: Path
) -> None:
    release(checkout, VERSION, tmp_path / "out", built, NOW)

    assert git(checkout, "tag") == f"v{VERSION}"
    with pytest.raises(NotWritten, match="which is released"):
        release(checkout, VERSION, tmp_path / "again", built, NOW)
