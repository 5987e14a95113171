"""Two nodes with a conference of the same name: that of the node which has it is seen, what is gone hides nothing."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pytest
from moto import mock_aws

from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.claims.meetings import AFTER_SECONDS
from functions.shared.feed.appending import last_seq
from functions.shared.state import MemberState
from functions.shared.tables.conferences.ends import end_unseen, left_alone
from functions.shared.tables.conferences.rows import MEMBER, ConferencesItem, conferences_of_domain, find_conference
from functions.shared.tables.fleet.leases import beat as beat_node
from functions.shared.tables.fleet.leases import take_lease
from functions.shared.tables.nodes import LOST_SECONDS
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import make_tables

BEGAN = "2026-11-28T10:00:{:02}.000Z"


@dataclass
class Place:
    """A node with its relay's writer."""

    node: str
    clock: FakeClock
    writer: StateWriter
    rooms: Rooms
    terms: list[int]

    def begin(self, second: int) -> Room:
        """A conference of one member begins here."""
        room = self.rooms.open("internal", f"{self.node}-{second}")
        room.domain, room.started_at = "example.com", BEGAN.format(second)
        room.change_member(MemberState(uuid=f"call-{self.node}", number=1))
        self.change(room)
        return room

    def change(self, room: Room) -> None:
        """Something changes, and is written."""
        room.revision += 1
        self.writer.mark(room, soon=True)
        self.turn(0.2)

    def end(self, room: Room) -> None:
        self.rooms.close(room)
        self.writer.end(room)
        self.turn(0.2)

    def turn(self, seconds: float) -> None:
        """Let the writer turn for so long."""
        until = self.clock.now + seconds
        while self.clock.now < until:
            self.writer.run_once()

    def take_again(self) -> None:
        """Its relay, or the next one, has the lease again."""
        self.beat()
        self.terms[0] += 1
        self.turn(0.2)

    def beat(self, *, switch_up: bool = True) -> None:
        beat_node(
            self.node, owner="relay", now=self.clock.now, seconds=10, switch_up=switch_up, conferences=1, members=1
        )


@pytest.fixture
def places() -> Iterator[tuple[Place, Place]]:
    """Two nodes that are up."""
    clock = FakeClock()
    with mock_aws():
        make_tables()
        found = []
        for node in ("fs1", "fs2"):
            take_lease(node, owner="relay", now=clock.now, seconds=10, queue_url="queue", switch_up=True)
            terms = [1]
            writer = StateWriter(node, clock, Metrics(node, print), term=partial(terms.__getitem__, 0))
            found.append(Place(node, clock, writer, Rooms(), terms))
        yield found[0], found[1]


def seen() -> tuple[str, list[str]]:
    """The meeting and the calls that everybody sees under the name; empty once it has ended."""
    found = find_conference("internal")
    if found is None or found.ended_at is not None:
        return "", []
    (listed,) = conferences_of_domain("example.com", limit=9)
    assert listed.uuid == found.state.uuid
    return found.state.uuid, [member.uuid for member in found.state.members]


def test_a_conference_of_a_lost_node_does_not_hide_one_that_goes_on(places: tuple[Place, Place]) -> None:
    lost, other = places
    lost.begin(2)
    here = other.begin(1)
    other.turn(1)
    assert seen()[0] == "fs1-2"
    for _ in range(8):
        lost.clock.move(LOST_SECONDS / 6)
        other.beat()
        other.turn(1)

    # Nothing has changed there since.
    assert seen() == (here.uuid, ["call-fs2"])


def test_a_node_without_freeswitch_hides_nothing_for_longer_than_it_takes_to_start_one_again(
    places: tuple[Place, Place],
) -> None:
    down, other = places
    down.begin(1)
    here = other.begin(2)
    other.turn(LOST_SECONDS / 2)
    before = seen()[0]
    down.beat(switch_up=False)
    other.turn(LOST_SECONDS)

    assert (before, seen()[0]) == ("fs1-1", here.uuid)


