"""A relay killed at every place where it matters: the next one brings each command to the right end."""

import signal

import pytest

from functions.shared.commands import Command
from functions.shared.commands.muting import Mute
from functions.shared.commands.outputs.recordings import StartRecording
from functions.shared.commands.voice import SendDtmf
from tests.freeswitch.relay.child import (
    aws_server,
    let_time_pass,
    messages_come_back,
    relay_process,
    wait_for_relay,
    waiting_messages,
)
from tests.freeswitch.relay.play import Play, until

# Where the first relay dies → how a repeatable, a checkable and a once-only command end.
KILL_POINTS = {
    "received": ("confirmed", "confirmed", "confirmed"),
    "claimed": ("confirmed", "confirmed", "unknown"),
    "executed": ("confirmed", "confirmed", "unknown"),
    "proved": ("confirmed", "confirmed", "unknown"),
    "recorded": ("confirmed", "confirmed", "confirmed"),
}


def finish(here: Play) -> None:
    """What the next relay does when the dead one's time has run out."""
    let_time_pass()
    here.start()
    here.relay.recover_once()

    def nothing_waits() -> bool:
        # The dead relay's open question may have swallowed the message once more; that too runs out.
        messages_come_back()
        here.work()
        return waiting_messages(here.queue_url) == 0

    until(nothing_waits)


def killed_at(here: Play, place: str, command: Command) -> str:
    with aws_server() as aws, relay_process(here, aws, "--stop-at", place) as process:
        wait_for_relay()
        command_id = here.send(command)
        until(lambda: process.poll() is not None, 20)

        assert process.returncode == -signal.SIGKILL
    return command_id


@pytest.mark.parametrize("place", KILL_POINTS)
def test_a_repeatable_command_runs_to_the_same_end(still: Play, place: str) -> None:
    member = still.switch.join("internal", "1000", "Ada")
    command_id = killed_at(still, place, Mute(member=member.channel.uuid, muted=True))
    finish(still)

    assert still.row(command_id).state == KILL_POINTS[place][0]
    assert not member.can_speak
    assert waiting_messages(still.queue_url) == 0


@pytest.mark.parametrize("place", KILL_POINTS)
def test_a_once_only_command_never_runs_twice(still: Play, place: str) -> None:
    member = still.switch.join("internal", "1000", "Ada")
    command_id = killed_at(still, place, SendDtmf(member=member.channel.uuid, digits="1"))
    finish(still)

    assert still.row(command_id).state == KILL_POINTS[place][2]
    assert sum(" dtmf " in command for command in still.switch.commands) <= 1
    assert waiting_messages(still.queue_url) == 0


@pytest.mark.parametrize("place", ["claimed", "executed"])
def test_a_command_that_can_be_checked_is_checked_before_it_runs_again(still: Play, place: str) -> None:
    still.switch.join("internal", "1000", "Ada")
    command_id = killed_at(still, place, StartRecording(recording="r1"))
    finish(still)

    assert still.row(command_id).state == KILL_POINTS[place][1]
    assert len(still.switch.conferences["internal"].recordings) == 1


def test_term_ends_the_process_cleanly_and_the_lease_with_it(still: Play) -> None:
    with aws_server() as aws, relay_process(still, aws) as process:
        wait_for_relay()
        process.send_signal(signal.SIGTERM)
        process.wait(30)

        assert process.returncode == 0
        assert still.relay.lease._take()
