"""All that the API shows of a conference and of a member goes along in a move, or docs/fleet.md says why not."""

import re
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.conferences.writing.recalling import go_on
from freeswitch.relay.hosting.going_on import LAYOUTS, _as_before
from freeswitch.relay.hosting.moving_calls import as_note, observer_note
from functions.shared.standings.persons import person_of_user
from functions.shared.state import Banner, ConferenceState, MemberState, Observer, PageHand, Standing
from functions.shared.tables.fleet.crossings import Note

DOCS = (Path(__file__).parents[4] / "docs/fleet.md").read_text()
AT: Final = "2026-11-28T10:00:00.000Z"
CALL: Final = "c1"
HOST: Final = Standing(person=person_of_user("m1", "1000"), rank="host", at=AT)

# What each field of a member may be beside what it is without anything.
MEMBER: Final[dict[str, Any]] = {
    "number": 7, "user": "1000", "invitee": "Ada", "name": "Ada", "muted": True, "video": True, "video_muted": True,
    "deaf": True, "on_hold": True, "talking": True, "floor": True, "video_floor": True, "moderator": True,
    "slot": "left", "settled": "wish", "role": "speaker", "banner": Banner(text="Ada", fg="#ffffff"), "volume_in": 2,
    "volume_out": -2, "quality": None, "joined_at": AT, "hand_raised_at": AT, "asked_to_unmute_at": AT,
}  # fmt: skip
# And of a conference, by what is known of it afterwards on the other node.
CONFERENCE: Final[dict[str, Any]] = {
    "revision": 9, "started_at": AT, "locked": True, "layout": "2x2", "layout_group": "grid", "max_members": 9,
    "canvas": "1920x1080", "member_count": 3, "standings": (HOST,), "picture_by_hand_at": AT,
}  # fmt: skip
# Each with a test of its own: who is there, what is made of it, and what the new meeting is.
APART: Final = {"name", "domain", "uuid", "node", "began_as", "moved_at", "members", "observers", "hands", "recordings",
                "streams"}  # fmt: skip


def listed(of: str) -> dict[str, bool]:
    """Of the table of that head: each field, and whether it goes along."""
    table = DOCS.partition(f"| of {of} | goes along | |\n")[2].partition("\n\n")[0]
    found: dict[str, bool] = {}
    for row in table.splitlines()[1:]:
        names, along = [cell.strip() for cell in row.strip("|").split("|")][:2]
        assert along in ("yes", "no")
        found |= dict.fromkeys(re.findall(r"`(\w+)`", names), along == "yes")
    return found


@pytest.mark.parametrize(("of", "kind"), [("the conference", ConferenceState), ("a member", MemberState)])
def test_every_field_is_listed(of: str, kind: type[msgspec.Struct]) -> None:
    assert set(listed(of)) == set(kind.__struct_fields__)


def room() -> Room:
    return Room("internal", "m1", domain="example.com")


def note_of(member: MemberState, *standings: Standing) -> Note:
    place = room()
    place.members[CALL] = member
    place.standings = {one.person: one for one in standings}
    return as_note(lambda _: "_undef_", place, CALL, source="fs1", target="fs2", profile="video",
                   hand=member.hand_raised_at)  # fmt: skip


@pytest.mark.parametrize("field", sorted(set(MemberState.__struct_fields__) - {"uuid", "host"}))
def test_the_other_node_is_told_of_a_member_what_goes_along_and_nothing_else(field: str) -> None:
    bare = MemberState(uuid=CALL)
    told = note_of(msgspec.structs.replace(bare, **{field: MEMBER[field]})) != note_of(bare)

    assert told == listed("a member")[field]


def test_a_host_is_a_moderator_there() -> None:
    ada = MemberState(uuid=CALL, user="1000")
    before, after = note_of(ada).moved, note_of(ada, HOST).moved

    assert before is not None
    assert after is not None
    assert (before.flags, after.flags) == ((), ("moderator",))


@pytest.mark.parametrize("field", sorted(set(ConferenceState.__struct_fields__) - APART))
def test_of_a_conference_it_is_so_or_made_so(field: str) -> None:
    def afterwards(state: ConferenceState) -> tuple[object, ...]:
        there = Room("internal", "m2", domain="example.com", started_at="2026-11-28T11:00:00.000Z")
        go_on(there, state)
        made = [command for _, command in _as_before(state)]
        known = msgspec.structs.replace(there.state("fs2"), moved_at=None, began_as=None)
        return known, made, state.locked

    bare = ConferenceState(name="internal", uuid="m1", node="fs1", domain="example.com")
    changed = afterwards(msgspec.structs.replace(bare, **{field: CONFERENCE[field]})) != afterwards(bare)

    assert changed == listed("the conference")[field]
    assert set(LAYOUTS) == {"layout", "layout group"}


def test_when_it_began_stays_and_its_history_on_that_node_begins_when_it_came() -> None:
    there = Room("internal", "m2", started_at="2026-11-28T11:00:00.000Z")
    go_on(there, ConferenceState(name="internal", uuid="m1", node="fs1", started_at=AT))
    shown = there.state("fs2")

    assert (shown.started_at, shown.moved_at, shown.here_since) == (AT, "2026-11-28T11:00:00.000Z", shown.moved_at)
    # Looked at again, such as after a write that failed.
    go_on(there, ConferenceState(name="internal", uuid="m1", node="fs1", started_at=AT))
    assert there.state("fs2") == shown


def test_who_watches_is_told_as_who_watches() -> None:
    place = room()
    place.numbers_shown[CALL] = "observer-1"
    note = observer_note(place, Observer(uuid=CALL, name="Ann", since=AT), source="fs1", target="fs2", profile="video")

    assert (note.shown, note.name, note.domain) == ("observer-1", "Ann", "example.com")
    assert note.moved is not None
    assert (note.moved.watches, note.moved.apart) == (True, ("ghost", "mute", "vmute"))


def test_hands_of_pages_are_among_what_goes_along() -> None:
    hand = PageHand(subject="ann", raised_at=AT)
    before = ConferenceState(name="internal", uuid="m1", node="fs1", hands=(hand,))
    there = Room("internal", "m2")
    go_on(there, before)

    assert there.goes_on_from == before
