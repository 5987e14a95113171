"""A node has a conference from its beginning to its end, whatever becomes of its relay in between."""

from collections.abc import Iterator
from functools import partial

import pytest
from moto import mock_aws

from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.conferences.writing import nodes_claims
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.claims.meetings import AFTER_SECONDS, hold
from functions.shared.state import MemberState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.claims import find_claim
from functions.shared.tables.fleet.leases import take_lease
from functions.shared.tables.nodes import LOST_SECONDS
from tests.freeswitch.relay.conferences.test_names import BEGAN, Place
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import make_tables
from tests.functions.claims import claimed

NODES = ("fs1", "fs2")


@pytest.fixture
def clock() -> Iterator[FakeClock]:
    clock = FakeClock()
    with mock_aws():
        make_tables()
        for node in NODES:
            take_lease(node, owner="relay", now=clock.now, seconds=10, queue_url="queue", switch_up=True)
        yield clock


def relay(node: str, clock: FakeClock) -> Place:
    """A relay of the node, that has just begun."""
    terms = [1]
    writer = StateWriter(node, clock, Metrics(node, print), term=partial(terms.__getitem__, 0))
    return Place(node, clock, writer, Rooms(), terms)


def has(conference: str, clock: FakeClock) -> tuple[str, str, str] | None:
    """The node, and the meeting or who waits for it; None while nobody has it."""
    found = find_claim(conference)
    return (found.node, found.meeting, found.waiting) if found is not None and found.is_held(clock.now) else None


def wait_for(here: Place, conference: str, uuid: str) -> Room:
    room = here.rooms.open(f"waiting.{conference}", uuid)
    room.domain, room.started_at = "example.com", BEGAN.format(1)
    room.change_member(MemberState(uuid=f"call-{uuid}", number=2))
    here.change(room)
    return room


def test_its_node_has_it_until_a_moment_after_its_end(clock: FakeClock) -> None:
    here = relay("fs1", clock)
    room = here.begin(1)
    clock.move(100_000)
    during = has("internal", clock)

    here.end(room)
    at_the_end = has("internal", clock)
    clock.move(AFTER_SECONDS)

    assert (during, at_the_end) == (("fs1", "fs1-1", ""), ("fs1", "", ""))
    assert has("internal", clock) is None


def test_it_is_said_once_however_often_something_changes(clock: FakeClock) -> None:
    here = relay("fs1", clock)
    room = here.begin(1)
    before = find_claim("internal")
    assert before is not None

    for _ in range(3):
        here.change(room)

    assert find_claim("internal") == before


def test_whoever_waits_for_it_keeps_it_there(clock: FakeClock) -> None:
    here = relay("fs1", clock)
    waiting = wait_for(here, "internal", "w1")
    alone = has("internal", clock)
    room = here.begin(1)
    both = has("internal", clock)
    here.end(waiting)
    here.end(room)
    clock.move(AFTER_SECONDS)

    assert (alone, both) == (("fs1", "", "w1"), ("fs1", "fs1-1", "w1"))
    assert has("internal", clock) is None
    assert find_claim("waiting.internal") is None


def test_what_could_not_be_said_is_said_again(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    real, tries = hold, list[str]()

    def fails_once(conference: str, meeting: str, *, node: str, now: float) -> str:
        tries.append(meeting)
        if len(tries) == 1:
            raise TablesUnavailable("no answer")
        return real(conference, meeting, node=node, now=now)

    monkeypatch.setattr(nodes_claims, "hold", fails_once)
    here = relay("fs1", clock)
    here.begin(1)
    here.turn(2)

    assert tries == ["fs1-1", "fs1-1"]
    assert has("internal", clock) == ("fs1", "fs1-1", "")


def test_the_next_relay_says_what_the_one_before_did_not_come_to(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as dying:
        dying.setattr(nodes_claims, "hold", lambda *_, node, **__: node)
        relay("fs1", clock).begin(1)
    # Nothing that would stay for ever, if the meeting ended now.
    assert has("internal", clock) == ("fs1", "", "")

    relay("fs1", clock).begin(1)

    assert has("internal", clock) == ("fs1", "fs1-1", "")


def test_a_meeting_that_ended_while_there_was_no_relay_keeps_the_conference_no_longer(clock: FakeClock) -> None:
    relay("fs1", clock).begin(1)

    after = relay("fs1", clock)
    after.writer.end_unknown(after.rooms)
    after.turn(1)
    clock.move(AFTER_SECONDS)

    assert has("internal", clock) is None


def test_what_begins_although_another_node_has_it_is_counted_once_and_takes_it_when_that_one_is_lost(
    clock: FakeClock,
) -> None:
    claimed("internal", "fs2", meeting="m1")
    here = relay("fs1", clock)
    room = here.begin(1)
    here.change(room)
    totals = here.writer._metrics.totals
    assert (has("internal", clock), totals["ConferencesForeign"]) == (("fs2", "m1", ""), 1)

    clock.move(LOST_SECONDS + 1)
    here.take_again()

    assert has("internal", clock) == ("fs1", "fs1-1", "")
