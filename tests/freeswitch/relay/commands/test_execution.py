"""Commands carried out on a switch: what they end as, and on what evidence."""

import threading
import time

import pytest

from freeswitch.relay.commands.plain.proof import Proof
from functions.shared.commands import Command, PlainCommand
from functions.shared.commands.calls import Dial
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.composites import Scene, UpdateMember
from functions.shared.commands.conference import Lock, SetMaxMembers
from functions.shared.commands.hold import Hold
from functions.shared.commands.leaving import HangUp, HangUpAll, Kick, Transfer
from functions.shared.commands.muting import Deafen, Mute, MuteVideo
from functions.shared.commands.naming import Rename
from functions.shared.commands.outputs.recordings import PauseRecording, StopRecording
from functions.shared.commands.overlays import SetBanner
from functions.shared.commands.picture import SetLayout, SetLayoutGroup
from functions.shared.commands.seats import ClearSlots, SetSlot
from functions.shared.commands.voice import SendDtmf, SetFloor, SetVolume
from functions.shared.state import Banner
from tests.freeswitch.relay.play import Play, until


@pytest.fixture
def ada(play: Play) -> str:
    """A member of the conference `internal`, by the uuid of the call; Grace is there too."""
    uuid = play.switch.join("internal", "1000", "Ada").channel.uuid
    play.switch.join("internal", "1001", "Grace")
    until(lambda: (found := play.stored("internal")) is not None and found.state.member_count == 2)
    return uuid


def test_a_mute_is_confirmed_by_its_event_and_stands_in_the_row(play: Play, ada: str) -> None:
    row = play.done(Mute(member=ada, muted=True))

    assert row.state == "confirmed"
    assert row.outcome is not None
    assert row.outcome.evidence is not None
    assert (row.outcome.evidence.kind, row.outcome.evidence.event) == ("event", "mute-member")
    assert row.outcome.reply == "+OK mute 1"
    stored = play.stored("internal")
    assert stored is not None
    member = stored.state.member(ada)
    assert member is not None
    assert member.muted is True


def test_a_new_name_is_proven_by_what_the_call_itself_tells_and_stands_in_the_row(play: Play, ada: str) -> None:
    row = play.done(Rename(member=ada, name="Łukasz, the 1st"))

    assert row.state == "confirmed"
    assert row.outcome is not None
    assert row.outcome.evidence is not None
    assert (row.outcome.evidence.kind, row.outcome.evidence.event) == ("event", "renamed")
    stored = play.stored("internal")
    assert stored is not None
    assert [member.name for member in stored.state.members if member.uuid == ada] == ["Łukasz, the 1st"]


def commands(member: str) -> list[tuple[Command, str]]:
    return [
        (MuteVideo(member=member, muted=True), "confirmed"),
        (Deafen(member=member, deaf=True), "confirmed"),
        (Hold(member=member, on_hold=True), "confirmed"),
        (SetVolume(member=member, direction="in", level=2), "confirmed"),
        (SetSlot(member=member, slot="presenter"), "confirmed"),
        (Lock(locked=True), "confirmed"),
        (SetMaxMembers(count=5), "confirmed"),
        (SetLayout(layout="2x2"), "accepted"),
        (SetLayoutGroup(group="grid"), "accepted"),
        (SetBanner(member=member, banner=Banner(text="Ada Lövelace 👩‍💻")), "accepted"),
        (ClearSlots(), "confirmed"),
    ]


@pytest.mark.parametrize("number", range(11))
def test_a_command_ends_as_its_evidence_says(play: Play, ada: str, number: int) -> None:
    command, state = commands(ada)[number]
    row = play.done(command)

    assert (row.state, row.outcome and row.outcome.reason) == (state, None)
    assert row.attempt == 1


def test_hold_takes_the_ear_and_gives_it_back_only_to_who_had_it(play: Play, ada: str) -> None:
    def shown() -> tuple[bool | None, bool | None, bool]:
        stored, member = play.stored("internal"), play.switch.conferences["internal"].member_of(ada)
        known = stored.state.member(ada) if stored else None
        assert known is not None
        assert member is not None
        return known.on_hold, known.deaf, member.can_hear

    for command, now in (
        (Hold(member=ada, on_hold=True), (True, False, False)),
        (Deafen(member=ada, deaf=True), (True, True, False)),
        (Hold(member=ada, on_hold=True), (True, True, False)),
        (Hold(member=ada, on_hold=False), (False, True, False)),
        (Hold(member=ada, on_hold=True), (True, True, False)),
        (Deafen(member=ada, deaf=False), (True, False, False)),
        (Hold(member=ada, on_hold=False), (False, False, True)),
    ):
        assert play.done(command).state == "confirmed"
        assert shown() == now


