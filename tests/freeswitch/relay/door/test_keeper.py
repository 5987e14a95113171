"""Who waits comes in with a moderator, by a moderator's key, by a command; and the conference is told all of it."""

import pytest

from freeswitch.relay.process import Relay
from functions.shared.commands import ForEach
from functions.shared.commands.hosting import EndConference, SetHost
from functions.shared.commands.waiting import Admit, Refuse
from functions.shared.feed.events import Event
from functions.shared.feed.reading import events_since
from functions.shared.layouts.conference_profile import ADMIT_EVERYBODY
from functions.shared.rooms.waiting import ADMITTED_TO
from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.conferences.writes import write_rows
from tests.freeswitch.relay.play import REGION, Play, until

BOARD, DOOR = "board", "waiting.board"


@pytest.fixture
def door(play: Play) -> Play:
    """A relay that opens doors."""
    play.relay.begin("door")
    return play


def wait(play: Play, name: str, *, admitted_to: str = "") -> str:
    variables = {ADMITTED_TO: admitted_to} if admitted_to else {}
    call = play.switch.join(DOOR, name, name, profile="waiting", variables=variables).channel.uuid
    until(lambda: (stored := play.stored(DOOR)) is not None and stored.state.member(call) is not None)
    return str(call)


def host(play: Play) -> str:
    call = play.switch.join(BOARD, "1000", "Host", moderator=True).channel.uuid
    until(lambda: (stored := play.stored(BOARD)) is not None and stored.state.member(call) is not None)
    return str(call)


def guest(play: Play) -> str:
    call = play.switch.join(BOARD, "1001", "Guest").channel.uuid
    until(lambda: (stored := play.stored(BOARD)) is not None and stored.state.member(call) is not None)
    return str(call)


def hang_up(play: Play, call: str) -> None:
    there = play.switch.conferences[DOOR]
    play.switch.hang_up(next(one for one in there.members if one.channel.uuid == call))


def inside(play: Play, conference: str = BOARD) -> set[str]:
    there = play.switch.conferences.get(conference)
    return set() if there is None else {member.channel.uuid for member in there.members}


def told(conference: str = BOARD) -> list[Event]:
    return [one for one in events_since(conference, 0) if one.type.startswith("waiting.")]


def types(call: str) -> list[str]:
    return [one.type for one in told() if one.data["uuid"] == call]


def test_with_a_moderator_come_in_whose_call_says_so_and_no_others(door: Play) -> None:
    with_host, by_hand = wait(door, "Ada", admitted_to="video"), wait(door, "Eve")
    host(door)

    until(lambda: with_host in inside(door))

    assert by_hand in inside(door, DOOR)
    until(lambda: types(with_host) == ["waiting.joined", "waiting.admitted"])
    assert types(by_hand) == ["waiting.joined"]


def test_somebody_who_was_made_a_host_opens_the_door_and_a_moderator_who_was_made_none_does_not(door: Play) -> None:
    moderator, participant = host(door), guest(door)
    door.done(SetHost(member=moderator, host=False), BOARD)
    call = wait(door, "Ada", admitted_to="video")
    for _ in range(3):
        door.relay.door.run_once()
    waits = call in inside(door, DOOR)

    door.done(SetHost(member=participant, host=True), BOARD)

    until(lambda: call in inside(door))
    assert waits


def test_who_comes_while_a_moderator_is_there_comes_in(door: Play) -> None:
    host(door)
    call = str(door.switch.join(DOOR, "Ada", "Ada", variables={ADMITTED_TO: "video"}).channel.uuid)

    until(lambda: call in inside(door))


def test_a_moderator_in_a_meeting_at_another_node_opens_no_door_here(door: Play) -> None:
    there = ConferenceState(name=BOARD, uuid="there", node="fs2", domain="example.com", member_count=1)
    write_rows(there, members=[MemberState(uuid="host-there", number=1, user="1000", moderator=True)])
    call = wait(door, "Ada", admitted_to="video")

    for _ in range(3):
        door.relay.door.run_once()
    waits = call in inside(door, DOOR)
    door.switch.join(BOARD, "1000", "Host", moderator=True)

    until(lambda: call in inside(door))
    assert waits


def test_a_participant_opens_no_door_neither_by_being_there_nor_by_the_key(door: Play) -> None:
    call = wait(door, "Ada", admitted_to="video")
    participant = guest(door)
    door.switch.press(participant, "*7", ADMIT_EVERYBODY)

    for _ in range(3):
        door.relay.door.run_once()
    assert call in inside(door, DOOR)


def test_a_moderators_key_lets_in_everybody_who_waits(door: Play) -> None:
    calls = {wait(door, "Ada"), wait(door, "Eve")}
    door.switch.press(host(door), "*7", ADMIT_EVERYBODY)

    until(lambda: calls <= inside(door))


def test_admitting_by_a_command_is_proven_by_the_call_being_in_the_conference(play: Play) -> None:
    host(play)
    call = wait(play, "Ada")

    row = play.done(Admit(member=call, conference=BOARD, profile="video"), BOARD, uuid=play.conference_uuid(DOOR))

    assert row.outcome is not None
    assert row.outcome.evidence is not None
    assert (row.state, row.outcome.evidence.event) == ("confirmed", "add-member")
    assert call in inside(play)
    until(lambda: types(call) == ["waiting.joined", "waiting.admitted"])


