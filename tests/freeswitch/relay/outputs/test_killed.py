"""A relay killed with -9 at every step of a recording's and a stream's life: the next one brings both to their end."""

import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

import pytest

from freeswitch.relay.finishing.contents import LEAST_PART
from functions.shared.command_life.outcomes import OPEN_STATES, CommandRow
from functions.shared.commands import Command
from functions.shared.commands.outputs.recordings import StartRecording, StopRecording
from functions.shared.commands.outputs.streams import StartStream, StopStream
from functions.shared.outputs.sealed_keys import seal_key
from functions.shared.tables.conferences.outputs import find_output
from functions.shared.tables.nodes import find_node
from functions.sweep.lost_nodes import end_lost
from infra.fake_freeswitch.conferences.life import leave
from tests.freeswitch.relay.child import let_time_pass, relay_process, wait_for_relay
from tests.freeswitch.relay.finishing.films import film
from tests.freeswitch.relay.outputs.scene import BUCKET, FINISH_SECONDS, Scene, scene
from tests.freeswitch.relay.outputs.switch import KEY, SECRET
from tests.freeswitch.relay.play import NODE, until

URL = "rtmp://127.0.0.1:1999/live"
# A node that was not seen for five minutes does not come back with its meetings.
OVER_SECONDS = 400.0
# A relay of its own beside this process and the services, on a machine that is busy with other tests.
CHILD_SECONDS = 180.0


@pytest.fixture
def still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_client: None) -> Iterator[Scene]:
    with scene(tmp_path, monkeypatch, start=False) as here:
        yield here


@contextmanager
def first_relay(play: Scene, *arguments: str) -> Iterator["Popen[str]"]:
    variables = {
        "RECORDINGS_ROOT": str(play.root),
        "RECORDINGS_BUCKET": BUCKET,
        "RECORDINGS_FREE_SHARE": "0",
        "STREAM_KEY_SECRET": SECRET,
        "STREAM_ALLOWED_TARGETS": "127.0.0.1",
        "STREAM_ALLOWED_PORTS": "1999",
    }
    for name, text in variables.items():
        play.environment.setenv(name, text)
    with relay_process(play.playground, play.aws, *arguments) as process:
        wait_for_relay()
        yield process


def send(play: Scene, command: Command) -> str:
    """Give the command's id."""
    return play.playground.send(command)


def start_both(play: Scene) -> None:
    sealed = seal_key(KEY, stream="s1", secrets=[SECRET])
    send(play, StartRecording(recording="r1", format="mp4"))
    send(play, StartStream(stream="s1", url=URL, sealed_key=sealed))


def next_relay(play: Scene) -> None:
    let_time_pass()
    play.playground.start()
    play.run()
    play.playground.relay.recover_once()


def done(play: Scene, command: Command) -> CommandRow:
    """Send a command and run it to its end, even if moto gave its message to the poll of the relay that is dead."""
    command_id = send(play, command)
    worked_off(play, command_id)
    return play.playground.row(command_id)


def worked_off(play: Scene, *command_ids: str) -> None:
    """Work until none of the commands is open. The dead relay's polls may take messages for as long as they wait."""

    def none_is_open() -> bool:
        play.playground.work()
        if all(play.playground.row(one).state not in OPEN_STATES for one in command_ids):
            return True
        let_time_pass()
        return False

    until(none_is_open, CHILD_SECONDS)


def state(noun: str, output_id: str) -> str:
    row = (
        find_output("internal", "recording", output_id)
        if noun == "recording"
        else find_output("internal", "stream", output_id)
    )
    return row.state.state if row else "none"


def upload_is_noted(play: Scene) -> bool:
    note = play.root / "internal" / "r1.upload.json"
    return note.exists() and bool(json.loads(note.read_bytes()).get("upload_id"))


def both_live() -> bool:
    return state("recording", "r1") == state("stream", "s1") == "live"


def killed_with_both_live(play: Scene) -> None:
    with first_relay(play) as process:
        start_both(play)
        until(both_live, CHILD_SECONDS)
        process.kill()
        process.wait()


def test_what_runs_is_found_again_and_stopped(still: Scene) -> None:
    killed_with_both_live(still)
    next_relay(still)
    found = still.playground.relay.outputs.roll
    until(lambda: [one.row.state.state for one in found] == ["live", "live"], 10)
    stopped = [done(still, command) for command in (StopRecording(recording="r1"), StopStream(stream="s1", url=URL))]
    row = still.becomes("ready")

    assert [one.state for one in stopped] == ["confirmed", "confirmed"]
    assert (row.state.parts, row.state.incomplete) == (1, False)
    assert still.stream().state.state == "ready"


def test_a_stream_that_is_stopped_before_the_next_relay_has_looked_round_ends_in_freeswitch_too(still: Scene) -> None:
    killed_with_both_live(still)
    let_time_pass()
    still.playground.start()
    stopped = done(still, StopStream(stream="s1", url=URL))

    assert stopped.state == "confirmed"
    assert [one.path.rpartition("/")[2] for one in still.playground.switch.conferences["internal"].recordings] == [
        "r1.mkv"
    ]


@pytest.mark.parametrize("place", ["received", "claimed", "executed", "proved"])
def test_killed_while_it_starts_one_recording_comes_about(still: Scene, place: str) -> None:
    with first_relay(still, "--stop-at", place) as process:
        started = send(still, StartRecording(recording="r1", format="mp4"))
        until(lambda: process.poll() is not None, CHILD_SECONDS)
    next_relay(still)
    let_time_pass()
    worked_off(still, started)
    still.becomes("live", seconds=CHILD_SECONDS)

    assert len(still.playground.switch.conferences["internal"].recordings) == 1


