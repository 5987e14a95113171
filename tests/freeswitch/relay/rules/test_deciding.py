"""What a room's rules want, and when: with a clock that is a number."""

import pytest
from msgspec import structs

from freeswitch.relay.rules.deciding import AGAIN_SECONDS, GONE_SECONDS, due
from freeswitch.relay.rules.memory import Memory
from functions.shared.commands import kind_of
from functions.shared.commands.outputs.streams import StartStream
from functions.shared.grammars.moments import rfc3339
from functions.shared.outputs.stream_targets import PRESETS
from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.provisioned.rules import RecordRule, Rules, StreamRule

BEGAN = 1_800_000_000.0
HEDY = MemberState(uuid="hedy", number=1, moderator=True, joined_at=rfc3339(BEGAN))
ADA = MemberState(uuid="ada", number=2, moderator=False, joined_at=rfc3339(BEGAN))
BOB = MemberState(uuid="bob", number=3, moderator=False, joined_at=rfc3339(BEGAN + 60))
RECORD = Rules(record=RecordRule())


class Meeting:
    """A meeting that follows its rules."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.memory = Memory("fs1", "m1")
        self.live: set[str] = set()

    def look(self, now: float, *members: MemberState) -> list[str]:
        """Everything that is done at this time with these people there."""
        state = ConferenceState(
            name="internal",
            uuid="m1",
            node="fs1",
            started_at=rfc3339(BEGAN),
            members=members,
            member_count=len(members),
        )
        done = []
        while (doing := due(self.rules, state, self.memory, live=self.live, now=BEGAN + now)) is not None:
            self.memory.did(doing, BEGAN + now, state)
            kind = kind_of(doing.command)
            if kind in ("start_recording", "start_stream"):
                self.live.add(doing.id)
            if kind == "stop_recording":
                self.live.discard(str(getattr(doing.command, "recording", "")))
            heard = getattr(doing.command, "prompt", "")
            member = getattr(doing.command, "member", None)
            done.append(" ".join(word for word in (kind, heard, member or "") if word))
        return done


def test_it_is_recorded_while_a_host_is_there_and_those_who_come_later_hear_so() -> None:
    meeting = Meeting(RECORD)

    assert meeting.look(1, ADA) == []
    assert meeting.look(2, ADA, HEDY) == ["start_recording", "play en/recording_started"]
    assert meeting.look(3, ADA, HEDY) == []
    assert meeting.look(61, ADA, HEDY, BOB) == ["play en/recorded bob"]
    assert meeting.look(62, ADA, HEDY, BOB) == []


def test_what_nobody_hears_of_is_not_announced() -> None:
    meeting = Meeting(Rules(record=RecordRule(announced=False)))

    assert meeting.look(2, HEDY) == ["start_recording"]
    assert meeting.look(61, HEDY, BOB) == []


def test_a_recording_that_has_not_begun_is_not_announced() -> None:
    meeting = Meeting(RECORD)
    meeting.look(2, HEDY)
    meeting.live.clear()

    assert meeting.look(61, HEDY, BOB) == []


def test_a_host_who_is_gone_for_a_moment_ends_no_recording() -> None:
    meeting = Meeting(RECORD)
    meeting.look(2, ADA, HEDY)

    assert meeting.look(10, ADA) == []
    assert meeting.look(10 + GONE_SECONDS - 1, ADA, HEDY) == []
    assert meeting.look(20, ADA) == []
    assert meeting.look(20 + GONE_SECONDS, ADA) == ["stop_recording"]
    assert meeting.look(40, ADA) == []
    assert meeting.look(50, ADA, HEDY) == ["start_recording", "play en/recording_started"]


def test_it_is_streamed_as_it_is_recorded_and_each_is_said_by_itself() -> None:
    stream = StreamRule(when="people", people=2, url="rtmp://live.example/app")
    meeting = Meeting(Rules(record=RecordRule(), stream=stream))

    assert meeting.look(1, HEDY) == ["start_recording", "play en/recording_started"]
    assert meeting.look(2, HEDY, ADA) == ["play en/recorded ada", "start_stream", "play en/streaming_started"]
    assert meeting.look(61, HEDY, ADA, BOB) == ["play en/recorded bob", "play en/streamed bob"]
    assert meeting.look(70, ADA, BOB) == []
    assert meeting.look(70 + GONE_SECONDS, ADA, BOB) == ["stop_recording"]
    assert meeting.look(80, ADA) == []
    assert meeting.look(80 + GONE_SECONDS, ADA) == ["stop_stream"]


def test_it_is_streamed_to_the_presets_address() -> None:
    meeting = Meeting(Rules(stream=StreamRule(preset="youtube")))
    state = ConferenceState(name="internal", uuid="m1", node="fs1", members=(HEDY,), member_count=1)

    doing = due(meeting.rules, state, meeting.memory, live=(), now=BEGAN)

    assert doing is not None
    command = doing.command
    assert isinstance(command, StartStream)
    assert (command.stream, command.url, command.sealed_key) == (doing.id, PRESETS["youtube"], None)


def test_it_is_recorded_while_so_many_are_there() -> None:
    meeting = Meeting(Rules(record=RecordRule(when="people", people=2), language="de"))

    assert meeting.look(1, HEDY) == []
    assert meeting.look(2, HEDY, ADA) == ["start_recording", "play de/recording_started"]
    assert meeting.look(3, ADA) == []
    assert meeting.look(3 + GONE_SECONDS, ADA) == ["stop_recording"]


@pytest.mark.parametrize(("at", "done"), [(3299, []), (3300, ["play en/ends_soon"]), (3600, ["end_conference"])])
def test_a_conference_is_told_before_it_ends_and_ends(at: float, done: list[str]) -> None:
    assert Meeting(Rules(longest_minutes=60)).look(at, ADA) == done


def test_an_end_that_did_not_end_it_is_ordered_again_and_not_at_once() -> None:
    meeting = Meeting(Rules(longest_minutes=60, warn_minutes=0))

    assert meeting.look(3599, ADA) == []
    assert meeting.look(3600, ADA) == ["end_conference"]
    assert meeting.look(3601, ADA) == []
    assert meeting.look(3600 + AGAIN_SECONDS, ADA) == ["end_conference"]


def test_it_closes_some_time_after_the_last_host_has_left() -> None:
    meeting = Meeting(Rules(close_after_seconds=120))

    assert meeting.look(1, ADA) == []
    assert meeting.look(1000, ADA) == []
    assert meeting.look(1001, ADA, HEDY) == []
    assert meeting.look(1010, ADA) == ["play en/host_left"]
    assert meeting.look(1129, ADA) == []
    assert meeting.look(1130, ADA) == ["end_conference"]


def test_a_host_who_comes_back_keeps_it_open_and_may_leave_again() -> None:
    meeting = Meeting(Rules(close_after_seconds=120))
    meeting.look(1, ADA, HEDY)

    assert meeting.look(10, ADA) == ["play en/host_left"]
    assert meeting.look(100, ADA, HEDY) == []
    assert meeting.look(200, ADA) == ["play en/host_left"]
    assert meeting.look(319, ADA) == []
    assert meeting.look(320, ADA) == ["end_conference"]


def test_somebody_who_was_made_a_host_is_one_for_the_rules() -> None:
    meeting = Meeting(RECORD)

    assert meeting.look(1, structs.replace(ADA, host=True))[:1] == ["start_recording"]
    assert Meeting(RECORD).look(1, structs.replace(HEDY, host=False)) == []


def test_without_rules_nothing_is_done() -> None:
    assert Meeting(Rules()).look(100_000, ADA, HEDY) == []


def test_ids_tell_meetings_rules_and_occasions_apart_and_are_the_same_for_everybody() -> None:
    def ids(meeting: str) -> set[str]:
        memory = Memory("fs1", meeting)
        return {memory.id(rule, occasion) for rule in ("record", "closing") for occasion in ("0.start", "1.start")}

    assert len(ids("m1") | ids("m2")) == 8
    assert ids("m1") == ids("m1")
    assert all(one.startswith("fs1.") for one in ids("m1"))
