"""What the relay tells of a conference, when, and what it says where it cannot tell all."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from moto import mock_aws

from freeswitch.relay.conferences import account, teller
from freeswitch.relay.conferences.rooms import Rooms
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.metrics import Metrics
from functions.shared.feed.events import Event
from functions.shared.feed.folding import fold
from functions.shared.feed.reading import events_since
from functions.shared.state import LeftMember, MemberState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.rows import ConferencesItem, find_conference
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import make_tables

ADA = MemberState(uuid="call-1", number=1, user="1000", muted=False, talking=False)
BOB = MemberState(uuid="call-2", number=2, muted=False, talking=False)


class Relay:
    """One that has begun with an empty switch."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.metrics = Metrics("fs1", print)
        self.writer = StateWriter("fs1", clock, self.metrics)
        self.rooms = Rooms()
        self.room = self.rooms.open("internal", "u1")
        self.room.domain = "example.com"

    def join(self, member: MemberState) -> None:
        self.room.change_member(member)
        self.room.revision += 1
        self.writer.teller.note(self.room)
        self.writer.mark(self.room, soon=True)

    def leave(self, member: MemberState, cause: str) -> None:
        del self.room.members[member.uuid]
        self.room.revision += 1
        self.writer.teller.note(self.room, left=member.uuid, cause=cause)
        self.writer.mark(self.room, soon=True)

    def change(self, member: MemberState, **fields: object) -> None:
        self.room.change_member(msgspec.structs.replace(self.room.members[member.uuid], **fields))
        self.mark()

    def mark(self) -> None:
        self.room.revision += 1
        self.writer.mark(self.room, soon=True)

    def write(self) -> None:
        self.writer.run_once()

    def end(self) -> None:
        self.rooms.close(self.room)
        self.writer.end(self.room)


@pytest.fixture
def relay() -> Iterator[Relay]:
    with mock_aws():
        make_tables()
        yield Relay(FakeClock())


def told(after: int = 0) -> list[Event]:
    return events_since("internal", after)


def types(after: int = 0) -> list[str]:
    return [one.type for one in told(after)]


def away(*_words: object, **_named: object) -> Any:
    raise TablesUnavailable("away")


def test_somebody_who_joins_and_leaves_before_the_next_write_is_told_as_both(relay: Relay) -> None:
    relay.join(ADA)
    relay.write()
    before = told()[-1].seq
    relay.join(BOB)
    relay.leave(BOB, "NORMAL_CLEARING")
    relay.join(BOB)
    relay.write()

    assert types(before) == ["member.joined", "member.left", "member.joined"]


def test_changes_of_one_moment_are_one_event_of_each_member(relay: Relay) -> None:
    relay.join(ADA)
    relay.write()
    before = told()[-1].seq
    for muted in (True, False, True):
        relay.change(ADA, muted=muted, deaf=muted)
    relay.write()

    assert [one.data for one in told(before)] == [{"uuid": "call-1", "changed": {"muted": True, "deaf": True}}]


def test_who_leaves_is_told_with_the_cause_and_has_a_row_for_a_day(relay: Relay) -> None:
    relay.join(ADA)
    relay.join(BOB)
    relay.write()
    relay.leave(ADA, "kicked")
    relay.write()
    (left,) = ConferencesItem.query("internal@left")
    row = msgspec.json.decode(left.body, type=LeftMember)
    stored = find_conference("internal")

    assert told()[-1].data["cause"] == "kicked"
    assert (row.uuid, row.user, row.cause, row.left_at) == ("call-1", "1000", "kicked", told()[-1].at)
    assert left.expires == int(relay.clock.now + 24 * 3600)
    assert stored is not None
    assert [member.uuid for member in stored.state.members] == ["call-2"]


def test_talking_is_told_once_a_second_however_much_else_happens(relay: Relay) -> None:
    relay.join(ADA)
    relay.write()
    before, began = told()[-1].seq, relay.clock.now
    for turn in range(100):
        relay.change(ADA, talking=turn % 2 == 0, volume_in=turn % 5)
        relay.clock.move(0.05)
        relay.write()
    for _ in range(3):
        relay.write()
    took = relay.clock.now - began
    spoken = [one for one in told(before) if one.type == "member.talking"]
    stored = find_conference("internal")

    assert 3 <= len(spoken) <= took + 1
    assert stored is not None
    # The last word counts in the end.
    assert stored.state.members[0].talking is relay.room.members["call-1"].talking is False
    assert fold(None, told()) == stored.state


def test_leaves_are_told_before_the_end(relay: Relay) -> None:
    relay.join(ADA)
    relay.write()
    relay.leave(ADA, "NORMAL_CLEARING")
    relay.end()
    relay.write()

    assert types() == ["conference.started", "member.joined", "member.left", "conference.ended"]
    assert fold(None, told()) is None


def test_a_relay_that_begins_says_since_when_nobody_listened_and_tells_what_is_different(relay: Relay) -> None:
    relay.join(ADA)
    relay.write()
    last = told()[-1]
    relay.clock.move(30)
    next_one = Relay(relay.clock)
    next_one.room.change_member(BOB)
    next_one.writer.teller.not_heard(next_one.room, None, "connected")
    next_one.mark()
    next_one.write()
    gap, *rest = told(last.seq)

    assert (gap.type, gap.data["from"], gap.data["reason"]) == ("gap", last.at, "connected")
    assert [one.type for one in rest] == ["member.left", "member.joined"]


def test_a_meeting_that_ended_while_nobody_listened_is_told_as_unseen(relay: Relay) -> None:
    relay.join(ADA)
    relay.write()
    before = told()[-1].seq
    next_one = Relay(relay.clock)
    next_one.rooms.close(next_one.room)
    next_one.writer.end_unknown(next_one.rooms)
    next_one.write()

    assert types(before) == ["gap", "member.left", "conference.ended"]
    assert told()[-1].data == {"reason": "unseen"}


def test_without_the_tables_nothing_is_forgotten_and_nothing_told_twice(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay.join(ADA)
    relay.write()
    before = told()[-1].seq
    with monkeypatch.context() as patch:
        patch.setattr(teller, "append", away)
        for _ in range(10):
            relay.join(BOB)
            relay.leave(BOB, "NORMAL_CLEARING")
            relay.write()
    while relay.writer.pending:
        relay.write()

    assert types(before) == ["member.joined", "member.left"] * 10


def test_more_than_can_be_kept_without_the_tables_is_a_gap(relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "MOST_WAITING", 20)
    relay.join(ADA)
    relay.write()
    before = told()[-1].seq
    with monkeypatch.context() as patch:
        patch.setattr(teller, "append", away)
        for _ in range(50):
            relay.join(BOB)
            relay.leave(BOB, "NORMAL_CLEARING")
        relay.join(BOB)
        relay.write()
        assert len(relay.writer.teller._accounts["internal"].waiting) <= 20
    while relay.writer.pending:
        relay.write()

    assert types(before) == ["gap", "member.joined"]
    assert told(before)[0].data["reason"] == "too_much"
    stored = find_conference("internal")
    assert stored is not None
    assert fold(None, told()) == stored.state


def test_a_word_that_is_spoken_is_one_event_and_one_row(relay: Relay) -> None:
    relay.join(ADA)
    relay.join(BOB)
    relay.write()
    before = told()[-1].seq
    rows = relay.metrics.totals["RowsWritten"]
    relay.room.change_member(msgspec.structs.replace(ADA, talking=True))
    relay.writer.mark(relay.room, soon=False)
    relay.write()

    assert types(before) == ["member.talking"]
    assert relay.metrics.totals["RowsWritten"] - rows == 1