def test_whoever_is_let_in_is_seen_from_then_on_unless_the_room_says_otherwise(play: Play) -> None:
    host(play)
    seen, unseen = wait(play, "Ada"), wait(play, "Eve")
    play.switch.switch.channels[unseen].variables["conference_member_flags"] = "vmute"
    numbers = {call: play.relay.rooms.named(DOOR).members[call].number for call in (seen, unseen)}  # type: ignore[union-attr]
    meeting = play.conference_uuid(DOOR)
    steps = tuple(Admit(member=call, conference=BOARD, profile="video") for call in (unseen, seen))

    assert play.done(ForEach(steps=steps), BOARD, uuid=meeting).state == "confirmed"

    until(lambda: f"conference {BOARD} unvmute {numbers[seen]}" in play.switch.commands)
    assert f"conference {BOARD} unvmute {numbers[unseen]}" not in play.switch.commands


def test_a_conference_that_has_not_begun_begins_with_who_is_let_in(play: Play) -> None:
    call = wait(play, "Ada")

    row = play.done(Admit(member=call, conference=BOARD, profile="video"), BOARD, uuid=play.conference_uuid(DOOR))

    assert (row.state, inside(play)) == ("confirmed", {call})


def test_of_several_one_who_has_hung_up_keeps_no_other_out(play: Play) -> None:
    gone, call = wait(play, "Eve"), wait(play, "Ada")
    meeting = play.conference_uuid(DOOR)
    steps = tuple(Admit(member=one, conference=BOARD, profile="video") for one in (gone, call))
    hang_up(play, gone)
    until(lambda: (there := play.relay.rooms.named(DOOR)) is not None and gone not in there.members)

    row = play.done(ForEach(steps=steps), BOARD, uuid=meeting)

    assert row.outcome is not None
    assert [(step.state, step.reason) for step in row.outcome.steps] == [
        ("failed", "member_gone"),
        ("confirmed", None),
    ]
    assert inside(play) == {call}


def test_whoever_is_refused_is_gone_and_told_apart_from_who_hung_up(play: Play) -> None:
    refused, left = wait(play, "Eve"), wait(play, "Ada")
    meeting = play.conference_uuid(DOOR)

    row = play.done(Refuse(member=refused, words="Sorry"), BOARD, uuid=meeting)
    hang_up(play, left)

    assert row.state == "confirmed"
    until(lambda: types(refused) == ["waiting.joined", "waiting.refused"])
    until(lambda: types(left) == ["waiting.joined", "waiting.left"])


def test_nobody_is_let_into_a_locked_conference_until_it_is_unlocked(door: Play) -> None:
    host(door)
    door.switch.conferences[BOARD].locked = True
    call = wait(door, "Ada", admitted_to="video")
    until(lambda: f"conference {BOARD} json_list" in " ".join(door.switch.commands))
    assert call in inside(door, DOOR)

    door.switch.conferences[BOARD].locked = False
    until(lambda: call in inside(door), 30)


def test_the_next_relay_finds_who_waits_and_tells_nothing_twice(play: Play) -> None:
    call = wait(play, "Ada", admitted_to="video")
    until(lambda: types(call) == ["waiting.joined"])
    play.stop()
    missed = str(play.switch.join(DOOR, "Eve", "Eve").channel.uuid)

    second = Relay(play.settings, REGION)
    play.relay.lease.release()
    play.relay = second
    play.start()
    second.begin("door")
    host(play)

    until(lambda: call in inside(play))
    until(lambda: types(call) == ["waiting.joined", "waiting.admitted"])
    until(lambda: types(missed) == ["waiting.joined"])


def test_a_row_of_another_domains_waiting_conference_is_refused(play: Play) -> None:
    call = wait(play, "Ada")

    row = play.done(Refuse(member=call), "internal", uuid=play.conference_uuid(DOOR))

    assert row.outcome is not None
    assert (row.state, row.outcome.reason) == ("failed", "forged")


def test_it_is_told_who_let_somebody_in_and_how(door: Play) -> None:
    by_hand, by_key, refused = (wait(door, name) for name in ("Ada", "Eve", "Mallory"))
    moderator = host(door)
    meeting = door.conference_uuid(DOOR)
    door.done(Admit(member=by_hand, conference=BOARD, profile="video"), BOARD, uuid=meeting)
    door.done(Refuse(member=refused), BOARD, uuid=meeting)
    door.switch.press(moderator, "*7", ADMIT_EVERYBODY)
    until(lambda: by_key in inside(door))
    with_host = wait(door, "Grace", admitted_to="video")

    until(lambda: types(with_host) == ["waiting.joined", "waiting.admitted"])
    ends = {str(one.data["uuid"]): one.data for one in told() if one.type != "waiting.joined"}
    assert {call: (data.get("how"), data.get("by")) for call, data in ends.items()} == {
        by_hand: ("by_hand", "a test"),
        by_key: ("by_key", moderator),
        with_host: ("with_moderator", None),
        refused: (None, "a test"),
    }


def test_the_end_for_all_is_one_for_those_who_wait(door: Play) -> None:
    host(door)
    call = wait(door, "Ada")

    row = door.done(EndConference(), BOARD)

    assert row.state == "confirmed"
    assert door.switch.conferences == {}
    until(lambda: types(call) == ["waiting.joined", "waiting.left"])
