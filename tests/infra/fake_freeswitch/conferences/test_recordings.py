"""Recordings of the stand-in: really written when asked, broken and stalled when told."""

import errno
import threading
from pathlib import Path

import av
import pytest

from infra.fake_freeswitch import FakeFreeswitch
from tests.infra.fake_freeswitch.esl_client import EslClient


def start(switch: FakeFreeswitch, client: EslClient, path: Path) -> None:
    switch.join("internal", "1000")
    switch.switch.write_recordings = True
    client.ask(f"api conference internal record {path}")
    switch.wait_for(lambda: "start-recording" in switch.actions())


def test_a_recording_is_a_matroska_that_grows(switch: FakeFreeswitch, client: EslClient, tmp_path: Path) -> None:
    path = tmp_path / "a folder that is not there yet" / "a.mkv"
    path = Path(str(path).replace(" ", "-"))

    start(switch, client, path)
    switch.wait_for(lambda: path.stat().st_size > 0)
    before = path.stat().st_size
    switch.wait_for(lambda: path.stat().st_size > before)

    assert path.read_bytes().startswith(bytes.fromhex("1a45dfa3"))


@pytest.mark.parametrize(("name", "streams"), [("a.mkv", ["video", "audio"]), ("a.wav", ["audio"])])
def test_a_recording_is_a_film_as_long_as_it_was_recorded(
    switch: FakeFreeswitch, client: EslClient, tmp_path: Path, name: str, streams: list[str]
) -> None:
    path = tmp_path / name
    start(switch, client, path)
    (recording,) = switch.conferences["internal"].recordings
    switch.wait_for(lambda: recording.milliseconds > 1000)

    recorded = recording.milliseconds / 1000
    client.ask(f"api conference internal norecord {path}")
    switch.wait_for(lambda: "stop-recording" in switch.actions())

    with av.open(str(path)) as film:
        assert [stream.type for stream in film.streams] == streams
        assert film.duration is not None
        assert film.duration / av.time_base == pytest.approx(recorded, abs=0.6)


def test_a_stalled_recording_does_not_grow(switch: FakeFreeswitch, client: EslClient, tmp_path: Path) -> None:
    switch.switch.recordings_stall = True

    start(switch, client, tmp_path / "a.mkv")
    (recording,) = switch.conferences["internal"].recordings
    switch.wait_for(lambda: recording.milliseconds > 500)

    assert recording.film is not None
    assert recording.film.due == 0


def test_on_a_full_disk_a_recording_stays_as_short_as_it_is(
    switch: FakeFreeswitch, client: EslClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = threading.Event()

    def no_space(*_: object) -> None:
        tried.set()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("infra.fake_freeswitch.picture.film.Film.add", no_space)
    monkeypatch.setattr("infra.fake_freeswitch.picture.film.Film.close", no_space)
    path = tmp_path / "a.mkv"
    start(switch, client, path)
    assert tried.wait(5)

    client.ask(f"api conference internal norecord {path}")
    switch.wait_for(lambda: "stop-recording" in switch.actions())

    # The fixture holds that the stand-in's own thread has not stumbled.
    assert switch.conferences["internal"].recordings == []


def test_a_broken_recording_ends_without_being_asked(switch: FakeFreeswitch, client: EslClient, tmp_path: Path) -> None:
    start(switch, client, tmp_path / "a.mkv")

    switch.break_recording("a.mkv")

    assert switch.actions()[-1] == "stop-recording"
    assert not any("norecord" in command for command in switch.commands)
    assert switch.conferences["internal"].recordings == []


def test_a_paused_recording_counts_no_time(switch: FakeFreeswitch, client: EslClient, tmp_path: Path) -> None:
    start(switch, client, tmp_path / "a.mkv")
    (recording,) = switch.conferences["internal"].recordings

    client.ask(f"api conference internal pause {tmp_path / 'a.mkv'}")
    paused_at = recording.milliseconds
    client.ask("api version")

    assert recording.paused
    assert recording.milliseconds == paused_at