def test_a_call_of_the_api_rings_all_devices_and_its_member_has_the_user(play: Play, ada: str) -> None:
    play.switch.switch.registrations["1002@example.com"] = ("a-call-id", '"" <sip:1002@127.0.0.1:9>')
    play.switch.switch.more_devices["1002@example.com"] = ["sip:1002@127.0.0.1:8"]
    play.switch.switch.call_outcomes["@127.0.0.1:9"] = "USER_BUSY"

    assert play.done(Dial(user="1002", domain="example.com")).state == "confirmed"

    stored = play.stored("internal")
    assert stored is not None
    assert [member.user for member in stored.state.members] == [None, None, "1002"]

    play.switch.switch.call_outcomes["@127.0.0.1:8"] = "NO_ANSWER"
    row = play.done(Dial(user="1002", domain="example.com"))
    assert (row.state, row.outcome and row.outcome.detail) == ("failed", "NO_ANSWER")


def test_what_comes_with_the_join_is_known_with_the_join(play: Play, ada: str) -> None:
    brought = {"video_reservation_id": "slot-2", "video_role_id": "host", "video_banner_text": "Соня\u202e 李雷"}

    seen = play.switch.join("internal", "1003", "Sonja", variables=brought).channel.uuid
    heard = play.switch.join("internal", "1004", "Li", video=False, variables=brought).channel.uuid
    until(lambda: (found := play.stored("internal")) is not None and found.state.member_count == 4)

    stored = play.stored("internal")
    assert stored is not None
    told = {m.uuid: (m.slot, m.role, m.banner and m.banner.text) for m in stored.state.members}
    # FreeSWITCH gives no place to who has no camera.
    assert (told[seen], told[heard]) == (("slot-2", "host", "Соня 李雷"), (None, None, "Соня 李雷"))
    assert told[ada] == (None, None, None)
    revision = stored.state.revision
    play.done(SetSlot(member=seen, slot="slot-2"))
    changed = play.stored("internal")
    assert changed is not None
    assert changed.state.revision == revision


def test_who_is_moved_leaves_place_and_rights_behind_and_a_closed_door_keeps_them_here(play: Play, ada: str) -> None:
    other = play.switch.open("external")
    channel = play.switch.switch.channels[ada]
    channel.variables |= {"conference_member_flags": "moderator", "video_reservation_id": "presenter"}

    other.locked = True
    locked = play.done(Transfer(member=ada, conference="external"))
    other.locked, other.max_members = False, 1
    play.switch.join("external", "1002", "Bob")
    full = play.done(Transfer(member=ada, conference="external"))
    assert [(row.state, row.outcome and row.outcome.reason) for row in (locked, full)] == [
        ("failed", "locked"),
        ("failed", "full"),
    ]
    assert play.switch.conferences["internal"].member_of(ada) is not None
    assert channel.variables["video_reservation_id"] == "presenter"

    other.max_members, other.pin = 0, "1234"
    assert play.done(Transfer(member=ada, conference="external")).state == "confirmed"
    arrived = other.member_of(ada)
    assert arrived is not None
    assert (arrived.moderator, arrived.reservation_id) == (False, "")


def test_where_somebody_was_moved_is_known_when_it_is_confirmed_also_a_conference_that_begins_so(
    play: Play, ada: str
) -> None:
    # Nothing else writes rows here.
    play.relay.end_loop("rows")

    moved = play.done(Transfer(member=ada, conference="external"))

    assert moved.state == "confirmed"
    found = play.stored("external")
    assert found is not None
    assert (found.ended_at, [member.uuid for member in found.state.members]) == (None, [ada])


def test_what_freeswitch_only_says_yes_to_stands_in_the_row_too(play: Play, ada: str) -> None:
    play.done(SetLayout(layout="2x2"))
    play.done(SetBanner(member=ada, banner=Banner(text="Ada", fg="#ffffff")))

    until(lambda: (found := play.stored("internal")) is not None and found.state.layout == "2x2")
    room = play.relay.follower.rooms.named("internal")
    assert room is not None
    assert room.members[ada].banner is not None


def test_a_wrong_layout_fails_with_freeswitchs_reason(play: Play, ada: str) -> None:
    row = play.done(SetLayout(layout="nosuch"))

    assert row.state == "failed"
    assert row.outcome is not None
    assert "Invalid layout [nosuch]" in (row.outcome.detail or "")
    room = play.relay.follower.rooms.named("internal")
    assert room is not None
    assert room.layout is None


def test_a_kick_is_confirmed_when_the_member_is_gone(play: Play, ada: str) -> None:
    row = play.done(Kick(member=ada))

    assert row.state == "confirmed"
    stored = play.stored("internal")
    assert stored is not None
    assert [member.name for member in stored.state.members] == ["Grace"]


