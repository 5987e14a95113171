"""A still that was taken is stored by a process of its own, whoever dies, and leaves nothing in memory."""

import os
import time
from typing import TYPE_CHECKING

import pytest

from freeswitch.relay.stills import storing
from functions.shared.commands.stills import TakeStill
from tests.freeswitch.relay.child import let_time_pass, relay_process, wait_for_relay
from tests.freeswitch.relay.stage import until

if TYPE_CHECKING:
    pass

from tests.freeswitch.relay.stills.scene import BUCKET, STORE_SECONDS, Scene


def test_orders_in_a_folder_where_anybody_may_write_are_not_carried_out(scene: Scene) -> None:
    scene.root.mkdir()
    scene.root.chmod(0o777)
    stray = scene.root / "still-old.png"
    stray.write_bytes(b"?")
    os.utime(stray, (time.time() - 3600,) * 2)

    scene.stage.relay.stills.storing.run_once()

    assert scene.files() == ["still-old.png"]


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
    scene.stage.relay.recover_once()

    assert scene.becomes("ready").state.reason is None
    until(lambda: scene.stage.row(command).state == "confirmed")
    until(scene.is_empty)
