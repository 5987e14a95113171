"""A meeting that was moved: on the node where it goes on, and on the one that it has left."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.hosting import going_on
from freeswitch.relay.hosting.going_on import LOCK_SECONDS, GoingOn
from functions.shared.claims.meetings import hold
from functions.shared.claims.moving import hand_over
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.commands import PlainCommand
from functions.shared.commands.conference import Lock, SetMaxMembers
from functions.shared.commands.picture import SetLayout, SetVideoSize
from functions.shared.feed.reading import events_since
from functions.shared.standings.grants import keeps_away
from functions.shared.standings.persons import Comer, person_of_user
from functions.shared.state import ConferenceState, MemberState, Standing
from functions.shared.tables.claims import find_claim
from functions.shared.tables.conferences.kept_out import KeptOut, is_kept_out
from functions.shared.tables.conferences.rows import find_conference
from functions.shared.tables.fleet.leases import take_lease
from functions.shared.tables.provisioned.rules import PictureRule, RoomRules, Rules
from tests.freeswitch.relay.conferences.test_claims import NODES, has, relay
from tests.freeswitch.relay.conferences.test_names import Place
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import make_tables, until

OLD, NEW = "fs1-1", "fs2-2"
KEPT = Standing(person=person_of_user(OLD, "1002"), rank="kept_out", at="2026-11-28T10:00:00.000Z")
HOST = Standing(person=person_of_user(OLD, "1000"), rank="host", at="2026-11-28T10:00:00.000Z")


@pytest.fixture
def clock() -> Iterator[FakeClock]:
    clock = FakeClock()
    with mock_aws():
        make_tables()
        for node in NODES:
            take_lease(node, owner="relay", now=clock.now, seconds=10, queue_url="queue", switch_up=True)
        yield clock


@pytest.fixture
def here(clock: FakeClock) -> Place:
    """A node with a meeting in which hosts have made something of somebody."""
    here = relay("fs1", clock)
    room = here.begin(1)
    room.standings = {one.person: one for one in (KEPT, HOST)}
    room.layout, room.locked = "2x2", True
    here.change(room)
    return here


def moved(here: Place, clock: FakeClock) -> tuple[Room, Place, Room]:
    """It is moved, and its people come there: a user who is a host, by another call."""
    room = here.rooms.named("internal")
    assert room is not None
    room.moved = True
    assert hand_over("internal", OLD, node="fs1", target="fs2", now=clock.now) == "fs2"
    there = relay("fs2", clock)
    new = there.rooms.open("internal", NEW)
    new.domain = "example.com"
    new.change_member(MemberState(uuid="c2", number=7, user="1000", moderator=False))
    there.change(new)
    return room, there, new


def test_what_hosts_have_decided_counts_on_the_other_node(here: Place, clock: FakeClock) -> None:
    _, _, new = moved(here, clock)
    stored = find_conference("internal")

    assert stored is not None
    assert (stored.state.uuid, stored.state.node, stored.state.began_as) == (NEW, "fs2", OLD)
    assert stored.state.standings == (KEPT, HOST)
    assert [one.is_host for one in stored.state.members] == [True]
    assert new.keeps_out(new.persons(MemberState(uuid="c3", user="1002")))
    assert keeps_away(stored.state.first_uuid, stored.state.standings, "1002", ["view"])


def test_the_ways_in_keep_out_whom_a_host_has_kept_out_before(here: Place, clock: FakeClock) -> None:
    kept = KeptOut(conference="internal", meeting=OLD, persons=(KEPT.person,), domain="example.com")
    moved(here, clock)

    assert is_kept_out(kept, "internal", Comer(user="1002@example.com"))
    assert not is_kept_out(kept, "internal", Comer(user="1003@example.com"))


def test_the_next_relay_of_that_node_knows_it_too(here: Place, clock: FakeClock) -> None:
    moved(here, clock)
    again = relay("fs2", clock)
    room = again.rooms.open("internal", NEW)
    room.domain = "example.com"
    room.change_member(MemberState(uuid="c2", number=7, user="1000", moderator=False))
    again.change(room)

    assert (room.began_as, room.first_uuid) == (OLD, OLD)
    assert room.hosts() == {"c2"}


def test_it_is_two_meetings_of_which_the_first_was_moved(here: Place, clock: FakeClock) -> None:
    moved(here, clock)
    told = [
        (one.type, one.meeting, one.data.get("cause") or one.data.get("reason"))
        for one in events_since("internal", 0)
        if one.type in ("member.left", "conference.ended", "conference.started", "member.joined")
    ]

    assert told == [
        ("conference.started", OLD, None),
        ("member.joined", OLD, None),
        ("member.left", OLD, "moved"),
        ("conference.ended", OLD, "moved"),
        ("conference.started", NEW, None),
        ("member.joined", NEW, None),
    ]


def test_the_node_that_it_has_left_says_so_where_it_is_the_first_to_say_anything(here: Place, clock: FakeClock) -> None:
    room = here.rooms.named("internal")
    assert room is not None
    room.moved = True
    hand_over("internal", OLD, node="fs1", target="fs2", now=clock.now)
    here.end(room)

    ended = [one.data["reason"] for one in events_since("internal", 0) if one.type == "conference.ended"]
    assert ended == ["moved"]
    # Its claim is the other node's, whatever ends here.
    assert has("internal", clock) == ("fs2", "", "")
    _, there, new = moved_after(clock)
    assert (new.began_as, set(new.standings)) == (OLD, {KEPT.person, HOST.person})
    there.end(new)


def moved_after(clock: FakeClock) -> tuple[None, Place, Room]:
    """The first of its people comes only when the other node has told the end."""
    there = relay("fs2", clock)
    new = there.rooms.open("internal", NEW)
    new.domain = "example.com"
    there.change(new)
    return None, there, new


def test_what_is_left_of_it_there_writes_nothing_and_changes_no_claim(here: Place, clock: FakeClock) -> None:
    room, _, _ = moved(here, clock)
    here.change(room)
    here.end(room)
    stored = find_conference("internal")

    assert stored is not None
    assert (stored.state.uuid, stored.ended_at) == (NEW, None)
    assert has("internal", clock) == ("fs2", NEW, "")
    assert [one.meeting for one in events_since("internal", 0) if one.type == "conference.ended"] == [OLD]


def test_a_meeting_that_begins_after_it_on_that_node_is_another(here: Place, clock: FakeClock) -> None:
    _, there, new = moved(here, clock)
    there.end(new)
    later = there.begin(3)

    assert (later.began_as, later.standings) == (None, {})


def test_it_is_handed_over_once_and_to_one(here: Place, clock: FakeClock) -> None:
    first = hand_over("internal", OLD, node="fs1", target="fs2", now=clock.now)
    before = find_claim("internal")
    again = hand_over("internal", OLD, node="fs1", target="fs2", now=clock.now)
    assert (first, again, find_claim("internal")) == ("fs2", "fs2", before)

    # Its people are there: whoever comes late with the same wish changes nothing.
    assert hold("internal", NEW, node="fs2", now=clock.now) == "fs2"
    take_lease("fs3", owner="relay", now=clock.now, seconds=10, queue_url="queue", switch_up=True)
    assert hand_over("internal", OLD, node="fs1", target="fs3", now=clock.now) == "fs2"


class Given:
    """What is asked of the node itself."""

    def __init__(self) -> None:
        self.commands: list[tuple[str, PlainCommand]] = []

    def give(self, name: str, subject: str, command: PlainCommand, _: Room) -> tuple[CommandRow | None, bool]:
        new = name not in {one for one, _ in self.commands}
        if new:
            self.commands.append((name, command))
        assert subject.startswith("move ")
        return None, new


def test_layout_size_limit_and_lock_are_as_before_the_lock_a_little_later(clock: FakeClock) -> None:
    given = Given()
    keeper = GoingOn("fs2", clock, given)  # type: ignore[arg-type]  # whoever writes commands
    room = Room("internal", NEW)
    room.goes_on_from = ConferenceState(
        name="internal", uuid=OLD, node="fs1", layout="2x2", canvas="1920x1080", max_members=9, locked=True
    )
    began = clock.now
    keeper.look(room)
    until(lambda: len(given.commands) == 4)

    assert [command for _, command in given.commands] == [
        SetVideoSize(width=1920, height=1080),
        SetLayout(layout="2x2"),
        SetMaxMembers(count=9),
        Lock(locked=True),
    ]
    assert clock.now - began >= LOCK_SECONDS
    keeper.look(room)
    assert room.goes_on_from is None


def test_a_layout_that_a_rule_of_the_room_has_chosen_is_the_rules_to_choose(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = RoomRules(domain="example.com", room="internal", rules=Rules(picture=PictureRule()))
    monkeypatch.setattr(going_on, "find_rules", lambda _name, _domain: picture)
    chosen, by_hand = Given(), Given()
    for given, moment in ((chosen, None), (by_hand, "2026-11-28T10:00:00.000Z")):
        room = Room("internal", NEW)
        room.goes_on_from = ConferenceState(
            name="internal", uuid=OLD, node="fs1", layout="2x2", max_members=9, picture_by_hand_at=moment
        )
        GoingOn("fs2", clock, given).look(room)  # type: ignore[arg-type]  # whoever writes commands
    until(lambda: len(chosen.commands) + len(by_hand.commands) == 3)

    assert [command for _, command in chosen.commands] == [SetMaxMembers(count=9)]
    assert [command for _, command in by_hand.commands] == [SetLayout(layout="2x2"), SetMaxMembers(count=9)]