def test_a_kick_of_somebody_who_left_is_confirmed(play: Play, ada: str) -> None:
    play.done(Kick(member=ada))

    assert play.done(Kick(member=ada)).state == "confirmed"


def test_a_mute_of_somebody_who_left_fails(play: Play, ada: str) -> None:
    play.done(HangUp(member=ada))
    row = play.done(Mute(member=ada, muted=True))

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "member_gone")


def test_hanging_up_all_ends_the_conference_and_its_row(play: Play, ada: str) -> None:
    row = play.done(HangUpAll())

    assert row.state == "confirmed"
    until(lambda: (found := play.stored("internal")) is not None and found.ended_at is not None)


def test_a_command_for_an_earlier_meeting_fails_and_is_not_sent(play: Play, ada: str) -> None:
    row = play.done(Mute(member=ada, muted=True), uuid="an-earlier-meeting")

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "conference_gone")
    assert not any(" mute " in command for command in play.switch.commands)


def test_several_steps_have_one_outcome_and_stop_at_a_failure(play: Play, ada: str) -> None:
    scene = Scene(steps=(SetLayout(layout="2x2"), SetLayout(layout="nosuch"), Lock(locked=True)))
    row = play.done(scene)

    assert row.outcome is not None
    assert [(step.kind, step.state) for step in row.outcome.steps] == [
        ("set_layout", "accepted"),
        ("set_layout", "failed"),
        ("lock", "skipped"),
    ]
    assert row.state == "failed"


def test_nothing_is_begun_after_a_step_that_was_skipped(play: Play, ada: str) -> None:
    steps = (SetLayout(layout="nosuch"), Lock(locked=True), SetMaxMembers(count=7), Mute(member=ada, muted=True))
    row = play.done(Scene(steps=steps))

    assert row.outcome is not None
    assert [step.state for step in row.outcome.steps] == ["failed", "skipped", "skipped", "skipped"]
    assert not any("max_members" in command or " mute " in command for command in play.switch.commands)


def test_a_step_whose_time_is_over_before_it_is_begun_fails_and_is_not_sent(play: Play, ada: str) -> None:
    room = play.relay.follower.rooms.named("internal")
    assert room is not None
    outcome = play.relay.rows._execution.run(Mute(member=ada, muted=True), room.uuid, time.time() - 1)

    assert (outcome.state, outcome.reason, outcome.detail) == (
        "failed",
        "late",
        "its time was over before it was begun",
    )
    assert not any(" mute " in command for command in play.switch.commands)


def test_several_changes_of_a_member_are_as_sure_as_the_least_sure(play: Play, ada: str) -> None:
    steps = (Mute(member=ada, muted=True), SetBanner(member=ada, banner=Banner(text="x")))
    row = play.done(UpdateMember(member=ada, steps=steps))

    assert row.state == "accepted"
    assert row.outcome is not None
    assert [step.state for step in row.outcome.steps] == ["confirmed", "accepted"]


def test_a_dropped_member_command_is_not_called_done(play: Play, ada: str) -> None:
    play.switch.faults.hang_next_reply = True
    play.switch.faults.only_for = "mute"
    play.relay.link.commands._reply_seconds = 0.2
    row = play.done(Mute(member=ada, muted=True))

    assert (row.state, row.outcome and row.outcome.reason) == ("unknown", "no_reply")


def test_where_a_reply_is_left_out_it_is_looked_at_what_became_of_the_command(play: Play, ada: str) -> None:
    play.switch.faults.swallow_next_reply = True
    play.switch.faults.only_for = "mute"
    row = play.done(Mute(member=ada, muted=True))

    assert row.outcome is not None
    assert row.outcome.evidence is not None
    assert (row.state, row.outcome.evidence.kind) == ("confirmed", "state")
    assert sum(" mute " in command for command in play.switch.commands) == 1


def test_a_command_that_cannot_be_looked_at_is_unknown_where_its_reply_is_left_out(play: Play, ada: str) -> None:
    play.switch.faults.swallow_next_reply = True
    play.switch.faults.only_for = "dtmf"
    row = play.done(SendDtmf(member=ada, digits="1"))

    assert (row.state, row.outcome and row.outcome.reason) == ("unknown", "switch_lost")
    assert sum(" dtmf " in command for command in play.switch.commands) == 1


def test_what_freeswitch_shows_and_no_event_tells_the_conference_is_not_called_confirmed(play: Play, ada: str) -> None:
    play.switch.esl.one_of("events").hushed = True
    row = play.done(SetSlot(member=ada, slot="presenter"))

    assert row.outcome is not None
    assert row.outcome.evidence is not None
    assert (row.state, row.outcome.evidence.kind) == ("accepted", "state")
    stored = play.stored("internal")
    assert stored is not None
    assert [member.slot for member in stored.state.members if member.uuid == ada] == [None]


