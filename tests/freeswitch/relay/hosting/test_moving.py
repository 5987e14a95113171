"""A conference's people go to another node: the claim first, then each with a note, and no call is lost."""

import time

import pytest

from functions.shared.claims.moving import hand_over
from functions.shared.commands.hold import Hold
from functions.shared.commands.hosting import SetHost
from functions.shared.commands.moving import MoveConference
from functions.shared.commands.muting import Mute
from functions.shared.encoders.between_nodes import MOVES_TO
from functions.shared.encoders.going_along import Along
from functions.shared.feed.reading import events_since
from functions.shared.participation.hands import move_member_hand
from functions.shared.tables.claims import find_claim
from functions.shared.tables.fleet.crossings import Moved, Note, spend_note
from infra.fake_freeswitch.conferences.life import join
from infra.fake_freeswitch.state.channel import Channel
from tests.freeswitch.relay.play import Play, until
from tests.functions.claims import claimed, node, owner

THERE, ADDRESS = "fs2", "10.0.0.2:5090"
MOVE = MoveConference(node=THERE, address=ADDRESS)
ADA = {"sip_authorized": "true", "sip_via_protocol": "wss", "conference_member_flags": "nomoh|moderator"}


@pytest.fixture
def calls(play: Play) -> dict[str, str]:
    """Ada moderates by a browser, Grace is a telephone; the other node takes what comes."""
    node(THERE, at=time.time())
    play.switch.switch.call_outcomes["sofia/nodes/"] = "SUCCESS"
    ada = play.switch.join("internal", "1000", "Ada", moderator=True, variables=ADA)
    grace = play.switch.join("internal", "1001", "Grace", video=False, variables={"sip_authorized": "true"})
    shown(play, 2)
    return {"Ada": ada.channel.uuid, "Grace": grace.channel.uuid}


def shown(play: Play, members: int, conference: str = "internal") -> None:
    until(lambda: (stored := play.stored(conference)) is not None and stored.state.member_count == members)


def notes(play: Play) -> dict[str, Note]:
    """What the target is told of each, by call."""
    found = {}
    for text in play.switch.commands:
        if f" {MOVES_TO} " in text:
            entry = text.partition("sip_h_X-Entry=")[2].partition("}")[0].partition(",")[0]
            note = spend_note(entry, THERE, now=time.time())
            assert note is not None
            found[note.call] = note
    return found


def test_everybody_goes_there_as_who_they_are_and_without_a_new_call(play: Play, calls: dict[str, str]) -> None:
    play.done(Mute(member=calls["Grace"], muted=True))
    play.done(SetHost(member=calls["Grace"], host=True))

    done = play.done(MOVE)
    sent = notes(play)

    assert (done.state, done.outcome and done.outcome.reason) == ("confirmed", None)
    assert owner("internal") == THERE
    assert {call: play.switch.switch.channels[call].hangup_cause for call in calls.values()} == dict.fromkeys(
        calls.values(), ""
    )
    ada, grace = sent[calls["Ada"]], sent[calls["Grace"]]
    assert (ada.user, ada.name, ada.domain, ada.target) == ("1000@example.com", "Ada", "example.com", THERE)
    assert ada.moved == Moved(conference="internal", profile="video", flags=("nomoh", "moderator"))
    # A host made her one, and muted her before.
    assert grace.moved is not None
    assert set(grace.moved.flags) == {"moderator", "mute"}


def test_each_goes_with_the_picture_and_sound_that_they_have(play: Play, calls: dict[str, str]) -> None:
    play.done(MOVE)

    bridges = {text.split()[1]: text for text in play.switch.commands if f" {MOVES_TO} " in text}
    assert ":opus@48000h@20i@1c:VP8," in bridges[calls["Ada"]]
    assert ":PCMA:PCMU:opus@48000h@20i@1c," in bridges[calls["Grace"]]
    assert all(text.endswith(f"sofia/nodes/crossing@{ADDRESS}") for text in bridges.values())


def test_the_note_stands_in_no_command_that_freeswitch_logs(play: Play, calls: dict[str, str]) -> None:
    play.done(MOVE)

    transfers = [text for text in play.switch.commands if text.startswith("uuid_transfer ")]
    assert len(transfers) == 2
    assert not any("X-Entry" in text for text in transfers)
    # Where to is set before the call goes: nobody is anywhere without a way on.
    order = [text.split()[0] for text in play.switch.commands if f"{calls['Ada']} {MOVES_TO}" in text or "'m:" in text]
    assert order.index("uuid_setvar") < order.index("uuid_transfer")


def test_the_feed_says_that_they_were_moved(play: Play, calls: dict[str, str]) -> None:
    play.done(MOVE)
    until(lambda: any(one.type == "conference.ended" for one in events_since("internal", 0)))

    told = [one for one in events_since("internal", 0) if one.type in ("member.left", "conference.ended")]
    assert [one.data["cause"] for one in told[:-1]] == ["moved", "moved"]
    assert told[-1].data["reason"] == "moved"


