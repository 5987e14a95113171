"""Told to stop: what is known is written, no question to the queue is left behind, and the lease is really free."""

import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import boto3
import gevent
import msgspec
import pytest

from freeswitch.relay.commands.inbox import WAKE, Message
from freeswitch.relay.lease import node
from functions.shared.commands.muting import Mute
from functions.shared.commands.outputs.recordings import StartRecording
from functions.shared.tables.fleet.leases import beat
from functions.shared.tables.nodes import NodesItem
from tests.freeswitch.relay.child import aws_server, relay_process, serving, wait_for_relay, waiting_messages
from tests.freeswitch.relay.outputs.scene import Scene, scene
from tests.freeswitch.relay.play import NODE, REGION, Play, until
from tests.freeswitch.relay.proxy import Wire, proxy_to

FIRST_COMMAND_SECONDS = 1.5
TERM_SECONDS = 10


@pytest.fixture
def recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_client: None) -> Iterator[Scene]:
    with scene(tmp_path, monkeypatch) as here:
        here.playground.done(StartRecording(recording="r1", format="mp4"))
        here.becomes("live")
        yield here


@pytest.fixture
def ada(play: Play) -> str:
    """A member of the conference `internal`, by the uuid of the call."""
    uuid = play.switch.join("internal", "1000", "Ada").channel.uuid
    until(lambda: (found := play.stored("internal")) is not None and found.state.member_count == 1)
    return uuid


def visible(url: str) -> int:
    """Messages that whoever asks next gets."""
    return waiting_messages(url, hidden=False)


def stopped(relay: Play, aws: str) -> None:
    """A relay that waits for messages is told to stop, and has gone."""
    with relay_process(relay, aws) as process:
        wait_for_relay()
        # Its question for messages waits by now.
        gevent.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        process.wait(TERM_SECONDS)
        assert process.returncode == 0


def test_a_message_that_comes_when_the_relay_has_stopped_is_there_for_the_next_one(still: Play) -> None:
    member = still.switch.join("internal", "1000", "Ada")
    with aws_server() as aws:
        stopped(still, aws)
        assert waiting_messages(still.queue_url) == 0
        still.send(Mute(member=member.channel.uuid, muted=True))
        # A question that was only given up would take it within a moment.
        gevent.sleep(1)

        assert visible(still.queue_url) == 1


def test_the_first_command_after_a_clean_restart_runs_at_once(still: Play) -> None:
    member = still.switch.join("internal", "1000", "Ada")
    took: list[float] = []
    with aws_server() as aws:
        for number in range(3):
            stopped(still, aws)
            assert not serving()
            with relay_process(still, aws) as process:
                wait_for_relay()
                began = time.monotonic()
                command_id = still.send(Mute(member=member.channel.uuid, muted=number % 2 == 0))
                until(lambda one=command_id: not still.row(one).is_open, 20)  # type: ignore[misc]  # mypy knows no defaults of a lambda
                took.append(time.monotonic() - began)
                assert still.row(command_id).state == "confirmed"
                process.send_signal(signal.SIGTERM)
                process.wait(TERM_SECONDS)

    print("first command after a clean restart:", sorted(round(one, 2) for one in took), "s")  # noqa: T201  # for whoever wants the number
    assert median(took) <= FIRST_COMMAND_SECONDS, took


def test_what_comes_while_it_stops_is_given_back_at_once(play: Play, ada: str, monkeypatch: pytest.MonkeyPatch) -> None:
    command_id = play.send(Mute(member=ada, muted=True))
    receive = play.relay.inbox.receive

    def too_late(seconds: int) -> list[Message]:
        play.relay.stopping.set()
        return receive(seconds)

    monkeypatch.setattr(play.relay.inbox, "receive", too_late)
    play.work()

    assert visible(play.queue_url) == 1
    assert play.row(command_id).attempt == 0


def test_what_comes_when_the_lease_is_lost_is_given_back_at_once(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    play.send(Mute(member=ada, muted=True))
    receive = play.relay.inbox.receive

    def another_has_it(seconds: int) -> list[Message]:
        monkeypatch.setattr(play.relay.lease, "_until", 0.0)
        play.relay.follower.ready.clear()
        return receive(seconds)

    play.relay.end_loop("lease")
    monkeypatch.setattr(play.relay.inbox, "receive", another_has_it)
    began = time.monotonic()
    play.work()

    assert visible(play.queue_url) == 1
    assert time.monotonic() - began < 5


def test_a_call_to_itself_that_nobody_heard_is_no_command(play: Play) -> None:
    play.relay.inbox.wake()
    assert waiting_messages(play.queue_url) == 0
    boto3.client("sqs", region_name=REGION).send_message(
        QueueUrl=play.queue_url, MessageBody=WAKE, MessageGroupId="x", MessageDeduplicationId="x"
    )
    play.work()

    assert waiting_messages(play.queue_url) == 0
    assert not play.relay.metrics.totals.get("Poison")


def test_the_last_rows_of_outputs_are_written_on_a_quiet_stop(recording: Scene) -> None:
    """Nothing else is due: whoever waits for something to write must not take their time."""
    relay = recording.playground.relay
    relay.end_loop("outputs")
    row = recording.recording()
    last = msgspec.structs.replace(row, state=msgspec.structs.replace(row.state, bytes=4711))
    relay.outputs.rows.changed(last)
    relay.stop()
    relay.finish()

    assert recording.recording().state.bytes == 4711


def test_the_last_state_is_written_although_it_would_be_due_later(play: Play, ada: str) -> None:
    play.relay.end_loop("rows")
    (member,) = play.switch.conferences["internal"].members
    room = play.relay.follower.rooms.named("internal")
    assert room is not None
    play.switch.talk(member)
    until(lambda: room.members[ada].talking)
    play.relay.stop()
    play.relay.finish()

    stored = play.stored("internal")
    assert stored is not None
    assert [one.talking for one in stored.state.members] == [True]


def test_a_beat_under_way_does_not_take_the_lease_that_was_just_given_back(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way = gevent.event.Event()

    def slow(*words: object, **named: object) -> bool:
        under_way.set()
        gevent.sleep(0.3)
        return beat(*words, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(node, "beat", slow)
    play.relay.lease.hurry.set()
    assert under_way.wait(5)
    play.relay.stop()
    play.relay.finish()
    gevent.sleep(0.5)

    assert NodesItem.get(NODE, consistent_read=True).lease_owner is None
    assert not play.relay.lease.held


def test_with_nobody_left_who_answers_it_ends_within_ten_seconds(still: Play) -> None:
    still.switch.join("internal", "1000", "Ada")
    silence = threading.Event()

    def says_nothing(_wire: Wire, _data: bytes) -> None:
        silence.wait(60)

    with aws_server() as aws, proxy_to(int(aws.rpartition(":")[2])) as proxy:
        with relay_process(still, f"http://127.0.0.1:{proxy.port}") as process:
            wait_for_relay()
            proxy.before = says_nothing
            still.switch.faults.half_open = True
            process.send_signal(signal.SIGTERM)
            began = time.monotonic()
            process.wait(3 * TERM_SECONDS)
            took = time.monotonic() - began
        silence.set()

    print(f"nobody answers: ended after {took:.1f} s")  # noqa: T201  # for whoever wants the number
    assert took <= TERM_SECONDS
    assert process.returncode == 0