@pytest.mark.parametrize("place", ["received", "claimed", "executed", "proved"])
def test_killed_while_it_stops_both_are_brought_to_their_end(still: Scene, place: str) -> None:
    killed_with_both_live(still)
    let_time_pass()
    with first_relay(still, "--stop-at", place) as process:
        stopped = [send(still, one) for one in (StopRecording(recording="r1"), StopStream(stream="s1", url=URL))]
        until(lambda: process.poll() is not None, CHILD_SECONDS)
    next_relay(still)
    let_time_pass()
    worked_off(still, *stopped)
    row = still.becomes("ready")

    assert (row.state.parts, row.state.incomplete, row.state.has_video) == (1, False, True)
    assert still.stream_becomes("ready").state.reason == "stopped"
    assert still.s3.list_objects_v2(Bucket=BUCKET)["KeyCount"] == 1
    assert still.playground.switch.conferences["internal"].recordings == []
    until(lambda: still.files() == [], FINISH_SECONDS)


def test_killed_while_it_joins_the_next_one_makes_the_film_anew(still: Scene) -> None:
    # So long that joining can be seen; a Matroska file is remuxed into an mp4.
    long = film(still.root.parent / "long.mkv", 1800.0)
    still.playground.switch.switch.recording_content = long.read_bytes()
    half = still.root / "internal" / "r1.out.mp4.half"
    with first_relay(still) as process:
        send(still, StartRecording(recording="r1", format="mp4"))
        until(lambda: state("recording", "r1") == "live", CHILD_SECONDS)
        send(still, StopRecording(recording="r1"))
        until(half.exists, CHILD_SECONDS)
        process.kill()
        process.wait()
    left = half.exists()
    next_relay(still)
    row = still.becomes("ready", seconds=120)
    held = still.s3.get_object(Bucket=BUCKET, Key=row.job.key)

    assert left, "it was killed too late for this test to show anything"
    assert row.state.duration_seconds == pytest.approx(1800, abs=2)
    assert hashlib.sha256(held["Body"].read()).hexdigest() == row.state.sha256
    until(lambda: still.files() == [], FINISH_SECONDS)


def test_what_ended_while_nobody_looked_is_finished(still: Scene) -> None:
    killed_with_both_live(still)
    conference = still.playground.switch.conferences["internal"]
    for member in list(conference.members):
        leave(still.playground.switch.switch, conference, member)
    until(lambda: "internal" not in still.playground.switch.conferences)
    next_relay(still)
    row = still.becomes("ready")

    assert row.state.sha256 is not None
    assert still.stream_becomes("failed").state.reason == "conference_ended"


def test_the_volume_of_a_lost_machine_brings_its_recordings_from_another_one(still: Scene) -> None:
    """docs/runbooks/node-lost.md, step 4: a relay of the same name, a FreeSWITCH that knows of nothing."""
    killed_with_both_live(still)
    volume = still.root.rename(still.root.parent / "detached")
    # The sweep has ended what the node had: five minutes are over, as they are when a volume has been moved.
    lost = find_node(NODE)
    assert lost is not None
    end_lost(lost, time.time() + OVER_SECONDS, lambda: True)
    ended = still.playground.stored("internal")
    # The other machine: its mount, and nobody in its FreeSWITCH.
    shutil.copytree(volume, still.root)
    for conference in list(still.playground.switch.conferences.values()):
        for member in list(conference.members):
            leave(still.playground.switch.switch, conference, member)
    until(lambda: not still.playground.switch.conferences)
    still.playground.switch.restart()

    next_relay(still)
    row = still.becomes("ready")

    held = still.s3.get_object(Bucket=BUCKET, Key=row.job.key)
    assert ended is not None
    assert ended.ended_at is not None
    assert hashlib.sha256(held["Body"].read()).hexdigest() == row.state.sha256
    assert row.job.cut_off
    assert row.state.duration_seconds == pytest.approx(2, abs=0.3)
    until(lambda: still.files() == [], FINISH_SECONDS)
    assert [path.name for path in volume.rglob("*.mkv")] == ["r1.mkv"]


def test_killed_while_it_uploads_the_file_arrives_once_and_whole(still: Scene) -> None:
    content = still.playground.switch.switch.recording_content or b""
    # Several parts: a void element of Matroska, which players pass over.
    size = 3 * LEAST_PART
    still.playground.switch.switch.recording_content = (
        content + b"\xec\x01" + (size - 9).to_bytes(7, "big") + bytes(size - 9)
    )
    with first_relay(still) as process:
        send(still, StartRecording(recording="r1", format="mkv"))
        until(lambda: state("recording", "r1") == "live", CHILD_SECONDS)
        send(still, StopRecording(recording="r1"))
        until(lambda: upload_is_noted(still), 30)
        process.kill()
        process.wait()
    next_relay(still)
    row = still.becomes("ready")
    held = still.s3.get_object(Bucket=BUCKET, Key=row.job.key)

    assert held["ContentLength"] == row.state.bytes
    assert held["Metadata"]["sha256"] == row.state.sha256
    assert still.s3.list_multipart_uploads(Bucket=BUCKET).get("Uploads", []) == []
    assert still.s3.list_objects_v2(Bucket=BUCKET)["KeyCount"] == 1
    until(lambda: still.files() == [], FINISH_SECONDS)
