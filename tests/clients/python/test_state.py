"""The reducer says what the server's does: both are tested with one file, which the server's makes."""

import msgspec
import pytest

from freeswitch_functions_client import apply, fold
from freeswitch_functions_client.schemas import Event
from tests.functions.shared.feed.vectors import FILE

State = dict[str, object]


class Vector(msgspec.Struct):
    name: str
    old: State | None
    events: list[Event]
    new: State | None


VECTORS = msgspec.json.decode(FILE.read_bytes(), type=list[Vector])
MEETING = next(vector.old for vector in VECTORS if vector.old)


def event(kind: str, data: object) -> Event:
    return msgspec.convert(
        {"conference": "internal", "seq": 1, "id": "e", "type": kind, "at": "", "meeting": "meeting-1", "revision": 2}
        | {"data": data},
        Event,
    )


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_the_events_make_the_new_state_of_the_old_one(vector: Vector) -> None:
    assert fold(vector.old, vector.events) == vector.new


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("member.joined", {"member": 3}),
        ("member.joined", {"member": {"name": "no uuid"}}),
        ("member.left", {}),
        ("member.changed", {"uuid": "call-1"}),
        ("member.talking", {"uuid": "call-1", "talking": "loudly"}),
        ("floor.changed", {"floor": "first", "uuid": "call-1"}),
        ("floor.changed", {"floor": "floor"}),
        ("recording.changed", {"id": "r1"}),
        ("conference.started", {"conference": None}),
        ("conference.changed", {"changed": []}),
        ("hand.raised", {"uuid": "call-1"}),
        ("of.tomorrow", {"uuid": "call-1"}),
    ],
)
def test_an_event_that_cannot_be_read_leaves_everything_as_it_is(kind: str, data: object) -> None:
    assert apply(MEETING, event(kind, data)) is MEETING


def test_what_is_known_beside_the_feed_stays() -> None:
    state = {**(MEETING or {}), "node_state": "lost", "of_tomorrow": 3}
    after = apply(state, event("conference.changed", {"changed": {"locked": True, "unheard_of": 1}}))

    assert after == {**state, "locked": True, "revision": 2}


def test_nothing_that_was_told_before_is_changed() -> None:
    copy = msgspec.json.decode(msgspec.json.encode(MEETING))
    apply(MEETING, event("member.changed", {"uuid": "call-1", "changed": {"muted": True}}))
    apply(MEETING, event("member.left", {"uuid": "call-2"}))

    assert copy == MEETING
