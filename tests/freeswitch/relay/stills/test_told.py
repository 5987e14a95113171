"""Whether a still can be had or could not be stored is told once, whoever died in between."""

import shutil

import msgspec
import pytest

from freeswitch.relay.conferences.telling.teller import Teller
from freeswitch.relay.stills.folder import Folder
from freeswitch.relay.stills.order import StoreResult
from functions.shared.feed.events import Event
from functions.shared.feed.reading import events_since
from functions.shared.outputs.stills import StillRow, StillState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.conferences.stills import find_still, open_stills
from functions.shared.told import lost_stills
from tests.freeswitch.relay.play import NODE
from tests.freeswitch.relay.stills.desk import Desk, good


def told() -> list[Event]:
    return [one for one in events_since("internal", 0) if one.type.startswith("still.")]


def away(*_: object, **__: object) -> None:
    raise TablesUnavailable("away")


def test_a_still_that_is_stored_is_told_as_its_address_shows_it(desk: Desk) -> None:
    desk.keep("s1", told_after=0)
    desk.turn(desk.storing(good)[0], 5)

    (event,) = told()
    assert (event.id, event.meeting, event.data["id"]) == ("s1.ready", "u1", "s1")
    shown = event.data["still"]
    assert isinstance(shown, dict)
    assert (shown["state"], shown["width"], shown["sha256"]) == ("ready", 320, "ab")


def test_what_was_not_told_when_the_relay_died_the_next_one_tells(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.keep("s1", told_after=0)
    with monkeypatch.context() as patch:
        patch.setattr(Teller, "add", away)
        desk.turn(desk.storing(good)[0], 5)
        assert (desk.state("s1"), told()) == (("ready", None), [])

    desk.turn(desk.storing(good)[0], 5)

    assert [one.id for one in told()] == ["s1.ready"]


def test_what_was_told_when_the_relay_died_is_not_told_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.keep("s1", told_after=0)
    with monkeypatch.context() as patch:
        patch.setattr(type(desk.folder), "remove", away)
        desk.turn(desk.storing(good)[0], 5)
    for _ in range(2):
        desk.turn(desk.storing(good)[0], 5)

    assert [one.id for one in told()] == ["s1.ready"]
    assert list(desk.folder.root.iterdir()) == []


def test_a_picture_without_a_row_is_stored_and_has_its_row_and_is_told_once(desk: Desk) -> None:
    """Its relay died between the order and the row, and nobody tries the command again."""
    desk.keep("s1", told_after=0)
    ConferencesItem.get("internal@stills", "still#s1").delete()

    for _ in range(2):
        desk.turn(desk.storing(good)[0], 5)

    assert desk.state("s1") == ("ready", None)
    assert [one.id for one in told()] == ["s1.ready"]
    assert list(desk.folder.root.iterdir()) == []


def bad(_: str) -> StoreResult:
    return StoreResult(stored=False, detail="no")


def test_one_that_could_not_be_stored_is_told_with_its_reason_as_its_address_shows_it(desk: Desk) -> None:
    desk.keep("s1", told_after=0)
    desk.turn(desk.storing(bad)[0], 60)

    assert desk.state("s1") == ("failed", "storage_unavailable")
    (event,) = told()
    assert (event.type, event.id, event.meeting) == ("still.failed", "s1.failed", "u1")
    assert (event.data["id"], event.data["reason"]) == ("s1", "storage_unavailable")
    row = find_still("internal", "s1", now=desk.clock.now)
    assert row is not None
    assert event.data["still"] == msgspec.to_builtins(row.state)


@pytest.mark.parametrize("dies", [Teller, Folder], ids=["before it is told", "before its files are gone"])
def test_that_one_failed_is_told_once_though_the_relay_dies(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, dies: type[object]
) -> None:
    desk.keep("s1", told_after=0)
    with monkeypatch.context() as patch:
        patch.setattr(dies, "add" if dies is Teller else "remove", away)
        desk.turn(desk.storing(bad)[0], 60)
    for _ in range(2):
        desk.turn(desk.storing(bad)[0], 60)

    assert [one.id for one in told()] == ["s1.failed"]


def test_one_whose_picture_went_with_the_memory_is_told_as_lost_by_the_next_relay(desk: Desk) -> None:
    desk.keep("s1", "s2", told_after=0)
    desk.folder.discard("s1")

    desk.turn(desk.storing(good)[0], 5)
    desk.turn(desk.storing(good)[0], 5)

    assert (desk.state("s1"), desk.state("s2")) == (("failed", "lost"), ("ready", None))
    assert {one.id for one in told()} == {"s1.failed", "s2.ready"}
    assert len(told()) == 2
    assert open_stills(NODE, most=9) == []


def test_a_folder_that_is_gone_has_lost_what_was_in_it_and_one_of_somebody_else_has_not(desk: Desk) -> None:
    desk.keep("s1", told_after=0)
    desk.folder.root.chmod(0o777)
    desk.turn(desk.storing(good)[0], 5)
    assert (desk.state("s1"), told()) == (("processing", None), [])
    shutil.rmtree(desk.folder.root)

    desk.turn(desk.storing(good)[0], 5)

    assert [one.data["reason"] for one in told()] == ["lost"]


@pytest.mark.parametrize("step", ["tell", "still_is_told"])
def test_a_relay_that_dies_while_it_ends_a_lost_one_leaves_it_to_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    desk.keep("s1", told_after=0)
    desk.folder.discard("s1")
    with monkeypatch.context() as patch:
        if step == "tell":
            patch.setattr(Teller, "add", away)
        else:
            patch.setattr(lost_stills, "still_is_told", away)
        desk.turn(desk.storing(good)[0], 5)
    assert desk.state("s1") == ("failed", "lost")
    for _ in range(2):
        desk.turn(desk.storing(good)[0], 5)

    assert [one.id for one in told()] == ["s1.failed"]
    assert open_stills(NODE, most=9) == []


def test_a_row_that_another_relay_forged_is_not_ended(desk: Desk) -> None:
    desk.keep("s1", told_after=0)
    row = find_still("internal", "s1", now=desk.clock.now)
    assert row is not None
    desk.folder.discard("s1")
    # It says that it is this node's, and its text is of another node, or of another conference.
    for forged in (msgspec.structs.replace(row, node="fs9"), msgspec.structs.replace(row, state=other_s(row))):
        item = ConferencesItem.get("internal@stills", "still#s1")
        item.update(actions=[ConferencesItem.body.set(msgspec.json.encode(forged).decode())])
        desk.turn(desk.storing(good)[0], 5)

    assert told() == []


def other_s(row: StillRow) -> StillState:
    return msgspec.structs.replace(row.state, conference="another")
