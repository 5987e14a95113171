"""The feed, folded, is the state; whoever has seen an event twice, or not all of it, is not led astray."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.shared.feed.changes import Why, changes
from functions.shared.feed.events import Event, happening_of
from functions.shared.feed.folding import apply, fold
from functions.shared.state import ConferenceState, MemberState
from tests.functions.shared.feed.states import LIVING, STATE

AT = "2026-05-04T12:00:00.000Z"
ADA = MemberState(uuid="call-1", number=1, name="Ada", muted=False, joined_at="2026-05-04T11:00:00.000Z")
BOB = MemberState(uuid="call-2", number=2, name="Bob", muted=False)


def meeting(*members: MemberState, uuid: str = "meeting-1", **fields: object) -> ConferenceState:
    whole = {"name": "internal", "uuid": uuid, "node": "fs1", "member_count": len(members), **fields}
    return msgspec.structs.replace(msgspec.convert(whole, ConferenceState), members=members)


def told(old: ConferenceState | None, new: ConferenceState | None) -> list[str]:
    return [event.type for event in changes(old, new, at=AT)]


@given(STATE, STATE)
def test_the_changes_folded_over_the_old_state_are_the_new_one(
    old: ConferenceState | None, new: ConferenceState | None
) -> None:
    assert fold(old, changes(old, new, at=AT)) == new


@settings(max_examples=30)
@given(STATE, STATE)
def test_an_event_reads_the_same_after_a_journey_as_json(
    old: ConferenceState | None, new: ConferenceState | None
) -> None:
    events = changes(old, new, at=AT)
    travelled = msgspec.json.decode(msgspec.json.encode(events), type=list[Event])

    assert travelled == events
    assert None not in [happening_of(event) for event in travelled]


@settings(max_examples=30)
@given(STATE)
def test_where_nothing_is_different_nothing_is_told(state: ConferenceState | None) -> None:
    assert changes(state, state, at=AT) == []


@given(st.lists(STATE, min_size=2, max_size=4), st.data())
def test_whoever_folds_a_part_again_arrives_at_the_same_state(
    states: list[ConferenceState | None], data: st.DataObject
) -> None:
    """A relay that was killed has written some of the rows already; the events are folded over those."""
    meetings = {state.uuid for state in states if state is not None}
    events = [one for old, new in pairwise(states) for one in changes(old, new, at=AT)]
    again_from = data.draw(st.integers(0, len(events)))
    if len(meetings) > 1:
        # Rows of two meetings are never mixed: whoever reads them leaves out those of another.
        return

    assert fold(fold(states[0], events), events[again_from:]) == fold(states[0], events)


@settings(max_examples=30)
@given(LIVING)
def test_a_revision_that_moves_alone_is_told(state: ConferenceState) -> None:
    later = msgspec.structs.replace(state, revision=state.revision + 1)

    assert told(state, later) == ["conference.changed"]


def test_members_leave_before_the_end_and_join_after_the_beginning() -> None:
    assert told(meeting(ADA, BOB), meeting(ADA, uuid="meeting-2")) == [
        "member.left",
        "member.left",
        "conference.ended",
        "conference.started",
        "member.joined",
    ]


def test_who_leaves_is_told_with_the_cause_and_how_long_they_were_there() -> None:
    why = Why(causes={"call-1": "NORMAL_CLEARING"})
    (left,) = changes(meeting(ADA, BOB), meeting(BOB), at=AT, why=why)

    assert left.data == {
        "uuid": "call-1", "user": None, "name": "Ada", "cause": "NORMAL_CLEARING", "seconds": 3600.0
    }  # fmt: skip


def test_a_floor_that_is_passed_on_is_one_event() -> None:
    has, has_not = {"floor": True}, {"floor": False}
    before = meeting(msgspec.structs.replace(ADA, **has), msgspec.structs.replace(BOB, **has_not))
    after = meeting(msgspec.structs.replace(ADA, **has_not), msgspec.structs.replace(BOB, **has))
    (passed,) = changes(before, after, at=AT)

    assert (passed.type, passed.data) == ("floor.changed", {"floor": "floor", "uuid": "call-2"})


def test_talking_is_an_event_of_its_own_beside_what_else_is_different() -> None:
    after = meeting(msgspec.structs.replace(ADA, talking=True, muted=True))

    assert told(meeting(ADA), after) == ["member.changed", "member.talking"]


@pytest.mark.parametrize(
    "event",
    [
        Event(conference="internal", id="x", type="of.tomorrow", at=AT, meeting="meeting-1", data={"new": 1}),
        Event(conference="internal", id="x", type="member.joined", at=AT, meeting="meeting-1", data={"member": 3}),
        Event(conference="internal", id="x", type="member.left", at=AT, meeting="meeting-0", data={"uuid": "call-1"}),
        Event(
            conference="internal", id="x", type="member.changed", at=AT, meeting="meeting-1",
            data={"uuid": "call-1", "changed": {"of_tomorrow": 1}},
        ),
    ],
    ids=["of a type of tomorrow", "that cannot be read", "of another meeting", "with a field of tomorrow"],
)  # fmt: skip
def test_the_state_stays_as_it_is_after_an_event(event: Event) -> None:
    assert apply(meeting(ADA), event) == meeting(ADA)