def test_who_waits_goes_along_and_waits_there(play: Play, calls: dict[str, str]) -> None:
    waiting = play.switch.join(
        "waiting.internal", "1002", "Hedy",
        variables={"sip_authorized": "true", "admitted_with_moderator_to": "video", "video_reservation_id": "left"},
    )  # fmt: skip
    shown(play, 1, "waiting.internal")

    assert play.done(MOVE).state == "confirmed"
    hedy = notes(play)[waiting.channel.uuid].moved
    assert hedy == Moved(
        conference="waiting.internal", profile="waiting", apart=("mute", "vmute"), waits=True,
        admitted_to="video", slot="left",
    )  # fmt: skip


def test_who_has_come_from_a_third_node_is_brought_there_by_it(play: Play, calls: dict[str, str]) -> None:
    across = {"sofia_profile_name": "nodes", "direction": "inbound"}
    crossed = play.switch.join("internal", "1002", "Hedy", variables=across).channel
    shown(play, 3)

    assert play.done(MOVE).state == "confirmed"
    assert crossed.hangup_cause == "REDIRECTION_TO_NEW_DESTINATION"
    assert crossed.uuid not in notes(play)


def test_who_was_called_at_a_third_node_goes_along_as_nobody_there_would_bring_them(
    play: Play, calls: dict[str, str]
) -> None:
    across = {"sofia_profile_name": "nodes", "direction": "outbound"}
    called = play.switch.join("internal", "1002", "Hedy", variables=across).channel
    shown(play, 3)

    assert play.done(MOVE).state == "confirmed"
    assert called.hangup_cause == ""
    assert called.uuid in notes(play)


def test_who_watches_goes_after_the_members_and_is_not_hung_up_meanwhile(play: Play, calls: dict[str, str]) -> None:
    channel = Channel("observer-1", "example.com", "Ann")
    channel.answer()
    flags = frozenset({"ghost", "mute", "vmute"})
    join(play.switch.switch, play.switch.conferences["internal"], channel, flags=flags)
    until(lambda: (stored := play.stored("internal")) is not None and len(stored.state.observers) == 1)

    assert play.done(MOVE).state == "confirmed"
    sent = [text.split()[1] for text in play.switch.commands if text.startswith("uuid_transfer ")]
    assert (set(sent[:-1]), sent[-1]) == (set(calls.values()), channel.uuid)
    assert channel.hangup_cause == ""
    note = notes(play)[channel.uuid]
    assert (note.shown, note.name, note.moved and note.moved.watches) == ("observer-1", "Ann", True)


def test_a_hand_that_is_up_and_who_is_on_hold_are_in_the_note(play: Play, calls: dict[str, str]) -> None:
    stored = play.stored("internal")
    assert stored is not None
    move_member_hand(stored.state, calls["Ada"], raised=True)
    play.done(Hold(member=calls["Grace"], on_hold=True))
    play.done(MOVE)
    ada, grace = (notes_of := notes(play))[calls["Ada"]].moved, notes_of[calls["Grace"]].moved

    assert ada is not None
    assert grace is not None
    assert ada.along.hand_raised_at
    assert grace.along == Along(on_hold=True, heard=True)
    assert "mute" in grace.flags


def test_whose_call_ends_on_the_way_is_told(play: Play, calls: dict[str, str]) -> None:
    play.switch.switch.call_outcomes["sofia/nodes/"] = "NORMAL_TEMPORARY_FAILURE"

    done = play.done(MOVE)

    assert (done.state, done.outcome and done.outcome.reason) == ("failed", "not_arrived")
    assert done.outcome is not None
    assert (done.outcome.detail or "").startswith("2 of 2 are not there")


@pytest.mark.parametrize("by", ["fs3", THERE])
def test_what_another_node_has_by_now_is_not_moved(play: Play, calls: dict[str, str], by: str) -> None:
    node(by, at=time.time())
    claimed("internal", by, meeting="another")

    done = play.done(MOVE)

    assert (done.state, done.outcome and done.outcome.reason) == ("failed", "elsewhere")
    assert owner("internal") == by
    assert notes(play) == {}


def test_a_second_try_moves_who_is_left_and_writes_no_second_claim(play: Play, calls: dict[str, str]) -> None:
    """A relay that was killed between the claim and the last of them, or one that was cut off from FreeSWITCH."""
    meeting = play.conference_uuid("internal")
    assert hand_over("internal", meeting, node="fs1", target=THERE, now=time.time()) == THERE
    before = find_claim("internal")

    done = play.done(MOVE)

    assert done.state == "confirmed"
    assert set(notes(play)) == set(calls.values())
    assert find_claim("internal") == before
