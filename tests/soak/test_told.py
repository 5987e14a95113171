"""The oracle sees what a feed leaves out, makes up, tells twice or in the wrong order, but for what is in a gap."""

from collections.abc import Sequence

from msgspec import structs

from functions.shared.commands.conference import SetVariable
from functions.shared.feed.changes import event_of
from functions.shared.feed.events import (
    CommandFinished,
    ConferenceEnded,
    ConferenceStarted,
    Event,
    Gap,
    Happening,
    MemberJoined,
    MemberLeft,
)
from functions.shared.grammars.moments import rfc3339
from functions.shared.state import ConferenceState
from tests.soak.span import Span
from tests.soak.story import BEGAN, CALL, MEETING, OTHER, ROOM, Story
from tests.soak.told import TOLD_ENDS, Told, feeds_against

STATE = ConferenceState(name=ROOM, uuid=MEETING, node="fs1")


def joined(call: str) -> MemberJoined:
    return MemberJoined(member={"uuid": call})


ALL = (ConferenceStarted(conference={}), joined(CALL), joined(OTHER))
GAP = Gap(since=rfc3339(BEGAN + 50), to=rfc3339(BEGAN + 60), reason="connected")


def feed(*happenings: Happening, missing: str = "") -> Told:
    made: list[Event] = []
    for number, one in enumerate(happenings):
        made.append(structs.replace(event_of(STATE, one, rfc3339(BEGAN)), seq=7 + number))
    return Told(tuple(made), missing)


def wrong(told: Told, story: Story) -> list[str]:
    return [one.words for one in feeds_against({ROOM: told}, story.entries, story.rows, 1.0)]


def leaving(at: float) -> Story:
    story = Story()
    story.note("leave", at, call=CALL, member=7)
    return story


def test_the_whole_history_violates_nothing() -> None:
    assert wrong(feed(*ALL, MemberLeft(uuid=CALL)), leaving(20)) == []


def test_what_is_not_told_is_seen() -> None:
    (words,) = wrong(feed(*ALL), leaving(20))

    assert "told never" in words


def test_what_nobody_heard_is_forgiven_in_a_gap_and_only_there() -> None:
    assert wrong(feed(*ALL, GAP), leaving(55)) == []
    assert len(wrong(feed(*ALL, GAP), leaving(20))) == 1


def test_what_is_told_twice_or_never_was_is_seen() -> None:
    assert len(wrong(feed(*ALL, MemberLeft(uuid=CALL), MemberLeft(uuid=CALL)), leaving(20))) == 1
    assert len(wrong(feed(*ALL, MemberLeft(uuid="nobody")), Story())) == 1


def test_a_wrong_order_is_seen() -> None:
    story = leaving(20)
    story.note("leave", 21, call=OTHER, member=8)
    (words,) = wrong(feed(*ALL, MemberLeft(uuid=OTHER), MemberLeft(uuid=CALL)), story)

    assert "out of order" in words


def test_a_switch_that_begins_anew_has_ended_everything() -> None:
    story = Story()
    story.note("begin", 55, text="core")

    ended: Sequence[Happening] = (GAP, MemberLeft(uuid=CALL), MemberLeft(uuid=OTHER), ConferenceEnded(reason="unseen"))
    assert wrong(feed(*ALL, *ended), story) == []
    # Nobody was told that it was not heard.
    assert len(wrong(feed(*ALL), story)) == 3


def test_a_hole_and_an_event_that_is_there_twice_are_seen() -> None:
    told = feed(*ALL)
    hole = Told((told.events[0], *told.events[2:]))
    again = Told((*told.events, structs.replace(told.events[-1], seq=10)))

    assert "room-1: 9 follows 7" in wrong(hole, Story())
    assert any("is told 2 times" in words for words in wrong(again, Story()))


def test_what_could_not_be_read_is_said() -> None:
    assert wrong(feed(*ALL, missing="503 unavailable after 9"), Story()) == ["room-1: 503 unavailable after 9"]


def test_a_commands_end_is_told_as_it_is() -> None:
    story = Story()
    story.command(SetVariable(name="x", value="1"), "confirmed")
    (command,) = story.rows
    told = CommandFinished(id=command, kind="set_variable", state="failed")

    assert [one for one in wrong(feed(*ALL, told), story) if "is told as failed" in one]


def untold(story: Story, *happenings: Happening, interrupted: Sequence[Span] = (), read_at: float = BEGAN + 99) -> int:
    """How many ends of commands are missed in the feed."""
    told = {ROOM: feed(*ALL, *happenings)}
    found = feeds_against(told, story.entries, story.rows, 1.0, interrupted=interrupted, read_at=read_at)
    return sum(one.claim == TOLD_ENDS for one in found)


def test_a_commands_end_that_is_not_told_is_seen_whoever_has_ended_it() -> None:
    story = Story()
    row = story.command(SetVariable(name="x", value="1"), "failed", reason="conference_gone", attempt=0)

    assert untold(story) == 1
    assert untold(story, CommandFinished(id=row.id, kind=row.kind, state="failed")) == 0


def test_an_end_that_whoever_wrote_it_may_have_died_with_is_left_to_the_sweep() -> None:
    story = Story()
    story.command(SetVariable(name="x", value="1"), "confirmed", end=11)

    assert untold(story, interrupted=[Span(BEGAN + 10, BEGAN + 12)]) == 0
    assert untold(story, interrupted=[Span(BEGAN + 12, BEGAN + 13)]) == 1


def test_an_end_of_after_the_feed_was_read_and_no_end_at_all_are_not_missed_there() -> None:
    story = Story()
    story.command(SetVariable(name="x", value="1"), "confirmed", end=11)
    story.command(SetVariable(name="x", value="2"), None)

    assert untold(story, read_at=BEGAN + 11) == 0
