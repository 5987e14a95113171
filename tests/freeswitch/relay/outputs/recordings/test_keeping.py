"""Files that stay on the node go when their time is over."""

import json
from pathlib import Path

import pytest

from freeswitch.relay.outputs.recordings.keeping import LOOK_SECONDS, Keeping, note, note_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "internal" / "r1.out.mp4"
    path.parent.mkdir()
    path.write_bytes(b"a film")
    return path


def test_a_file_goes_with_its_note_when_its_time_is_over(tmp_path: Path, file: Path) -> None:
    note(file, 1000.0)
    keeping = Keeping(tmp_path)
    keeping.run_once(0.0, 999.0)
    before = file.exists()
    keeping.run_once(LOOK_SECONDS, 1000.0)

    assert before
    assert list(file.parent.iterdir()) == []


def test_it_looks_only_now_and_then(tmp_path: Path, file: Path) -> None:
    keeping = Keeping(tmp_path)
    keeping.run_once(0.0, 0.0)
    note(file, 1.0)
    keeping.run_once(LOOK_SECONDS - 1, 2.0)

    assert file.exists()


@pytest.mark.parametrize("named", ["../../elsewhere.mp4", "/elsewhere.mp4"])
def test_a_note_deletes_nothing_but_what_lies_beside_it(tmp_path: Path, file: Path, named: str) -> None:
    elsewhere = tmp_path / "elsewhere.mp4"
    elsewhere.write_bytes(b"another film")
    note_of(file).write_text(json.dumps({"file": named, "until": 1.0}))
    Keeping(tmp_path / "internal" / "..").run_once(0.0, 2.0)

    assert elsewhere.exists()


@pytest.mark.parametrize("text", [b"{", b'{"file": "\xff\xff", "until": 1.0}'])
def test_a_note_that_cannot_be_read_stops_nobody(tmp_path: Path, file: Path, text: bytes) -> None:
    note_of(file.with_name("a.mp4")).write_bytes(text)
    note(file, 1.0)
    Keeping(tmp_path).run_once(0.0, 2.0)

    assert not file.exists()


def test_a_file_that_cannot_be_deleted_stops_nobody_and_is_told(
    tmp_path: Path, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stuck = file.with_name("a.mp4")
    stuck.mkdir()
    note(stuck, 1.0)
    note(file, 1.0)
    keeping = Keeping(tmp_path)
    keeping.run_once(0.0, 2.0)
    told = caplog.text
    stuck.rmdir()
    keeping.run_once(LOOK_SECONDS, 3.0)

    assert not file.exists()
    assert "a recording cannot be deleted when its time is over" in told
    assert not note_of(stuck).exists()
