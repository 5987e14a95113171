"""State on its way into the table: the last one wins, little is written, nothing is lost."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from gevent.event import Event as Signal
from moto import mock_aws

from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.conferences.writing import conference_rows
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.feed.reading import events_after, events_since
from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.ends import end_conference
from functions.shared.tables.conferences.rows import CONFERENCE_KEY, ConferencesItem, find_conference
from functions.shared.tables.conferences.writes import write_rows
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import make_tables


class Desk:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.metrics = Metrics("fs1", print)
        self.writer = StateWriter("fs1", self.clock, self.metrics)
        self.rooms = Rooms()
        self.room = self.rooms.open("internal", "u1")
        for number in (1, 2):
            self.room.change_member(MemberState(uuid=f"call-{number}", number=number, muted=False, talking=False))

    def talk(self, times: int) -> None:
        for turn in range(times):
            member = self.room.members["call-1"]
            self.room.change_member(msgspec.structs.replace(member, talking=turn % 2 == 0))
            self.writer.mark(self.room, soon=False)

    @property
    def rows_written(self) -> float:
        return self.metrics.totals.get("RowsWritten", 0)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with mock_aws():
        make_tables()
        yield Desk()


def stored(name: str = "internal") -> ConferenceState:
    found = find_conference(name)
    assert found is not None
    return found.state


def test_a_change_of_control_state_is_written_almost_at_once(desk: Desk) -> None:
    desk.writer.mark(desk.room, soon=True)
    began = desk.clock.now
    desk.writer.run_once()

    assert [member.uuid for member in stored().members] == ["call-1", "call-2"]
    assert desk.clock.now - began <= 0.1


def test_a_discussion_is_one_write_a_second(desk: Desk) -> None:
    desk.writer.mark(desk.room, soon=True)
    desk.writer.run_once()
    before = desk.rows_written
    desk.talk(1001)
    desk.writer.run_once()

    assert stored().members[0].talking is True
    # The one member's: 1 row for 1001 events.
    assert desk.rows_written - before == 1


def test_a_control_change_takes_the_soft_ones_with_it(desk: Desk) -> None:
    desk.talk(1)
    desk.writer.mark(desk.room, soon=True)
    began = desk.clock.now
    desk.writer.run_once()

    assert stored().members[0].talking is True
    assert desk.clock.now - began <= 0.1
    assert desk.writer.pending == 0


def test_somebody_who_left_loses_his_row(desk: Desk) -> None:
    desk.writer.mark(desk.room, soon=True)
    desk.writer.run_once()
    del desk.room.members["call-1"]
    desk.writer.mark(desk.room, soon=True)
    desk.writer.run_once()

    assert [member.uuid for member in stored().members] == ["call-2"]


def test_the_end_is_written_and_nothing_comes_after_it(desk: Desk) -> None:
    desk.writer.mark(desk.room, soon=True)
    desk.writer.run_once()
    desk.rooms.close(desk.room)
    desk.writer.end(desk.room)
    desk.writer.mark(desk.room, soon=True)
    desk.writer.run_once()
    desk.writer.run_once()
    found = find_conference("internal")

    assert found is not None
    assert found.ended_at is not None
    assert not found.state.members


def test_the_next_meeting_of_a_name_takes_over_whatever_an_earlier_relay_left(desk: Desk) -> None:
    left = ConferenceState(name="internal", uuid="u0", node="fs1", revision=40)
    write_rows(left, members=[MemberState(uuid="call-1"), MemberState(uuid="call-0")])
    desk.writer.mark(desk.room, soon=True)
    desk.writer.run_once()

    assert (stored().uuid, [member.uuid for member in stored().members]) == ("u1", ["call-1", "call-2"])
    assert stored().revision > 40


def test_what_a_snapshot_does_not_show_of_the_same_meeting_is_taken_over(desk: Desk) -> None:
    write_rows(ConferenceState(name="internal", uuid="u1", node="fs1", domain="example.com", canvas="640x360"))
    desk.writer.mark(desk.room, soon=True)
    desk.writer.run_once()

    assert (stored().domain, stored().canvas) == ("example.com", "640x360")


def test_nothing_is_told_before_it_is_known_whom_it_may_be_told(desk: Desk) -> None:
    desk.room.domain_open = True
    desk.writer.mark(desk.room, soon=True)
    for _ in range(3):
        desk.writer.run_once()
    assert (events_since("internal", 0), find_conference("internal")) == ([], None)

    desk.room.domain = "example.com"
    desk.writer.run_once()
    desk.writer.run_once()

    told = events_after("internal", 0, domain="example.com", limit=10)
    assert [one.type for one in told.items] == ["conference.started", "member.joined", "member.joined"]
    assert told.gap is None


def test_a_conference_of_no_domain_is_written_all_the_same(desk: Desk) -> None:
    desk.writer.mark(desk.room, soon=True)
    desk.writer.run_once()

    assert stored().domain is None


def test_after_a_snapshot_meetings_that_only_the_table_knows_are_ended(desk: Desk) -> None:
    write_rows(ConferenceState(name="old", uuid="u0", node="fs1", revision=7))
    write_rows(ConferenceState(name="elsewhere", uuid="u9", node="fs2"))
    desk.writer.end_unknown(desk.rooms)
    desk.writer.run_once()
    ended = {name: (found := find_conference(name)) and found.ended_at is not None for name in ("old", "elsewhere")}

    assert ended == {"old": True, "elsewhere": False}
    assert desk.rooms.open("old", "new").revision == 8


def test_while_dynamodb_is_away_the_last_state_waits_and_the_pauses_grow(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_words: object, **_named: object) -> None:
        raise TablesUnavailable("away")

    with monkeypatch.context() as patch:
        patch.setattr(conference_rows, "write_rows", away)
        began = desk.clock.now
        while desk.clock.now - began < 60:
            desk.talk(100)
            desk.writer.run_once()
            assert desk.writer.pending == 1
    failures = desk.metrics.totals["WritesFailed"]
    desk.talk(1)
    back = desk.clock.now
    while desk.writer.pending:
        desk.writer.run_once()

    assert stored().members[0].talking is True
    assert failures < 120
    assert desk.clock.now - back <= 6.0


def test_a_room_is_flushed_once_and_only_if_it_is_marked(desk: Desk) -> None:
    desk.writer.mark(desk.room, soon=True)
    desk.writer.flush(desk.room)
    before = desk.rows_written
    desk.writer.flush(desk.room)
    desk.writer.flush(Room("nobody", "u"))

    assert desk.rows_written == before == 3


def damage(name: str, key: str = CONFERENCE_KEY) -> None:
    """Let something stand in a row that no version writes."""
    item = ConferencesItem.get(name, key)
    item.body = "{"
    item.save()


def test_one_conference_that_cannot_be_written_holds_up_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    others = [desk.rooms.open(f"other-{number}", f"u-{number}") for number in range(3)]
    honest = write_rows

    def refusing(state: ConferenceState, **named: Any) -> bool:
        if state.name == "internal":
            raise TablesUnavailable("this one not")
        return honest(state, **named)

    with monkeypatch.context() as patch:
        patch.setattr(conference_rows, "write_rows", refusing)
        waits = []
        for turn in range(20):
            for room in (desk.room, *others):
                room.revision += 1
                desk.writer.mark(room, soon=True)
            began = desk.clock.now
            while any(stored_revision(room.name) != room.revision for room in others):
                desk.writer.run_once()
            waits.append(desk.clock.now - began)
            assert desk.writer.pending >= 1, turn
    began = desk.clock.now
    while desk.writer.pending:
        desk.writer.run_once()

    assert max(waits) <= 0.2
    assert stored_revision("internal") == desk.room.revision
    assert desk.clock.now - began <= 6.0


def test_a_conference_whose_write_takes_long_holds_up_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    honest, other_is_written = write_rows, Signal()

    def slow(state: ConferenceState, **named: Any) -> bool:
        if state.name == "internal":
            assert other_is_written.wait(10), "the other conference waited for this one"
        ours = honest(state, **named)
        if state.name == "other":
            other_is_written.set()
        return ours

    desk.writer.mark(desk.room, soon=True)
    desk.writer.mark(desk.rooms.open("other", "u2"), soon=True)
    with monkeypatch.context() as patch:
        patch.setattr(conference_rows, "write_rows", slow)
        desk.writer.run_once()

    assert (stored("internal").uuid, stored("other").uuid) == ("u1", "u2")
    assert desk.writer.pending == 0


def stored_revision(name: str) -> int:
    found = find_conference(name)
    return found.state.revision if found else 0


def test_an_error_that_nobody_thought_of_is_told_and_tried_again_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    other = desk.rooms.open("other", "u2")

    def broken(*_words: object, **_named: object) -> None:
        raise KeyError("no such thing")

    with monkeypatch.context() as patch:
        patch.setattr(conference_rows, "find_left_behind", broken)
        desk.writer.mark(desk.room, soon=True)
        desk.writer.run_once()
    desk.writer.mark(other, soon=True)
    while desk.writer.pending:
        desk.writer.run_once()

    assert "no such thing" in caplog.text
    assert (stored("internal").uuid, stored("other").uuid) == ("u1", "u2")


@pytest.mark.parametrize("key", [CONFERENCE_KEY, "member#call-1"])
def test_what_cannot_be_read_of_a_conference_is_written_anew(desk: Desk, key: str) -> None:
    left = ConferenceState(name="internal", uuid="u1", node="fs1", revision=40)
    write_rows(left, members=[MemberState(uuid="call-1")])
    damage("internal", key)
    desk.writer.mark(desk.room, soon=True)
    desk.writer.run_once()

    assert [member.uuid for member in stored().members] == ["call-1", "call-2"]


def test_a_meeting_that_cannot_be_read_is_ended_and_keeps_nobody_from_being_written(desk: Desk) -> None:
    write_rows(ConferenceState(name="old", uuid="u0", node="fs1", revision=7))
    damage("old")
    desk.writer.end_unknown(desk.rooms)
    desk.writer.mark(desk.room, soon=True)
    for _ in range(3):
        desk.writer.run_once()

    assert stored().uuid == "u1"
    assert ConferencesItem.get("old", CONFERENCE_KEY).ended_at is not None


def test_an_end_that_cannot_be_written_holds_up_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    write_rows(ConferenceState(name="old", uuid="u0", node="fs1"))
    honest = end_conference

    def refusing(name: str, uuid: str, *, now: float, told: int | None = None) -> bool:
        if name == "old":
            raise TablesUnavailable("this one not")
        return honest(name, uuid, now=now, told=told)

    with monkeypatch.context() as patch:
        patch.setattr(conference_rows, "end_conference", refusing)
        desk.writer.end_unknown(desk.rooms)
        desk.writer.mark(desk.room, soon=True)
        began = desk.clock.now
        # The other one may be tried again before this one is due at all: its pauses are as short as chance has it.
        while find_conference("internal") is None:
            desk.writer.run_once()
            assert desk.clock.now - began <= 1.0
        assert stored().uuid == "u1"
    while desk.writer.pending:
        desk.writer.run_once()

    assert ConferencesItem.get("old", CONFERENCE_KEY).ended_at is not None


def test_up_to_when_all_is_told_stands_while_the_tables_refuse(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes after a relay that was killed knows by it what may be missing."""
    began = desk.clock.time()
    assert desk.writer.told_until == began

    with monkeypatch.context() as away:
        away.setattr(desk.writer._rows, "write", refuse)
        for _ in range(3):
            desk.writer.mark(desk.room, soon=True)
            desk.clock.move(10)
            desk.writer.run_once()
    refused = desk.writer.told_until
    desk.clock.move(10)
    desk.writer.run_once()

    assert refused == pytest.approx(began, abs=0.001)
    assert desk.writer.told_until == desk.clock.time()


