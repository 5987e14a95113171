"""Recordings of the stand-in: really written when asked, broken and stalled when told."""

from pathlib import Path

from infra.fake_freeswitch import FakeFreeswitch
from infra.fake_freeswitch.recorder import SAMPLE
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
    switch.wait_for(lambda: path.stat().st_size > SAMPLE.stat().st_size)

    assert path.read_bytes().startswith(bytes.fromhex("1a45dfa3"))


def test_a_stalled_recording_does_not_grow(switch: FakeFreeswitch, client: EslClient, tmp_path: Path) -> None:
    switch.switch.recordings_stall = True

    start(switch, client, tmp_path / "a.mkv")

    assert not (tmp_path / "a.mkv").exists()


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
