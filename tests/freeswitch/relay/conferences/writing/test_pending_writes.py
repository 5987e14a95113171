"""What is due in the conferences table, and when."""

import pytest

from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.conferences.writing.pending_writes import PendingWrites
from freeswitch.relay.loops.backoff import Backoffs
from tests.freeswitch.relay.fake_clock import FakeClock


class Desk:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.pauses = Backoffs(self.clock.monotonic, 4.0, 4.0, chance=lambda: 1.0)
        self.pending = PendingWrites(self.clock.monotonic, self.pauses)
        self.rooms = Rooms()

    def due(self, after: float) -> list[tuple[str, Room | None]]:
        return [(one.uuid, one.room) for one in self.pending.until(self.clock.monotonic() + after)]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_room_is_written_once_however_often_it_changes_and_at_the_first_time_asked_for(desk: Desk) -> None:
    room = desk.rooms.open("internal", "u1")

    assert desk.pending.mark(room, 1.0)
    assert not desk.pending.mark(room, 2.0)
    assert desk.due(0.9) == []
    assert desk.pending.mark(room, 0.5)

    assert desk.due(0.5) == [("u1", room)]
    assert len(desk.pending) == 1


def test_the_end_of_a_meeting_is_due_before_every_room(desk: Desk) -> None:
    room = desk.rooms.open("internal", "u2")
    desk.pending.mark(room, 0.0)
    desk.pending.end("internal", "u1")

    assert desk.due(0.0) == [("u1", None), ("u2", room)]


def test_what_was_taken_is_written_by_nobody_else(desk: Desk) -> None:
    room = desk.rooms.open("internal", "u1")
    desk.pending.mark(room, 0.0)

    assert desk.pending.take(room)
    assert not desk.pending.take(room)
    assert desk.due(9.0) == []


def test_a_room_that_is_put_back_is_no_room_that_came_meanwhile(desk: Desk) -> None:
    before = desk.rooms.open("internal", "u1")
    desk.pending.mark(before, 0.0)
    desk.pending.take(before)
    after = desk.rooms.open("internal", "u2")
    desk.pending.mark(after, 0.0)

    desk.pending.put_back(before)

    assert desk.due(0.0) == [("u2", after)]


def test_what_failed_waits_for_its_pause_and_holds_up_no_other(desk: Desk) -> None:
    failed, other = desk.rooms.open("internal", "u1"), desk.rooms.open("external", "u2")
    for room in (failed, other):
        desk.pending.mark(room, 0.0)
    desk.pauses.failed("u1")

    assert desk.due(0.0) == [("u2", other)]
    assert desk.due(9.0) == [("u2", other), ("u1", failed)]