def test_a_node_that_comes_back_with_its_meeting_is_found_again(places: tuple[Place, Place]) -> None:
    lost, _ = places
    room = lost.begin(1)
    lost.clock.move(1000)
    lost.take_again()

    assert seen() == (room.uuid, ["call-fs1"])


def test_a_node_that_comes_back_does_not_hide_what_began_meanwhile(places: tuple[Place, Place]) -> None:
    lost, other = places
    room = lost.begin(1)
    lost.clock.move(60)
    other.beat()
    here = other.begin(30)
    lost.take_again()
    for _ in range(5):
        lost.change(room)
        assert seen() == (here.uuid, ["call-fs2"])


def test_a_write_that_was_under_way_when_its_node_was_lost_hides_nothing(places: tuple[Place, Place]) -> None:
    """Its relay stood still in the middle of it, and does not know yet that it has lost its lease."""
    lost, other = places
    room = lost.begin(1)
    lost.clock.move(60)
    other.beat()
    here = other.begin(30)
    lost.change(room)

    assert seen() == (here.uuid, ["call-fs2"])


def test_of_two_that_go_on_that_of_the_node_which_has_it_is_seen_whoever_writes_and_then_the_other(
    places: tuple[Place, Place], caplog: pytest.LogCaptureFixture
) -> None:
    first, second = places
    with caplog.at_level(logging.WARNING, "freeswitch.relay"):
        here, foreign = first.begin(1), second.begin(2)
        for _ in range(4):
            second.change(foreign)
            first.change(here)
            assert seen() == (here.uuid, ["call-fs1"])
        first.end(here)
        second.turn(AFTER_SECONDS + 6)

    assert seen() == (foreign.uuid, ["call-fs2"])
    # Said once, not at every try.
    assert [record.getMessage().split(",")[0] for record in caplog.records] == [
        "a conference is not shown",
        "a conference is shown again",
    ]


def test_of_a_foreign_conference_nothing_is_told_before_it_is_shown(places: tuple[Place, Place]) -> None:
    first, second = places
    first.begin(1)
    before = last_seq("internal", now=first.clock.now)
    second.change(second.begin(2))

    assert last_seq("internal", now=first.clock.now) == before


def test_revisions_count_on_through_every_change_of_hands(places: tuple[Place, Place]) -> None:
    first, second = places
    here = first.begin(1)
    before = find_conference("internal")
    foreign = second.begin(2)
    first.end(here)
    second.turn(AFTER_SECONDS + 6)
    between = find_conference("internal")
    second.end(foreign)
    first.turn(AFTER_SECONDS)
    first.begin(3)
    after = find_conference("internal")

    revisions = [found.state.revision for found in (before, between, after) if found]
    assert len(revisions) == 3
    assert revisions == sorted(set(revisions))


def test_a_meeting_that_nobody_sees_leaves_no_rows_when_it_ends(places: tuple[Place, Place]) -> None:
    first, second = places
    first.begin(1)
    foreign = second.begin(2)
    second.change(foreign)
    second.end(foreign)

    members = list(ConferencesItem.query("internal", ConferencesItem.key.startswith(MEMBER)))
    assert [row.uuid for row in members] == ["fs1-1"]
    assert seen()[0] == "fs1-1"


@pytest.mark.parametrize("notices", ["a change", "a look"])
def test_what_somebody_has_ended_meanwhile_is_written_whole_again(places: tuple[Place, Place], notices: str) -> None:
    """As the sweep does, while the machine stood still: its relay never knew that it was gone."""
    here, _ = places
    room = here.begin(1)
    (alone,) = left_alone("fs1", most=9)
    assert end_unseen(alone, at=here.clock.now, reason="node_lost", told=None)
    if notices == "a change":
        here.change(room)
    else:
        here.turn(11)

    assert seen() == (room.uuid, ["call-fs1"])
