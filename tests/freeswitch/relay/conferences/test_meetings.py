"""What a relay keeps of meetings: every stay and every end, once, whoever is killed in between."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws

from freeswitch.relay.conferences.writing import conference_rows
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.history.meetings import MeetingsItem, stays_of, unsettled_meetings
from tests.freeswitch.relay.conferences.killed_relay import Killed, Switch, killing
from tests.freeswitch.relay.conferences.killed_relay import Relay as KilledRelay
from tests.freeswitch.relay.conferences.telling.test_teller import ADA, BOB, Relay
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import make_tables


@pytest.fixture
def relay() -> Iterator[Relay]:
    with mock_aws():
        make_tables()
        yield Relay(FakeClock())


def stays() -> list[tuple[str, str | None]]:
    return [(one.uuid, one.cause) for one in stays_of("u1")[0]]


def ended() -> list[str]:
    return sorted(head.meeting.uuid for head in unsettled_meetings())


def test_who_leaves_is_kept_with_the_cause_and_the_end_with_the_meeting(relay: Relay) -> None:
    relay.join(ADA)
    relay.join(BOB)
    relay.write()
    relay.leave(ADA, "kicked")
    relay.write()
    assert (stays(), ended()) == ([("call-1", "kicked")], [])

    relay.leave(BOB, "NORMAL_CLEARING")
    relay.end()
    relay.write()

    assert stays() == [("call-1", "kicked"), ("call-2", "NORMAL_CLEARING")]
    (head,) = unsettled_meetings()
    assert (head.meeting.uuid, head.meeting.conference, head.meeting.domain) == ("u1", "internal", "example.com")


def test_who_comes_again_has_another_stay(relay: Relay) -> None:
    relay.join(ADA)
    for minute in ("10:00", "10:05"):
        relay.change(ADA, joined_at=f"2026-01-01T{minute}:00.000Z")
        relay.write()
        relay.leave(ADA, "left")
        relay.write()
        relay.join(ADA)

    assert stays() == [("call-1", "left"), ("call-1", "left")]


def test_a_relay_that_dies_before_it_is_kept_is_followed_by_one_that_keeps_it(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_words: Any, **_named: Any) -> None:
        raise TablesUnavailable("away")

    relay.join(ADA)
    relay.write()
    relay.leave(ADA, "kicked")
    relay.end()
    with monkeypatch.context() as patch:
        patch.setattr(conference_rows, "write_meetings", away)
        relay.write()
    assert stays() == []
    next_one = Relay(relay.clock)
    next_one.rooms.close(next_one.room)
    next_one.writer.end_unknown(next_one.rooms)
    next_one.write()

    assert (stays(), ended()) == ([("call-1", "kicked")], ["u1"])


def test_a_meeting_whose_name_another_has_now_ended_all_the_same(relay: Relay) -> None:
    relay.join(ADA)
    relay.write()
    # FreeSWITCH was started anew; nobody saw the end.
    next_one = Relay(relay.clock)
    next_one.rooms.close(next_one.room)
    next_one.room = next_one.rooms.open("internal", "u2")
    next_one.room.domain = "example.com"
    next_one.mark()
    next_one.write()

    assert (stays(), ended()) == ([("call-1", None)], ["u1"])


def test_killed_at_any_request_every_stay_and_every_end_is_kept_once() -> None:
    dice = random.Random(5)
    names = ("internal", "external")
    switch, clock = Switch(dice, names), FakeClock()
    with mock_aws():
        make_tables()
        relay = KilledRelay(switch, clock)
        relay.begin()
        with killing(dice, 0.02):
            for _ in range(80):
                try:
                    relay.hear(*switch.change())
                    relay.write_all()
                except Killed:
                    relay = _next(switch, clock)
                clock.move(2.0)
        history = [one for name in names for one in switch.history[name]]
        kept = [item.key.rpartition("#")[2] for item in MeetingsItem.scan() if item.key.startswith("member#")]

        assert sorted(kept) == sorted(uuid for what, uuid in history if what == "member.left")
        assert ended() == sorted(uuid for what, uuid in history if what == "conference.ended")


def _next(switch: Switch, clock: FakeClock) -> KilledRelay:
    while True:
        relay = KilledRelay(switch, clock)
        try:
            relay.begin()
            relay.write_all()
        except Killed:
            continue
        return relay
