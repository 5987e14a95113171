"""Hands in the relay: a key of a telephone moves one, pages move them too, and a relay that begins anew knows them."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from moto import mock_aws

from freeswitch.relay.conferences.conference_events import ConferenceEvents
from freeswitch.relay.conferences.rooms import Rooms
from freeswitch.relay.conferences.telling import teller
from functions.shared.feed.events import Event
from functions.shared.feed.reading import events_since
from functions.shared.layouts.conference_profile import RAISE_HAND
from functions.shared.participation.hands import move_member_hand, move_own_hand
from functions.shared.participation.people import Person
from functions.shared.state import ConferenceState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.rows import find_conference
from tests.freeswitch.relay.conferences.telling.test_teller import ADA, BOB, Relay
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import Play, make_tables, until


@pytest.fixture
def relay() -> Iterator[Relay]:
    with mock_aws():
        make_tables()
        relay = Relay(FakeClock())
        relay.join(ADA)
        relay.join(BOB)
        relay.write()
        yield relay


def press(relay: Relay, call: str = "call-1") -> None:
    relay.writer.teller.hand_key(relay.room, call)
    relay.writer.mark(relay.room, soon=True)


def told() -> list[Event]:
    return events_since("internal", 0)


def hands() -> list[tuple[str, object]]:
    return [(one.type, one.data["uuid"] or one.data["subject"]) for one in told() if one.type.startswith("hand.")]


def state() -> ConferenceState:
    stored = find_conference("internal")
    assert stored is not None
    return stored.state


def up() -> set[str]:
    now = state()
    return {one.uuid for one in now.members if one.hand_raised_at} | {one.subject for one in now.hands}


def away(*_words: object, **_named: object) -> Any:
    raise TablesUnavailable("away")


def test_the_key_raises_the_hand_and_the_next_one_lowers_it(relay: Relay) -> None:
    press(relay)
    relay.write()
    assert (hands(), up()) == ([("hand.raised", "call-1")], {"call-1"})

    press(relay)
    relay.write()

    assert (hands()[1:], up()) == ([("hand.lowered", "call-1")], set())


def test_other_changes_leave_a_hand_as_it_is(relay: Relay) -> None:
    press(relay)
    relay.write()
    relay.change(ADA, muted=True)
    relay.change(BOB, muted=True)
    relay.write()

    assert (len(hands()), up()) == (1, {"call-1"})


def test_a_hand_that_was_lowered_in_a_page_is_raised_by_the_next_key(relay: Relay) -> None:
    press(relay)
    relay.write()
    move_member_hand(state(), "call-1", raised=False)
    press(relay)
    relay.write()

    assert [kind for kind, _ in hands()] == ["hand.raised", "hand.lowered", "hand.raised"]
    assert up() == {"call-1"}


def test_what_pages_raised_stays_raised_whatever_the_switch_shows(relay: Relay) -> None:
    move_member_hand(state(), "call-2", raised=True)
    move_own_hand(state(), Person("a guest", "example.com", ("chat",)), raised=True)
    relay.change(ADA, muted=True)
    relay.write()

    assert hands() == [("hand.raised", "call-2"), ("hand.raised", "a guest")]
    assert up() == {"call-2", "a guest"}


def test_a_row_that_somebody_did_not_write_is_written_by_the_relay(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("functions.shared.participation.hands.write_hands", away)
        with pytest.raises(TablesUnavailable):
            move_member_hand(state(), "call-2", raised=True)
    assert up() == set()
    relay.change(ADA, muted=True)
    relay.write()

    assert (hands(), up()) == ([("hand.raised", "call-2")], {"call-2"})


def test_who_leaves_takes_the_hand_down_first(relay: Relay) -> None:
    press(relay)
    relay.write()
    before = told()[-1].seq
    relay.leave(ADA, "NORMAL_CLEARING")
    relay.write()

    assert [one.type for one in events_since("internal", before)] == ["hand.lowered", "member.left"]
    assert up() == set()


def test_hands_end_with_the_meeting(relay: Relay) -> None:
    press(relay)
    move_own_hand(state(), Person("a guest", "example.com", ("chat",)), raised=True)
    relay.write()
    relay.end()
    relay.write()

    assert hands()[-2:] == [("hand.lowered", "call-1"), ("hand.lowered", "a guest")]
    assert told()[-1].type == "conference.ended"


def test_a_relay_that_begins_anew_keeps_the_hands(relay: Relay) -> None:
    press(relay)
    relay.write()
    after = Relay(relay.clock)
    after.join(ADA)
    after.join(BOB)
    after.write()
    press(after)
    after.write()

    assert [kind for kind, _ in hands()] == ["hand.raised", "hand.lowered"]
    assert up() == set()


def test_a_key_while_the_tables_are_away_counts_when_they_are_back(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(teller, "events_since", away)
        press(relay)
        relay.write()
    relay.clock.move(10)
    relay.write()

    assert (hands(), up()) == ([("hand.raised", "call-1")], {"call-1"})


def test_a_key_of_who_has_left_moves_nothing(relay: Relay) -> None:
    press(relay)
    relay.leave(ADA, "NORMAL_CLEARING")
    relay.write()

    assert hands() == []


def test_only_the_event_of_this_key_moves_a_hand() -> None:
    events = ConferenceEvents(Rooms())
    base = {
        "Event-Name": "CUSTOM",
        "Event-Subclass": "conference::maintenance",
        "Conference-Name": "internal",
        "Conference-Unique-ID": "u1",
        "Unique-ID": "call-1",
        "Member-ID": "1",
    }
    events.apply({**base, "Action": "conference-create"})
    events.apply({**base, "Action": "add-member"})

    assert events.apply({**base, "Action": "dtmf", "DTMF-Key": "*5", "Data": RAISE_HAND}).hand == "call-1"
    assert events.apply({**base, "Action": "dtmf", "DTMF-Key": "*7", "Data": "other"}).hand is None
    assert events.apply({**base, "Action": "mute-member", "Data": RAISE_HAND}).hand is None


def test_a_key_on_the_switch_is_a_hand_in_the_table(play: Play) -> None:
    call = play.switch.join("internal", "1000", "Ada").channel.uuid
    until(lambda: (found := play.stored("internal")) is not None and found.state.member_count == 1)

    play.switch.press(call, "*5", RAISE_HAND)

    until(lambda: [one.uuid for one in _members(play) if one.hand_raised_at] == [call])
    play.switch.press(call, "*5", RAISE_HAND)
    until(lambda: not any(one.hand_raised_at for one in _members(play)))


def _members(play: Play) -> Any:
    stored = play.stored("internal")
    assert stored is not None
    return msgspec.structs.asdict(stored.state)["members"]
