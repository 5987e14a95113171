"""A still: asked for, written by the switch, looked at; what is no picture is none."""

import hashlib
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from freeswitch.relay.stills import taking as desk
from freeswitch.relay.stills.png import png_size
from freeswitch.relay.stills.storing import MOST_AT_WORK
from functions.shared.commands.muting import Mute
from functions.shared.commands.outputs.stills import TakeStill
from functions.shared.outputs.stills import StillRow
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.conferences.stills import find_still, write_still
from infra.fake_freeswitch.conferences.still import still
from tests.freeswitch.relay.play import until

if TYPE_CHECKING:
    pass

from tests.freeswitch.relay.stills.scene import BUCKET, Scene

SWITCH = "infra.fake_freeswitch.conference_commands.canvas_commands"


def test_a_still_is_confirmed_by_its_file_stored_and_removed_from_memory(scene: Scene) -> None:
    row = scene.take()

    assert row.outcome is not None
    assert (row.state, row.outcome.evidence and row.outcome.evidence.kind) == ("confirmed", "state")
    assert row.outcome.reply == "+OK"
    done = scene.becomes("ready")
    assert (done.state.width, done.state.height) == (1920, 1080)
    content = scene.s3.get_object(Bucket=BUCKET, Key=done.key)["Body"].read()
    assert png_size(content) == (1920, 1080)
    name = f"s1-{hashlib.sha256(content).hexdigest()[:16]}.png"
    assert (done.state.bytes, done.key) == (len(content), f"fs1/stills/{done.domain}/internal/{name}")
    until(scene.is_empty)


@pytest.mark.parametrize("state", ["processing", "ready"])
def test_what_an_earlier_try_took_is_not_taken_again(scene: Scene, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The relay was killed between the still's row and the command's end: the next one tries the command again."""
    if state == "processing":
        monkeypatch.setattr(scene.playground.relay.stills.storing, "begin", lambda _order: None)
    row = scene.take()
    before, files = scene.becomes(state), scene.files()

    step = scene.playground.relay.rows._execution.run(
        TakeStill(still="s1"), row.conference_uuid, time.time() + 5, again=True
    )

    assert (step.state, step.evidence and step.evidence.at) == ("confirmed", before.state.taken_at)
    assert len([line for line in scene.playground.switch.commands if "vid-write-png" in line]) == 1
    assert scene.row() == before
    if state == "processing":
        assert scene.files() == files


def test_a_picture_whose_relay_died_before_its_row_is_the_still(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was killed between the order and the row: the next one tries the command again."""
    with monkeypatch.context() as patch:
        patch.setattr(scene.playground.relay.stills.storing, "begin", lambda _order: None)
        row = scene.take()
    before, files = scene.row(), scene.files()
    ConferencesItem.get("internal@stills", "still#s1").delete()

    step = scene.playground.relay.rows._execution.run(
        TakeStill(still="s1"), row.conference_uuid, time.time() + 5, again=True
    )

    assert (step.state, step.evidence and step.evidence.at) == ("confirmed", before.state.taken_at)
    assert len([line for line in scene.playground.switch.commands if "vid-write-png" in line]) == 1
    assert len(files) == 2
    assert scene.becomes("ready").state.sha256 == before.state.sha256
    until(scene.is_empty)


def test_what_another_meetings_dead_relay_left_under_an_id_is_no_still_of_this_one(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(scene.playground.relay.stills.storing, "begin", lambda _order: None)
        scene.take()
    before = scene.row()
    ConferencesItem.get("internal@stills", "still#s1").delete()
    folder = scene.playground.relay.stills._folder
    order = folder.order("s1")
    assert order is not None
    folder.keep(msgspec.structs.replace(order, row=msgspec.structs.replace(order.row, conference_uuid="another")))

    step = scene.playground.relay.rows._execution.run(
        TakeStill(still="s1"), before.conference_uuid, time.time() + 5, again=True
    )

    assert (step.state, scene.row().conference_uuid) == ("confirmed", before.conference_uuid)
    assert len([line for line in scene.playground.switch.commands if "vid-write-png" in line]) == 2


def test_no_still_is_stored_before_its_row_is_written(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the row would say for good that it is being stored, which is over."""
    storing, busy = scene.playground.relay.stills.storing, []

    def slow(row: StillRow) -> bool:
        # So slow that the storing looks around meanwhile.
        storing._look_at = 0.0
        storing.run_once()
        busy.append(row.id in {order.row.id for order in storing._folder.orders()} and storing._pool.free_count())
        return write_still(row)

    monkeypatch.setattr(desk, "write_still", slow)
    scene.take()

    assert busy == [MOST_AT_WORK]
    scene.becomes("ready")


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

    (line,) = [line for line in scene.playground.switch.commands if "vid-write-png" in line]
    assert line.endswith(f"conference internal vid-write-png {scene.root}/still-s1.png")


def test_a_conferences_other_commands_do_not_wait_for_a_still(scene: Scene) -> None:
    faults = scene.playground.switch.faults
    faults.swallow_next_reply, faults.only_for = True, "vid-write-png"
    slow = scene.playground.send(TakeStill(still="slow"))
    scene.playground.relay.worker.run_once(0)
    until(lambda: any("vid-write-png" in line for line in scene.playground.switch.commands))

    call = scene.playground.switch.conferences["internal"].members[0].channel.uuid
    mute = scene.playground.send(Mute(member=call, muted=True))
    scene.playground.relay.worker.run_once(0)
    until(lambda: scene.playground.row(mute).state == "confirmed")

    assert scene.playground.row(slow).is_open


def test_half_a_picture_is_no_still(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    half = still(scene.playground.switch.conferences["internal"])[:-20]
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
    scene.playground.switch.join("telephones", "1002", profile="default")
    until(lambda: scene.playground.relay.follower.rooms.named("telephones") is not None)

    row = scene.playground.done(TakeStill(still="s1"), "telephones")

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "not_mixing")


def test_a_folder_of_somebody_else_is_not_used(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    scene.root.symlink_to(tmp_path / "theirs")

    row = scene.take()

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "no_folder")
    assert list((tmp_path / "theirs").iterdir()) == []


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
