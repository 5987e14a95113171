"""What the relay tells of a conference, when, and what it says where it cannot tell all."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import msgspec
import pytest
from botocore.client import BaseClient
from moto import mock_aws

from freeswitch.relay.conferences.rooms import Rooms
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.conferences.telling import account, teller
from freeswitch.relay.switch.event_values import rfc3339
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.feed.appending import LONG_AGO, append
from functions.shared.feed.events import Event
from functions.shared.feed.folding import fold
from functions.shared.feed.reading import events_since, newest_event
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


def unheard(*words: Any, **named: Any) -> Any:
    append(*words, **named)
    raise TablesUnavailable("the answer was lost")


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


def _at_first(_relay: Relay) -> None:
    """Nothing of the name is written."""


def _later(relay: Relay) -> None:
    relay.write()
    relay.change(ADA, muted=True)


def _long_after(relay: Relay) -> None:
    _later(relay)
    relay.clock.move(LONG_AGO + 1)


def _after_too_much(relay: Relay) -> None:
    _later(relay)
    relay.writer.teller.hide(relay.room.name)


def _with_a_hand(relay: Relay) -> None:
    _later(relay)
    relay.writer.teller.hand_key(relay.room, ADA.uuid)


def _after_another_relay(relay: Relay) -> None:
    relay.write()
    relay.writer = StateWriter("fs1", relay.clock, relay.metrics)
    relay.change(ADA, muted=True)


@pytest.mark.parametrize(
    "prepare",
    [_at_first, _later, _long_after, _after_too_much, _with_a_hand, _after_another_relay],
    ids=lambda prepare: prepare.__name__.strip("_"),
)
def test_a_meeting_that_ends_at_any_moment_of_a_write_is_told_as_over_once(prepare: Callable[[Relay], None]) -> None:
    for moment in count():
        with mock_aws():
            make_tables()
            relay = Relay(FakeClock())
            relay.join(ADA)
            prepare(relay)
            _write_and_end_at(relay, moment)
            if not relay.room.ended:
                break
            while relay.writer.pending:
                relay.write()
            stored = find_conference("internal")

            assert [one for one in types() if one in teller.MEETINGS] == ["conference.started", "conference.ended"]
            assert stored is None or stored.ended_at is not None

    assert moment >= 6


def _write_and_end_at(relay: Relay, moment: int) -> None:
    """Let the meeting end before (even moments) or after (odd ones) a request of the next write."""
    requests = count()
    send: Callable[[Any, str, Any], Any] = vars(BaseClient)["_make_api_call"]

    def counted(client: Any, operation: str, parameters: Any) -> Any:
        place = next(requests)
        if moment == 2 * place:
            relay.end()
        answer = send(client, operation, parameters)
        if moment == 2 * place + 1:
            relay.end()
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseClient, "_make_api_call", counted)
        relay.write()


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


@pytest.mark.parametrize(
    "begun", [False, True], ids=["the next begins after the end", "its beginning was told with it"]
)
def test_whoever_comes_after_a_meeting_has_ended_and_the_next_has_no_row_tells_the_next_once(
    relay: Relay, begun: bool
) -> None:
    relay.join(ADA)
    relay.write()
    before = told()[-1].seq
    relay.end()
    next_room = relay.rooms.open("internal", "u2")
    next_room.domain = "example.com"
    next_room.change_member(BOB)
    relay.writer.teller.note(next_room)
    if begun:
        # It was told, and dies with its rows unwritten.
        relay.writer.teller.tell(next_room)
    relay.writer._meetings.finish("internal", "u1")

    after = Relay(relay.clock)
    room = after.rooms.open("internal", "u2")
    room.domain = "example.com"
    room.change_member(BOB)
    after.writer.teller.note(room)
    after.writer.mark(room, soon=True)
    after.write()

    once = ["member.left", "conference.ended", "conference.started", "member.joined"]
    assert [kind for kind in types(before) if kind in once] == once


def test_a_gap_that_the_end_of_the_meeting_before_overlaps_is_told_with_the_next_one(relay: Relay) -> None:
    relay.join(ADA)
    relay.write()
    before, heard = told()[-1].seq, relay.clock.time()
    relay.end()
    # The end is not written yet when the connection is back and shows the next meeting.
    next_room = relay.rooms.open("internal", "u2")
    next_room.change_member(BOB)
    relay.writer.teller.not_heard(next_room, heard, "connected")
    relay.write()
    relay.writer.mark(next_room, soon=True)
    relay.write()

    assert types(before) == ["member.left", "conference.ended", "gap", "conference.started", "member.joined"]


def meets_again(relay: Relay, uuid: str) -> list[str]:
    """The next meeting of the name, and what is told from its beginning to its end."""
    room = relay.rooms.open("internal", uuid)
    room.change_member(BOB)
    before = told()[-1].seq if told() else 0
    relay.writer.teller.note(room)
    relay.writer.mark(room, soon=True)
    relay.write()
    relay.rooms.close(room)
    relay.writer.end(room)
    relay.write()
    return types(before)


MEETING = ["conference.started", "member.joined", "member.left", "conference.ended"]


@pytest.mark.parametrize("again", [False, True])
def test_a_meeting_may_have_come_and_gone_while_nobody_listened_and_that_is_told_with_the_next(
    relay: Relay, again: bool
) -> None:
    relay.join(ADA)
    relay.end()
    relay.write()
    last, since = told()[-1], relay.clock.time() + 10
    relay.clock.move(60)
    teller = relay if again else Relay(relay.clock)
    teller.writer.teller.nobody_listened(since, relay.clock.time(), "connected")

    assert meets_again(teller, "u2") == ["gap", *MEETING]
    assert told(last.seq)[0].data["from"] == rfc3339(since)
    assert meets_again(teller, "u3") == MEETING


def test_such_a_gap_is_told_though_the_connection_is_lost_again_before_anything_is_told(relay: Relay) -> None:
    relay.join(ADA)
    relay.end()
    relay.write()
    last, since = told()[-1], relay.clock.time() + 10
    relay.clock.move(60)
    next_one = Relay(relay.clock)
    next_one.writer.teller.nobody_listened(since, relay.clock.time(), "connected")
    room = next_one.rooms.open("internal", "u2")
    room.change_member(BOB)
    next_one.writer.teller.note(room)
    relay.clock.move(5)
    next_one.writer.teller.nobody_listened(relay.clock.time() - 1, relay.clock.time(), "connected")
    next_one.writer.teller.not_heard(room, relay.clock.time() - 1, "connected")
    next_one.writer.mark(room, soon=True)
    next_one.write()

    assert types(last.seq) == ["gap", "conference.started", "member.joined"]
    assert told(last.seq)[0].data["from"] == rfc3339(since)


def test_the_gap_of_a_relay_that_begins_is_from_what_was_told_last_though_the_connection_is_lost_first(
    relay: Relay,
) -> None:
    relay.join(ADA)
    relay.write()
    last = told()[-1]
    relay.clock.move(30)
    next_one = Relay(relay.clock)
    next_one.writer.teller.note(next_one.room)
    relay.clock.move(5)
    next_one.writer.teller.not_heard(next_one.room, relay.clock.time() - 1, "connected")
    next_one.mark()
    next_one.write()

    assert told(last.seq)[0].data["from"] == last.at


def test_such_a_gap_is_told_of_a_name_whose_last_end_waits_to_be_told(relay: Relay) -> None:
    relay.join(ADA)
    relay.write()
    before = told()[-1].seq
    relay.end()
    relay.clock.move(5)
    relay.writer.teller.nobody_listened(relay.clock.time(), relay.clock.time() + 5, "connected")
    relay.clock.move(10)
    next_room = relay.rooms.open("internal", "u2")
    next_room.change_member(BOB)
    relay.writer.teller.note(next_room)
    relay.writer.mark(next_room, soon=True)
    relay.write()
    relay.write()

    assert types(before) == ["member.left", "conference.ended", "gap", "conference.started", "member.joined"]


def test_of_a_name_of_which_nothing_was_ever_told_nothing_is_missing(relay: Relay) -> None:
    relay.writer.teller.nobody_listened(None, relay.clock.time(), "connected")

    assert meets_again(relay, "u2") == MEETING


def test_of_two_times_without_a_connection_the_gap_begins_with_the_first(relay: Relay) -> None:
    relay.join(ADA)
    relay.write()
    last = told()[-1]
    heard = relay.clock.time()
    relay.clock.move(30)
    relay.writer.teller.not_heard(relay.room, heard, "connected")
    relay.clock.move(30)
    relay.writer.teller.not_heard(relay.room, heard + 30, "connected")
    relay.change(ADA, muted=True)
    relay.write()

    assert told(last.seq)[0].data["from"] == rfc3339(heard)


def test_what_was_told_without_an_answer_is_not_told_again_by_whoever_reads_it_first(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay.join(ADA)
    relay.write()
    before = told()[-1].seq

    with monkeypatch.context() as patch:
        patch.setattr(teller, "append", unheard)
        relay.change(ADA, muted=True)
        relay.write()
    # Another time the lease was taken: what stands in the tables is read first.
    relay.writer._rows.forget("internal")
    while relay.writer.pending:
        relay.write()

    assert types(before) == ["member.changed"]


def _next_meeting_told_without_an_answer(relay: Relay) -> None:
    """The meeting has ended and the next one of the name has begun; both are told, and the answer is lost."""
    relay.leave(ADA, "NORMAL_CLEARING")
    relay.end()
    room = relay.rooms.open("internal", "u2")
    room.domain = "example.com"
    room.change_member(BOB)
    relay.writer.teller.note(room)
    relay.writer.mark(room, soon=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(teller, "append", unheard)
        with pytest.raises(TablesUnavailable):
            relay.writer.flush(room)


NEXT_MEETING = ["member.left", "conference.ended", "conference.started", "member.joined"]


def test_the_next_meeting_that_was_told_without_an_answer_is_not_told_again_after_the_end_of_the_one_before(
    relay: Relay,
) -> None:
    relay.join(ADA)
    relay.write()
    before = told()[-1].seq
    _next_meeting_told_without_an_answer(relay)
    while relay.writer.pending:
        relay.write()

    assert types(before) == NEXT_MEETING
    assert len({one.id for one in told()}) == len(told())


def test_whoever_tells_something_else_does_not_take_our_own_meetings_for_another_relays(relay: Relay) -> None:
    relay.join(ADA)
    relay.write()
    before = told()[-1].seq
    _next_meeting_told_without_an_answer(relay)
    ended = msgspec.structs.replace(told()[-1], id="a command's", type="command.finished")
    relay.writer.tell([ended], domain="example.com", after=before)
    while relay.writer.pending:
        relay.write()

    assert types(before) == [*NEXT_MEETING, "command.finished"]


def test_what_is_told_is_of_the_moment_up_to_which_events_are_known(relay: Relay) -> None:
    behind = 0.0
    relay.writer = StateWriter("fs1", relay.clock, relay.metrics, behind=lambda: behind)
    relay.join(ADA)
    relay.write()
    behind = 9.0
    known = relay.clock.time() - behind
    relay.leave(ADA, "NORMAL_CLEARING")

    relay.write()
    assert told()[-1].at == rfc3339(known)

    # A command's end says nothing of FreeSWITCH's events.
    ended = msgspec.structs.replace(told()[-1], id="another", type="command.finished", at=rfc3339(relay.clock.time()))
    relay.writer.tell([ended], domain="example.com", after=told()[-1].seq)
    next_one = Relay(relay.clock)
    next_one.mark()
    next_one.write()

    assert [one.data["from"] for one in told() if one.type == "gap"] == [rfc3339(known)]


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


def test_an_end_that_is_told_while_the_next_meeting_s_relay_reads_is_told_once(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a conference is moved: the one relay tells its end in the moment in which the other one begins."""
    relay.join(ADA)
    relay.write()
    other = Relay(relay.clock)
    other.room = other.rooms.open("internal", "u2")
    other.room.domain = "example.com"
    read = newest_event

    def ended_before(name: str) -> Any:
        monkeypatch.setattr(teller, "newest_event", read)
        relay.end()
        relay.write()
        return read(name)

    monkeypatch.setattr(teller, "newest_event", ended_before)
    other.join(BOB)
    other.write()

    ends = ("conference.started", "conference.ended")
    assert [(one.type, one.meeting) for one in told() if one.type in ends] == [
        ("conference.started", "u1"), ("conference.ended", "u1"), ("conference.started", "u2"),
    ]  # fmt: skip
