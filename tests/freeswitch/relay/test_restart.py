"""FreeSWITCH goes away and comes back while commands are under way: each has an end within five seconds."""

import time

import gevent
import pytest

from functions.shared.commands import Command
from functions.shared.commands.muting import Mute
from functions.shared.commands.voice import SendDtmf
from tests.freeswitch.relay.play import Play, until


@pytest.fixture
def ada(play: Play) -> str:
    """A member of the conference `internal`, by the uuid of the call."""
    uuid = play.switch.join("internal", "1000", "Ada").channel.uuid
    until(lambda: (found := play.stored("internal")) is not None and found.state.member_count == 1)
    return uuid


def under_way(play: Play, command: Command, word: str) -> str:
    """A command that FreeSWITCH has taken and not answered."""
    play.switch.faults.hang_next_reply = True
    play.switch.faults.only_for = word
    command_id = play.send(command)
    play.relay.worker.run_once(0)
    until(lambda: any(word in one for one in play.switch.commands))
    return command_id


def test_a_command_that_was_sent_before_freeswitch_restarted_is_unknown_for_its_conference_is_gone(
    play: Play, ada: str
) -> None:
    command_id = under_way(play, Mute(member=ada, muted=True), " mute ")
    began = time.monotonic()
    play.switch.restart()
    until(lambda: not play.row(command_id).is_open, 5)

    row = play.row(command_id)
    assert (row.state, row.outcome and row.outcome.reason) == ("unknown", "conference_gone")
    assert time.monotonic() - began < 5


def test_a_once_only_command_that_waited_is_unknown_at_once(play: Play, ada: str) -> None:
    command_id = under_way(play, SendDtmf(member=ada, digits="1"), " dtmf ")
    play.switch.restart()
    until(lambda: not play.row(command_id).is_open, 5)

    row = play.row(command_id)
    assert (row.state, row.outcome and row.outcome.reason) == ("unknown", "switch_lost")


def test_a_command_ends_although_freeswitch_stays_away(play: Play, ada: str) -> None:
    command_id = under_way(play, Mute(member=ada, muted=True), " mute ")
    play.switch.stop_listening()
    until(lambda: not play.row(command_id).is_open, 5)

    row = play.row(command_id)
    assert (row.state, row.outcome and row.outcome.reason) == ("unknown", "switch_lost")


def test_a_repeatable_command_runs_again_after_a_lost_connection(play: Play, ada: str) -> None:
    command_id = under_way(play, Mute(member=ada, muted=True), " mute ")
    play.switch.drop_connections()
    until(lambda: not play.row(command_id).is_open, 5)

    assert play.row(command_id).state == "confirmed"


def test_queued_commands_of_a_vanished_conference_fail_when_freeswitch_is_back(play: Play, ada: str) -> None:
    play.switch.stop_listening()
    until(lambda: not play.relay.follower.ready.is_set())
    command_id = play.send(Mute(member=ada, muted=True))
    play.switch.restart()
    until(play.relay.follower.ready.is_set)
    gevent.sleep(0)
    play.relay.recover_once()

    row = play.row(command_id)
    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "conference_gone")
