"""A still that was taken is stored by a process of its own, whoever dies, and leaves nothing in memory."""

import os
import time

import pytest

from freeswitch.relay.children.child_process import NoAnswer
from freeswitch.relay.stills import storing as storing_module
from freeswitch.relay.stills.order import StoreResult
from functions.shared.commands.outputs.stills import TakeStill
from functions.shared.outputs.stills import StillRow
from functions.shared.tables.base import TablesUnavailable
from tests.freeswitch.relay.child import let_time_pass, relay_process, wait_for_relay
from tests.freeswitch.relay.play import until
from tests.freeswitch.relay.stills.desk import Desk, good
from tests.freeswitch.relay.stills.scene import BUCKET, STORE_SECONDS, Scene


def test_orders_in_a_folder_where_anybody_may_write_are_not_carried_out(scene: Scene) -> None:
    scene.root.mkdir()
    scene.root.chmod(0o777)
    stray = scene.root / "still-old.png"
    stray.write_bytes(b"?")
    os.utime(stray, (time.time() - 3600,) * 2)

    scene.playground.relay.stills.storing.run_once()

    assert scene.files() == ["still-old.png"]


def test_a_storage_that_refuses_ends_as_failed_and_leaves_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing_module, "TRIES", 2)
    scene.s3.delete_bucket(Bucket=BUCKET)
    scene.run()

    assert scene.take().state == "confirmed"

    assert scene.becomes("failed").state.reason == "storage_unavailable"
    until(scene.is_empty)


def test_a_storing_process_that_is_killed_is_begun_again(scene: Scene) -> None:
    scene.run()
    scene.take()
    for process in list(scene.playground.relay.stills.storing.processes.running):
        process.kill()

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

    scene.playground.relay.stills.storing.run_once()

    assert scene.files() == ["logo.png", "still-new.png"]


def test_one_that_breaks_in_a_way_nobody_thought_of_is_told_and_ends_and_the_others_are_stored(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    def says(still: str) -> StoreResult:
        if still == "bad":
            raise KeyError("no such thing")
        return StoreResult(stored=True)

    desk.keep("bad", "good")
    storing, processes = desk.storing(says)
    desk.turn(storing, 3)
    meanwhile = desk.state("good")
    desk.turn(storing, 60)

    assert "no such thing" in caplog.text
    assert meanwhile == ("ready", None)
    assert desk.state("bad") == ("failed", "relay_error")
    assert processes.begun.count("bad") == storing_module.TRIES
    assert list(desk.folder.root.iterdir()) == []


def test_one_whose_process_hangs_or_breaks_ends_as_failed(desk: Desk) -> None:
    def says(_: str) -> StoreResult:
        raise NoAnswer("it hung for 60 s and was killed")

    desk.keep("bad")
    desk.turn(desk.storing(says)[0], 60)

    assert desk.state("bad") == ("failed", "storing_failed")


def test_while_the_tables_are_away_a_stored_still_is_not_stored_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: StillRow) -> None:
        raise TablesUnavailable("away")

    desk.keep("s1")
    storing, processes = desk.storing(good)
    with monkeypatch.context() as patch:
        patch.setattr(storing_module, "write_still", away)
        desk.turn(storing, 60)
    desk.turn(storing, 61)

    assert processes.begun == ["s1"]
    assert desk.state("s1") == ("ready", None)
    assert list(desk.folder.root.iterdir()) == []


def test_a_file_that_cannot_be_removed_keeps_no_other_still_from_being_stored(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.keep("a", "b")
    # A folder in a picture's place: it cannot be unlinked, whoever we are.
    desk.folder.picture("a").unlink()
    desk.folder.picture("a").mkdir()
    storing, processes = desk.storing(good)
    desk.turn(storing, 120)

    assert [desk.state(still) for still in ("a", "b")] == [("ready", None)] * 2
    assert processes.begun == ["a", "b"]
    assert caplog.text.count("not settled yet") < 20


@pytest.mark.parametrize("order", [b"\xff\xff", b"{", None])
def test_an_order_that_cannot_be_read_keeps_no_other_still_from_being_stored(desk: Desk, order: bytes | None) -> None:
    desk.keep("b")
    if order is None:
        desk.folder.paper("a").mkdir()
    else:
        desk.folder.paper("a").write_bytes(order)
    desk.turn(desk.storing(good)[0], 10)

    assert desk.state("b") == ("ready", None)
    assert desk.folder.paper("a").exists() is (order is None)


def test_a_still_whose_time_is_over_is_not_stored_any_more(desk: Desk) -> None:
    desk.keep("s1")
    desk.clock.move(3601)
    storing, processes = desk.storing(good)
    desk.turn(storing, 2)

    assert processes.begun == []
    assert list(desk.folder.root.iterdir()) == []


@pytest.mark.parametrize("started", [False])
@pytest.mark.parametrize("place", ["claimed", "executed", "proved", "recorded"])
def test_a_still_of_a_relay_that_was_killed_is_stored_by_the_next_one(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    for name, text in {"STILLS_ROOT": str(scene.root), "RECORDINGS_BUCKET": BUCKET}.items():
        monkeypatch.setenv(name, text)
    with relay_process(scene.playground, scene.aws, "--stop-at", place) as process:
        wait_for_relay()
        command = scene.playground.send(TakeStill(still="s1"))
        process.wait(STORE_SECONDS)
    let_time_pass()

    scene.playground.start()
    scene.run()
    scene.playground.relay.recover_once()

    assert scene.becomes("ready").state.reason is None
    until(lambda: scene.playground.row(command).state == "confirmed")
    until(scene.is_empty)


def test_one_that_is_held_is_not_stored_and_one_that_is_being_stored_is_waited_for(desk: Desk) -> None:
    desk.keep("s1")
    storing, processes = desk.storing(good)
    with storing.held("s1", 1.0) as held:
        desk.turn(storing, 3)
        assert (held, processes.begun) == (True, [])
        with storing.held("s1", 1.0) as again:
            assert not again

    desk.turn(storing, 3)

    assert processes.begun == ["s1"]
    with storing.held("s1", 1.0) as held:
        assert held
