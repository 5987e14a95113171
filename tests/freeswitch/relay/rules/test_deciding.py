"""What a room's rules want, and when: with a clock that is a number."""

from itertools import pairwise

import pytest
from msgspec import structs

from freeswitch.relay.rules.deciding import GONE_SECONDS, due
from freeswitch.relay.rules.memory import Asked, Memory
from freeswitch.relay.rules.played import AGAIN_SECONDS, LONGEST_SECONDS
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
URL = "rtmp://live.example/app"
RECORD = Rules(record=RecordRule())


class Meeting:
    """A meeting that follows its rules."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.memory = Memory("fs1", "m1")
        self.live: set[str] = set()
        # Kinds of commands that come to nothing.
        self.in_vain: set[str] = set()
        # Every start, by the id of what it began.
        self.begun: list[str] = []
        self.stopped: list[str] = []

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
                self.begun.append(doing.id)
                self.end(doing.id, kind, now)
            if kind in ("stop_recording", "stop_stream"):
                noun = kind.removeprefix("stop_")
                self.stopped.append(str(getattr(doing.command, noun, "")))
                self.end(self.stopped[-1], kind, now)
            heard = getattr(doing.command, "prompt", "")
            member = getattr(doing.command, "member", None)
            if heard and heard in self.in_vain:
                self.memory.not_heard(doing.rule, doing.first)
            elif heard:
                self.memory.heard(doing.rule, doing.first)
            done.append(" ".join(word for word in (kind, heard, member or "") if word))
        return done

    def end(self, output: str, kind: str, now: float) -> None:
        """The command ends at once."""
        kept = self.memory.outputs["stream" if kind.endswith("stream") else "record"]
        if kind in self.in_vain:
            kept.came_to_nothing(BEGAN + now)
            return
        kept.came_about()
        if kind.startswith("start"):
            self.live.add(output)
        else:
            self.live.discard(output)


def test_it_is_recorded_while_a_host_is_there_and_those_who_come_later_hear_so() -> None:
    meeting = Meeting(RECORD)

    assert meeting.look(1, ADA) == []
    assert meeting.look(2, ADA, HEDY) == ["start_recording", "play en/recording_started"]
    assert meeting.look(3, ADA, HEDY) == []
    assert meeting.look(61, ADA, HEDY, BOB) == ["play en/recorded bob"]
    assert meeting.look(62, ADA, HEDY, BOB) == []


def test_what_could_not_be_said_is_said_again_after_ever_longer_pauses_while_it_is_recorded() -> None:
    meeting = Meeting(RECORD)
    meeting.in_vain = {"en/recording_started"}
    assert meeting.look(0, HEDY) == ["start_recording", "play en/recording_started"]
    # Who comes meanwhile hears it alone; that the others did not keeps nothing else from being done.
    assert meeting.look(1, HEDY, ADA) == ["play en/recorded ada"]
    tries = [now for now in range(2, 1100) if meeting.look(now, HEDY, ADA)]

    assert tries == [30, 90, 210, 450, 690, 930]
    meeting.in_vain.clear()
    assert meeting.look(1169, HEDY, ADA) == []
    assert meeting.look(1170, HEDY, ADA) == ["play en/recording_started"]
    assert meeting.look(3000, HEDY, ADA) == []


def test_who_could_not_be_told_is_told_again_unless_they_have_left() -> None:
    meeting = Meeting(RECORD)
    meeting.look(0, HEDY)
    meeting.in_vain = {"en/recorded"}
    assert meeting.look(61, HEDY, ADA, BOB) == ["play en/recorded ada", "play en/recorded bob"]
    meeting.in_vain.clear()

    assert meeting.look(90, HEDY, BOB) == []
    assert meeting.look(91, HEDY, BOB) == ["play en/recorded bob"]
    assert meeting.look(500, HEDY, BOB) == []


@pytest.mark.parametrize(
    ("rules", "prompt", "at", "end"),
    [
        (Rules(longest_minutes=60, warn_minutes=5), "en/ends_soon", 3300, 3600),
        (Rules(close_after_seconds=300), "en/host_left", 3300, 3600),
    ],
    ids=["that it ends soon", "that the host has left"],
)
def test_what_was_not_heard_before_the_end_is_said_again_until_then(
    rules: Rules, prompt: str, at: int, end: int
) -> None:
    meeting = Meeting(rules)
    meeting.look(1, HEDY, ADA)
    meeting.in_vain = {prompt}
    assert meeting.look(at, ADA) == [f"play {prompt}"]
    assert meeting.look(at + 29, ADA) == []
    assert meeting.look(at + 30, ADA) == [f"play {prompt}"]
    meeting.in_vain.clear()

    assert meeting.look(at + 90, ADA) == [f"play {prompt}"]
    assert [meeting.look(now, ADA) for now in range(at + 91, end)] == [[]] * (end - at - 91)
    assert meeting.look(end, ADA) == ["end_conference"]


def test_what_is_not_known_to_have_been_heard_yet_is_not_said_twice() -> None:
    meeting = Meeting(Rules(longest_minutes=60, warn_minutes=5))
    state = ConferenceState(name="internal", uuid="m1", node="fs1", started_at=rfc3339(BEGAN), members=(ADA,))
    doing = due(meeting.rules, state, meeting.memory, live=(), now=BEGAN + 3300)
    assert doing is not None
    meeting.memory.did(doing, BEGAN + 3300, state)

    assert due(meeting.rules, state, meeting.memory, live=(), now=BEGAN + 3500) is None


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
    stream = StreamRule(when="people", people=2, url=URL)
    meeting = Meeting(Rules(record=RecordRule(), stream=stream))

    assert meeting.look(1, HEDY) == ["start_recording", "play en/recording_started"]
    assert meeting.look(2, HEDY, ADA) == ["play en/recorded ada", "start_stream", "play en/streaming_started"]
    assert meeting.look(61, HEDY, ADA, BOB) == ["play en/recorded bob", "play en/streamed bob"]
    assert meeting.look(70, ADA, BOB) == []
    assert meeting.look(70 + GONE_SECONDS, ADA, BOB) == ["stop_recording"]
    assert meeting.look(80, ADA) == []
    assert meeting.look(80 + GONE_SECONDS, ADA) == ["stop_stream"]


def test_a_start_that_came_to_nothing_is_made_again_after_ever_longer_pauses() -> None:
    meeting = Meeting(RECORD)
    meeting.in_vain.add("start_recording")

    seen = [now for now in range(2, 900) if meeting.look(now, HEDY)]
    pauses = [after - before for before, after in pairwise(seen)]
    meeting.in_vain.clear()

    assert pauses[:4] == [AGAIN_SECONDS, 2 * AGAIN_SECONDS, 4 * AGAIN_SECONDS, LONGEST_SECONDS]
    assert max(pauses) == LONGEST_SECONDS
    assert meeting.look(900 + LONGEST_SECONDS, HEDY) == ["start_recording", "play en/recording_started"]
    # FreeSWITCH would take the second of one id for the first.
    assert len(set(meeting.begun)) == len(meeting.begun)


def test_what_the_second_start_has_begun_is_what_is_told_and_stopped() -> None:
    meeting = Meeting(RECORD)
    meeting.in_vain.add("start_recording")
    meeting.look(2, HEDY, ADA)
    meeting.in_vain.clear()

    assert meeting.look(2 + AGAIN_SECONDS, HEDY, ADA) == ["start_recording", "play en/recording_started"]
    assert meeting.look(40, ADA) == []
    assert meeting.look(40 + GONE_SECONDS, ADA) == ["stop_recording"]
    assert meeting.stopped == [meeting.begun[1]]


def test_who_comes_next_does_not_wait_for_what_was_in_vain_for_others() -> None:
    meeting = Meeting(RECORD)
    meeting.in_vain.add("start_recording")
    for now in range(2, 300):
        meeting.look(now, HEDY)
    meeting.in_vain.clear()
    meeting.look(300, ADA)

    assert meeting.look(300 + AGAIN_SECONDS, ADA, HEDY)[:1] == ["start_recording"]


@pytest.mark.parametrize("kind", ["recording", "stream"])
def test_a_stop_that_came_to_nothing_is_made_again_and_nothing_is_begun_on_top(kind: str) -> None:
    record = Rules(record=RecordRule(announced=False))
    meeting = Meeting(record if kind == "recording" else Rules(stream=StreamRule(url=URL, announced=False)))
    meeting.look(2, HEDY, ADA)
    meeting.in_vain.add(f"stop_{kind}")
    meeting.look(10, ADA)

    assert meeting.look(10 + GONE_SECONDS, ADA) == [f"stop_{kind}"]
    assert meeting.look(20, ADA, HEDY) == []
    meeting.in_vain.clear()
    meeting.look(50, ADA)
    assert meeting.look(50 + GONE_SECONDS, ADA) == [f"stop_{kind}"]
    assert meeting.look(60, ADA, HEDY) == [f"start_{kind}"]
    assert meeting.stopped == [meeting.begun[0]] * 2


def test_while_it_is_not_known_what_came_of_a_start_it_is_not_stopped() -> None:
    meeting = Meeting(RECORD)
    meeting.in_vain.add("start_recording")
    meeting.look(2, HEDY)
    kept = meeting.memory.outputs["record"]
    kept.runs, kept.again_at, kept.asked = True, 0.0, Asked("start", "c1", BEGAN + 3)

    meeting.look(3, ADA)
    assert meeting.look(3 + GONE_SECONDS, ADA) == []
    kept.asked.ended = True
    assert meeting.look(4 + GONE_SECONDS, ADA) == ["stop_recording"]


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