def test_the_end_of_a_meeting_waits_to_be_told_like_everything_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.writer.mark(desk.room, soon=True)
    desk.writer.write_all()
    desk.clock.move(60)
    ended = desk.clock.time()
    desk.rooms.close(desk.room)
    desk.writer.end(desk.room)
    with monkeypatch.context() as away:
        away.setattr(desk.writer._rows, "end", refuse)
        desk.clock.move(10)
        desk.writer.write_all()
    refused = desk.writer.told_until
    desk.writer.write_all()

    assert refused == pytest.approx(ended, abs=0.001)
    assert desk.writer.told_until == desk.clock.time()


def test_what_happens_while_it_is_being_written_is_not_told_yet(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    write = desk.writer._rows.write

    def slow(room: Room) -> int:
        desk.clock.move(4)
        desk.writer.mark(room, soon=True)
        desk.clock.move(4)
        return write(room)

    began = desk.clock.time()
    desk.writer.mark(desk.room, soon=True)
    with monkeypatch.context() as busy:
        busy.setattr(desk.writer._rows, "write", slow)
        desk.writer.write_all()

    assert desk.writer.told_until == pytest.approx(began, abs=0.001)
    desk.writer.write_all()
    assert desk.writer.told_until == desk.clock.time()


def refuse(*_: object, **__: object) -> int:
    raise TablesUnavailable("refused")


def test_a_room_that_is_closed_without_an_end_does_not_hold_up_what_is_told(desk: Desk) -> None:
    desk.writer.mark(desk.room, soon=True)
    desk.rooms.close(desk.room)
    desk.clock.move(60.0)
    desk.writer.flush(desk.room)

    assert desk.writer.told_until == desk.clock.time()