def test_what_is_shown_on_a_connection_that_then_breaks_is_confirmed_once_the_conference_shows_it(
    play: Play, ada: str
) -> None:
    play.switch.esl.one_of("events").hushed = True
    breaking = threading.Timer(0.5, play.switch.drop_connections)
    breaking.start()
    row = play.done(SetSlot(member=ada, slot="presenter"))
    breaking.join()

    assert row.state == "confirmed"
    stored = play.stored("internal")
    assert stored is not None
    assert [member.slot for member in stored.state.members if member.uuid == ada] == ["presenter"]


def lost_after_execution(play: Play, command: Command, text: str) -> str:
    """Let the connections break right after the switch has done it; the relay cannot come back yet."""
    play.switch.faults.only_for = text
    play.switch.faults.drop_after_execution = True
    command_id = play.send(command)
    play.relay.worker.run_once(0)
    until(lambda: any(text in one for one in play.switch.commands))
    play.switch.stop_listening()
    return command_id


def test_what_was_done_before_its_conference_ended_unseen_is_not_called_failed(play: Play, ada: str) -> None:
    command_id = lost_after_execution(play, SetMaxMembers(count=7), "set max_members 7")
    for member in list(play.switch.conferences["internal"].members):
        play.switch.hang_up(member)
    play.switch.wait_for(lambda: not play.switch.conferences)
    play.switch.listen_again()

    assert play.relay.hands.join(20)
    row = play.row(command_id)
    assert (row.state, row.outcome and row.outcome.reason) == ("unknown", "conference_gone")


def test_what_was_done_before_its_member_left_unseen_is_not_called_failed(play: Play, ada: str) -> None:
    command_id = lost_after_execution(play, Mute(member=ada, muted=True), " mute ")
    play.switch.hang_up(next(one for one in play.switch.conferences["internal"].members if one.channel.uuid == ada))
    play.switch.listen_again()

    assert play.relay.hands.join(20)
    row = play.row(command_id)
    assert (row.state, row.outcome and row.outcome.reason) == ("unknown", "member_gone")


@pytest.mark.parametrize(("again", "state"), [(False, "failed"), (True, "unknown")])
def test_what_an_earlier_try_may_have_done_to_a_recording_has_not_failed(play: Play, again: bool, state: str) -> None:
    stop = StopRecording(recording="0a1b")

    outcome = play.relay.rows._execution.run(stop, "a-meeting-that-is-over", time.time() + 5, again=again)

    assert (outcome.state, outcome.reason) == (state, "conference_gone")


@pytest.mark.parametrize(("again", "state"), [(False, "failed"), (True, "unknown")])
def test_what_is_in_a_later_try_s_way_was_perhaps_not_in_the_earlier_one_s(
    play: Play, ada: str, again: bool, state: str
) -> None:
    """A recording that was paused and has ended since, for example."""
    until(lambda: play.stored("internal") is not None)
    pause = PauseRecording(recording="0a1b")
    meeting = play.stored("internal")
    assert meeting is not None

    outcome = play.relay.rows._execution.run(pause, meeting.state.uuid, time.time() + 5, again=again)

    assert (outcome.state, outcome.reason) == (state, "not_recording")


@pytest.fixture
def faster(play: Play, monkeypatch: pytest.MonkeyPatch) -> Play:
    """Somebody else gives it between our first look and the command: nobody can know."""
    shows, unseen = Proof.shows, iter([False])

    def late(proof: Proof, step: PlainCommand, meeting: Meeting) -> bool:
        return next(unseen, True) and bool(shows(proof, step, meeting))

    monkeypatch.setattr(Proof, "shows", late)
    return play


def test_a_toggle_that_somebody_else_was_faster_with_is_sent_once_more(
    faster: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Here nobody gets the floor without being given it.
    words = "infra.fake_freeswitch.conference_commands.video_commands.settle_floor"
    monkeypatch.setattr(words, lambda _switch, _conference: None)
    row = faster.done(SetFloor(member=ada))

    assert row.outcome is not None
    assert (row.state, row.outcome.reply) == ("confirmed", "+OK floor 1")
    assert _floors(faster) == 2


def test_a_toggle_that_the_switch_sets_right_by_itself_is_not_sent_again(faster: Play, ada: str) -> None:
    """A frame later Ada has the floor back: a second toggle would take it from her again."""
    row = faster.done(SetFloor(member=ada))

    assert row.outcome is not None
    assert (row.state, row.outcome.reply) == ("confirmed", "+OK floor none")
    assert _floors(faster) == 1


def _floors(play: Play) -> int:
    return sum(" floor " in line for line in play.switch.commands)
