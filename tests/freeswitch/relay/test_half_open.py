"""An event connection that says nothing any more: no command reaches another meeting, and it is seen within seconds."""

import pytest

from freeswitch.relay.switch import link, pair
from functions.shared.commands.conference import Lock, SetMaxMembers
from functions.shared.commands.muting import Mute
from functions.shared.commands.picture import SetLayout
from functions.shared.commands.voice import SetFloor
from tests.freeswitch.relay.play import Play, until

ASKED = "conference internal get uuid"


@pytest.fixture
def ada(play: Play) -> str:
    """A member of the conference `internal`, by the uuid of the call."""
    uuid = play.switch.join("internal", "1000", "Ada").channel.uuid
    until(lambda: (found := play.stored("internal")) is not None and found.state.member_count == 1)
    return uuid


def hush(play: Play) -> None:
    play.switch.esl.one_of("events").hushed = True


def next_meeting(play: Play) -> str:
    """The meeting ends and another of its name begins; gives the uuid of the one that is over."""
    before = play.conference_uuid("internal")
    for member in list(play.switch.conferences["internal"].members):
        play.switch.hang_up(member)
    play.switch.wait_for(lambda: "internal" not in play.switch.conferences)
    play.switch.join("internal", "1001", "Grace")
    assert play.conference_uuid("internal") != before
    return before


def heard_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the last event had come more than a second ago."""
    monkeypatch.setattr(pair, "HEARD_SECONDS", 0.0)


def answers_within(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr(pair, "ANSWER_SECONDS", seconds)


def test_a_command_does_not_reach_the_next_meeting_of_the_same_name(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard_long_ago(monkeypatch)
    answers_within(monkeypatch, 0.3)
    hush(play)
    over = next_meeting(play)
    row = play.done(Lock(locked=True), uuid=over)

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "conference_gone")
    assert not play.switch.conferences["internal"].locked
    # Its end had not been heard, so somebody asked why, and everything is read afresh.
    until(lambda: play.relay.link.generation == 2)
    until(lambda: (found := play.stored("internal")) is not None and found.state.uuid != over)


def test_nor_while_what_was_heard_waits_for_an_answer_that_does_not_come(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "HEARD_SECONDS", 0.1)
    play.relay.link.commands._reply_seconds = 3.0
    play.switch.esl.one_of("commands").hushed = True
    # Who they are is asked, and meanwhile no event is looked at.
    play.switch.join("another", "1002", "Edsger")
    until(lambda: any("sip_authorized" in one for one in play.switch.commands))
    over = next_meeting(play)
    until(lambda: play.relay.queue.seconds_behind > 0.1)
    row = play.done(Lock(locked=True), uuid=over)

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "no_reply")
    assert not play.switch.conferences["internal"].locked


def test_a_command_to_a_conference_that_ended_unheard_says_so(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard_long_ago(monkeypatch)
    hush(play)
    over = play.conference_uuid("internal")
    for member in list(play.switch.conferences["internal"].members):
        play.switch.hang_up(member)
    play.switch.wait_for(lambda: "internal" not in play.switch.conferences)
    row = play.done(SetLayout(layout="2x2"), uuid=over)

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "conference_gone")
    assert not any("vid-layout" in one for one in play.switch.commands)


def test_an_earlier_try_may_have_done_it_before_its_meeting_was_over(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard_long_ago(monkeypatch)
    hush(play)
    over = next_meeting(play)
    step = play.relay.rows._execution._plain.run(Lock(locked=True), over, play.relay.clock.time() + 30, again=True)

    assert (step.state, step.reason) == ("unknown", "conference_gone")


def test_while_events_come_nobody_asks_which_meeting_it_is(play: Play, ada: str) -> None:
    for number in range(5):
        play.done(Mute(member=ada, muted=number % 2 == 0))

    assert ASKED not in play.switch.commands


def test_after_a_while_of_silence_it_is_asked_once_and_the_command_runs(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard_long_ago(monkeypatch)
    row = play.done(Mute(member=ada, muted=True))

    assert row.state == "confirmed"
    assert play.switch.commands.count(ASKED) == 1


def test_an_api_event_that_does_not_follow_its_reply_shows_that_no_event_is_heard(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers_within(monkeypatch, 0.3)
    hush(play)
    row = play.done(SetMaxMembers(count=7))

    # On the next pair the state was asked for, and the conference shows it.
    assert row.state == "confirmed"
    assert play.relay.link.generation == 2
    stored = play.stored("internal")
    assert stored is not None
    assert stored.state.max_members == 7


def test_a_command_whose_proof_is_an_event_runs_again_on_connections_that_tell_it(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers_within(monkeypatch, 0.3)
    hush(play)
    row = play.done(Mute(member=ada, muted=True))

    assert row.state == "confirmed"
    assert play.relay.link.generation == 2
    stored = play.stored("internal")
    assert stored is not None
    assert [member.muted for member in stored.state.members] == [True]


def test_an_event_connection_that_is_only_late_is_kept(play: Play, ada: str) -> None:
    for _ in range(3):
        play.relay.link.doubt()
    row = play.done(Mute(member=ada, muted=True))

    assert row.state == "confirmed"
    assert play.relay.link.generation == 1


def test_what_is_so_already_is_confirmed_only_when_the_conference_shows_it(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard_long_ago(monkeypatch)
    answers_within(monkeypatch, 0.3)
    hush(play)
    # Somebody gives the floor meanwhile, and no event tells it.
    conference = play.switch.conferences["internal"]
    conference.floor = conference.members[0].id
    row = play.done(SetFloor(member=ada))

    assert row.state == "confirmed"
    stored = play.stored("internal")
    assert stored is not None
    assert [member.floor for member in stored.state.members] == [True]


def test_nor_while_everything_is_read_anew(play: Play, ada: str) -> None:
    play.relay.end_loop("events")
    play.relay.rooms.ready.clear()
    over = next_meeting(play)
    step = play.relay.rows._execution._plain.run(Lock(locked=True), over, play.relay.clock.time() + 30)

    assert (step.state, step.reason) == ("failed", "conference_gone")
    assert not play.switch.conferences["internal"].locked
