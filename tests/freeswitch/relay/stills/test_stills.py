"""A still: asked for, written by the switch, looked at, stored by a process of its own, and gone from memory."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import gevent
import pytest

from freeswitch.relay.outputs.assembly import AllOutputSettings
from freeswitch.relay.stills import desk, storing
from freeswitch.relay.stills.png import png_size
from functions.shared.commands.members import Mute
from functions.shared.commands.stills import TakeStill
from functions.shared.outcomes import CommandRow
from functions.shared.settings import OutputSettings, RecordingSettings, StreamSettings
from functions.shared.stills import StillRow
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.stills import find_still
from infra.fake_freeswitch.still import still
from tests.freeswitch.relay.child import aws_server, let_time_pass, relay_process, wait_for_relay
from tests.freeswitch.relay.stage import Stage, forever, stage, until

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET = "pictures"
SWITCH = "infra.fake_freeswitch.conference_commands.canvas_commands"
# A process of its own starts slowly on a busy machine.
STORE_SECONDS = 60.0


@dataclass
class Scene:
    """What a test plays on."""

    stage: Stage
    root: Path
    s3: "S3Client"
    aws: str

    def take(self, still: str = "s1") -> CommandRow:
        return self.stage.done(TakeStill(still=still))

    def row(self, still: str = "s1") -> StillRow:
        row = find_still("internal", still, now=time.time())
        assert row is not None
        return row

    def becomes(self, state: str, still: str = "s1") -> StillRow:
        until(lambda: (row := find_still("internal", still, now=time.time())) and row.state.state == state, 60)
        return self.row(still)

    def run(self) -> None:
        """Let the loop that stores go round."""
        self.stage.loops.append(gevent.spawn(forever, self._turn))

    def _turn(self) -> None:
        self.stage.relay.stills.storing.run_once()
        gevent.sleep(0.02)

    def files(self) -> list[str]:
        return sorted(path.name for path in self.root.glob("*"))

    def is_empty(self) -> bool:
        return self.files() == []


def settings(bucket: str) -> AllOutputSettings:
    return AllOutputSettings(
        outputs=OutputSettings(),
        recordings=RecordingSettings(bucket=bucket, region="us-east-1"),
        streams=StreamSettings(),
    )


@pytest.fixture
def bucket() -> str:
    return BUCKET


@pytest.fixture
def started() -> bool:
    return True


@pytest.fixture
def scene(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_client: None, bucket: str, started: bool
) -> Iterator[Scene]:
    """A relay, a conference of two with video, and S3."""
    root = tmp_path / "stills"
    with stage(start=started, stills_root=str(root), output_settings=settings(bucket)) as here, aws_server() as aws:
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket=BUCKET)
        # For the storing process; this one's clients have been made.
        monkeypatch.setenv("AWS_ENDPOINT_URL", aws)
        for user in ("1000", "1001"):
            here.switch.join("internal", user)
        if started:
            until(lambda: (room := here.relay.follower.rooms.named("internal")) is not None and len(room.members) == 2)
        try:
            yield Scene(here, root, s3, aws)
        finally:
            here.relay.stills.storing.stop()


def test_a_still_is_confirmed_by_its_file_stored_and_removed_from_memory(scene: Scene) -> None:
    row = scene.take()

    assert row.outcome is not None
    assert (row.state, row.outcome.evidence and row.outcome.evidence.kind) == ("confirmed", "state")
    assert row.outcome.reply == "+OK"
    done = scene.becomes("ready")
    assert (done.state.width, done.state.height) == (1920, 1080)
    content = scene.s3.get_object(Bucket=BUCKET, Key=done.key)["Body"].read()
    assert png_size(content) == (1920, 1080)
    assert (done.state.bytes, done.key) == (len(content), f"stills/{done.domain}/internal/s1.png")
    until(scene.is_empty)


def test_the_row_says_when_it_and_the_picture_will_be_gone(scene: Scene) -> None:
    scene.take()

    expires = scene.row().expires
    assert 24 * 3600 - 60 < expires - time.time() <= 24 * 3600
    assert find_still("internal", "s1", now=expires - 1) is not None
    assert find_still("internal", "s1", now=expires + 1) is None


def test_the_folder_is_for_its_owner_only(scene: Scene) -> None:
    scene.take()

    assert scene.root.stat().st_mode & 0o077 == 0


def test_the_path_is_made_of_the_id_alone(scene: Scene) -> None:
    scene.take()

    (line,) = [line for line in scene.stage.switch.commands if "vid-write-png" in line]
    assert line.endswith(f"conference internal vid-write-png {scene.root}/still-s1.png")


def test_a_conferences_other_commands_do_not_wait_for_a_still(scene: Scene) -> None:
    faults = scene.stage.switch.faults
    faults.swallow_next_reply, faults.only_for = True, "vid-write-png"
    slow = scene.stage.send(TakeStill(still="slow"))
    scene.stage.relay.worker.run_once(0)
    until(lambda: any("vid-write-png" in line for line in scene.stage.switch.commands))

    call = scene.stage.switch.conferences["internal"].members[0].channel.uuid
    mute = scene.stage.send(Mute(member=call, muted=True))
    scene.stage.relay.worker.run_once(0)
    until(lambda: scene.stage.row(mute).state == "confirmed")

    assert scene.stage.row(slow).is_open


def test_half_a_picture_is_no_still(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    half = still(scene.stage.switch.conferences["internal"])[:-20]
    monkeypatch.setattr(f"{SWITCH}.still", lambda _conference: half)

    row = scene.take()

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "no_picture")
    assert scene.is_empty()
    assert find_still("internal", "s1", now=time.time()) is None


def test_a_picture_that_is_too_large_is_not_read(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "MOST_BYTES", 1000)

    row = scene.take()

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "too_large")
    assert scene.is_empty()


def test_a_switch_that_writes_elsewhere_is_found_out(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    class Elsewhere(type(scene.root)):  # type: ignore[misc]  # whatever Path is here
        def write_bytes(self, _content: bytes) -> int:
            return 0

    monkeypatch.setattr(f"{SWITCH}.Path", Elsewhere)

    row = scene.take()

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "no_file")
    assert "one folder" in str(row.outcome and row.outcome.detail)


def test_a_switch_that_cannot_write_says_no(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(type(scene.root)):  # type: ignore[misc]  # whatever Path is here
        def write_bytes(self, _content: bytes) -> int:
            raise OSError("no space")

    monkeypatch.setattr(f"{SWITCH}.Path", Full)

    row = scene.take()

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "refused")
    assert row.outcome is not None
    assert row.outcome.detail == f"FreeSWITCH cannot write into {scene.root}, which must be there for both of us"


def test_a_conference_without_a_canvas_has_no_stills(scene: Scene) -> None:
    scene.stage.switch.join("telephones", "1002", profile="default")
    until(lambda: scene.stage.relay.follower.rooms.named("telephones") is not None)

    row = scene.stage.done(TakeStill(still="s1"), "telephones")

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "not_mixing")


def test_a_folder_of_somebody_else_is_not_used(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    scene.root.symlink_to(tmp_path / "theirs")

    row = scene.take()

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "no_folder")
    assert list((tmp_path / "theirs").iterdir()) == []


def test_orders_in_a_folder_where_anybody_may_write_are_not_carried_out(scene: Scene) -> None:
    scene.root.mkdir()
    scene.root.chmod(0o777)
    stray = scene.root / "still-old.png"
    stray.write_bytes(b"?")
    os.utime(stray, (time.time() - 3600,) * 2)

    scene.stage.relay.stills.storing.run_once()

    assert scene.files() == ["still-old.png"]


@pytest.mark.parametrize("bucket", [""])
def test_without_a_bucket_no_still_is_taken(scene: Scene) -> None:
    row = scene.take()

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "no_storage")


def test_without_a_row_the_picture_goes_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_row: StillRow) -> None:
        raise TablesUnavailable("gone")

    monkeypatch.setattr(desk, "write_still", broken)

    row = scene.take()

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "unavailable")
    assert scene.is_empty()


def test_a_storage_that_refuses_ends_as_failed_and_leaves_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "TRIES", 2)
    scene.s3.delete_bucket(Bucket=BUCKET)

    assert scene.take().state == "confirmed"

    assert scene.becomes("failed").state.reason == "storage_unavailable"
    until(scene.is_empty)


def test_a_storing_process_that_is_killed_is_begun_again(scene: Scene) -> None:
    scene.take()
    scene.stage.relay.stills.storing.stop()

    assert scene.becomes("ready").state.reason is None


def test_what_belongs_to_nobody_goes_after_a_while_and_what_is_not_ours_stays(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.root.mkdir(mode=0o700)
    stray, fresh, other = (scene.root / name for name in ("still-old.png", "still-new.png", "logo.png"))
    for file in (stray, fresh, other):
        file.write_bytes(b"?")
    (scene.root / "still-torn.json").write_bytes(b"{")
    for file in (stray, other):
        os.utime(file, (time.time() - 3600,) * 2)

    scene.stage.relay.stills.storing.run_once()

    assert scene.files() == ["logo.png", "still-new.png"]


@pytest.mark.parametrize("started", [False])
@pytest.mark.parametrize("place", ["claimed", "executed", "proved", "recorded"])
def test_a_still_of_a_relay_that_was_killed_is_stored_by_the_next_one(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    for name, text in {"STILLS_ROOT": str(scene.root), "RECORDINGS_BUCKET": BUCKET}.items():
        monkeypatch.setenv(name, text)
    with relay_process(scene.stage, scene.aws, "--stop-at", place) as process:
        wait_for_relay()
        command = scene.stage.send(TakeStill(still="s1"))
        process.wait(STORE_SECONDS)
    let_time_pass()

    scene.stage.start()
    scene.run()
    scene.stage.relay.tend_once()

    assert scene.becomes("ready").state.reason is None
    until(lambda: scene.stage.row(command).state == "confirmed")
    until(scene.is_empty)
