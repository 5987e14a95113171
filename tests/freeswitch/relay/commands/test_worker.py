"""The node's queue worked off: order, redelivery, poison, two relays, services that are away."""

import re
from pathlib import Path

import boto3
import gevent
import pytest
from botocore.exceptions import EndpointConnectionError
from gevent.event import Event as Signal

from freeswitch.relay.commands import claims
from freeswitch.relay.commands import worker as command_worker
from freeswitch.relay.commands.hands import Hands
from freeswitch.relay.commands.inbox import MOST_AT_ONCE, MOST_TRIES, VISIBILITY_SECONDS, Message
from freeswitch.relay.commands.open_commands import EARLY_UNSENT_SECONDS
from freeswitch.relay.process import Relay
from functions.shared.command_life.command_queue import send_command
from functions.shared.commands.conference import Lock
from functions.shared.commands.muting import Mute
from functions.shared.commands.picture import SetLayout
from functions.shared.commands.voice import SendDtmf
from functions.shared.settings import RelaySettings
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.claims import claim_command
from functions.shared.tables.commands.rows import CommandsItem, create_command
from tests.freeswitch.relay.child import messages_come_back, waiting_messages
from tests.freeswitch.relay.play import NODE, PASSWORD, REGION, Play, command_row, until


@pytest.fixture
def ada(play: Play) -> str:
    """A member of the conference `internal`, by the uuid of the call."""
    uuid = play.switch.join("internal", "1000", "Ada").channel.uuid
    until(lambda: (found := play.stored("internal")) is not None and found.state.member_count == 1)
    return uuid


def test_commands_of_a_conference_run_in_their_order(play: Play, ada: str) -> None:
    sent = [play.send(SetLayout(layout=layout)) for layout in ("1x1", "2x2", "3x3", "1x2", "2x1")]
    while waiting_messages(play.queue_url):
        play.work()
    layouts = [
        command.split()[-1] for command in play.switch.commands if " vid-layout " in command and "list" not in command
    ]

    assert layouts == ["1x1", "2x2", "3x3", "1x2", "2x1"]
    assert {play.row(command_id).state for command_id in sent} == {"accepted"}


def test_a_message_that_comes_again_changes_nothing(play: Play, ada: str) -> None:
    command_id = play.send(SendDtmf(member=ada, digits="1"))
    play.work()
    boto3.client("sqs", region_name=REGION).send_message(
        QueueUrl=play.queue_url, MessageBody=command_id, MessageGroupId="internal", MessageDeduplicationId="again"
    )
    play.work()

    assert sum(" dtmf " in command for command in play.switch.commands) == 1
    assert play.row(command_id).attempt == 1
    assert waiting_messages(play.queue_url) == 0


def test_a_poisoned_message_is_tried_a_few_times_and_holds_up_nobody(play: Play, ada: str) -> None:
    sqs = boto3.client("sqs", region_name=REGION)
    for body in ("no command at all\n", "a-command-that-is-nowhere"):
        sqs.send_message(
            QueueUrl=play.queue_url, MessageBody=body, MessageGroupId="internal", MessageDeduplicationId=body[:5]
        )
    good = [play.send(Mute(member=ada, muted=True)), play.send(Lock(locked=True))]
    play.work()
    assert {play.row(command_id).state for command_id in good} == {"confirmed"}

    def both_are_given_up() -> bool:
        messages_come_back()
        play.work()
        return waiting_messages(play.dead_url) == 2

    until(both_are_given_up)
    assert waiting_messages(play.queue_url) == 0
    assert play.relay.metrics.totals["Poison"] == 2 * MOST_TRIES


def test_of_each_command_it_is_told_how_long_it_took_and_how_old_it_was(play: Play, ada: str) -> None:
    for muted in (True, False):
        play.send(Mute(member=ada, muted=muted))
        play.work()
    metrics = play.relay.metrics

    assert metrics.totals["CommandsConfirmed"] == 2
    assert metrics.times["CommandMilliseconds"] == metrics.times["CommandAgeMilliseconds"] == 2
    assert 0 < metrics.totals["CommandMilliseconds"] < 60_000
    assert 0 <= metrics.totals["CommandAgeMilliseconds"] < 60_000


def test_a_command_that_could_not_be_begun_so_often_is_no_dead_letter(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    command_id = play.send(Mute(member=ada, muted=True))

    def lose(name: str) -> None:
        if name == "received":
            play.relay.lease._until = 0.0

    for _ in range(MOST_TRIES):
        play.relay.lease.beat_once()
        until(play.relay.worker.may_begin)
        with monkeypatch.context() as patch:
            patch.setattr(play.relay.worker, "_checkpoint", lose)
            play.work()
    assert (play.row(command_id).state, waiting_messages(play.queue_url)) == ("queued", 0)
    assert waiting_messages(play.dead_url) == 0

    # Its row was not brought by a message, and is found.
    play.relay.lease.beat_once()
    until(play.relay.worker.may_begin)
    play.relay.open_commands.hurry()
    until(lambda: play.relay.clock.time() - play.row(command_id).created_at > EARLY_UNSENT_SECONDS)
    play.relay.recover_once()
    assert play.relay.hands.join(5)
    assert play.row(command_id).state == "confirmed"


def test_so_many_tries_has_a_message_on_aws() -> None:
    template = (Path(__file__).parents[4] / "infra" / "node.yaml").read_text(encoding="utf-8")

    assert set(re.findall(r"maxReceiveCount: (\d+)", template)) == {str(MOST_TRIES)}


def test_a_late_command_expires_and_is_not_sent(play: Play, ada: str) -> None:
    row = command_row(Mute(member=ada, muted=True), "internal", play.conference_uuid("internal"), seconds=-1)
    create_command(row)
    send_command(play.queue_url, row)
    play.work()

    assert play.row(row.id).state == "expired"
    assert not any(" mute " in command for command in play.switch.commands)


def test_a_body_that_is_no_command_fails_with_the_field(play: Play, ada: str) -> None:
    command_id = play.send(Mute(member=ada, muted=True))
    item = CommandsItem.get(command_id)
    item.update(actions=[CommandsItem.request.set(item.request.replace("muted", "mutated"))])
    play.work()
    row = play.row(command_id)

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "invalid_field")


def test_a_bug_in_one_command_gives_it_an_end_and_the_relay_goes_on(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_words: object, **_named: object) -> None:
        raise KeyError("a bug")

    play.unexpected.add("UnexpectedErrors")
    with monkeypatch.context() as patch:
        patch.setattr(play.relay.rows._execution, "run", broken)
        row = play.done(Mute(member=ada, muted=True))
    assert (row.state, row.outcome and row.outcome.reason) == ("unknown", "relay_error")

    assert play.done(Mute(member=ada, muted=True)).state == "confirmed"


def test_without_freeswitch_no_message_is_taken(play: Play, ada: str) -> None:
    play.switch.stop_listening()
    until(lambda: not play.relay.follower.ready.is_set())
    command_id = play.send(Mute(member=ada, muted=True))
    for _ in range(5):
        play.relay.worker.run_once(0)

    assert play.row(command_id).state == "queued"
    assert play.row(command_id).attempt == 0
    play.switch.listen_again()
    until(play.relay.follower.ready.is_set)
    play.work()
    assert play.row(command_id).state == "confirmed"


def test_no_more_is_taken_than_there_are_hands_for(play: Play, ada: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hands = Hands(MOST_AT_ONCE)
    monkeypatch.setattr(play.relay.worker, "_hands", hands)
    in_work = Signal()
    hands.begin("a test", in_work.wait, 20)
    command_id = play.send(Mute(member=ada, muted=True))

    play.relay.worker.run_once(0)
    assert play.row(command_id).state == "queued"

    in_work.set()
    assert hands.join(5)
    play.relay.worker.run_once(0)
    assert hands.join(5)
    assert play.row(command_id).state == "confirmed"


def test_while_dynamodb_is_away_a_message_is_kept_and_then_worked_off(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    tries = 0

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        gevent.sleep(0)

    def away_for_a_minute(*words: object, **named: object) -> object:
        nonlocal tries
        tries += 1
        if sum(pauses) < 60:
            raise TablesUnavailable("away")
        return claim_command(*words, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(claims, "claim_command", away_for_a_minute)
    # Time stands still in this test but for what the pauses would have been.
    monkeypatch.setattr(play.relay.clock, "sleep", sleep)
    command_id = play.send(Mute(member=ada, muted=True))
    play.work()

    assert play.row(command_id).state == "confirmed"
    assert tries < 100
    assert waiting_messages(play.queue_url) == 0


def test_while_sqs_is_away_the_relay_asks_less_and_less(play: Play, ada: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []

    def away(**_named: object) -> None:
        raise EndpointConnectionError(endpoint_url="sqs")

    def wait(_event: Signal, seconds: float) -> bool:
        pauses.append(seconds)
        return False

    with monkeypatch.context() as patch:
        # Nobody else runs meanwhile.
        patch.setattr(play.relay.clock, "wait", wait)
        patch.setattr(play.relay.worker._inbox._client, "receive_message", away)
        while sum(pauses) < 60:
            play.relay.worker.run_once(0)
    assert len(pauses) < 100

    assert play.done(Mute(member=ada, muted=True)).state == "confirmed"


def test_a_delete_that_fails_is_made_up_for_when_the_message_comes_again(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(**_named: object) -> None:
        raise EndpointConnectionError(endpoint_url="sqs")

    with monkeypatch.context() as patch:
        patch.setattr(play.relay.worker._inbox._brief, "delete_message", away)
        row = play.done(SendDtmf(member=ada, digits="1"))
    assert row.state == "confirmed"
    assert waiting_messages(play.queue_url) == 1
    messages_come_back()
    play.work()

    assert waiting_messages(play.queue_url) == 0
    assert sum(" dtmf " in command for command in play.switch.commands) == 1


def test_of_two_relays_on_one_queue_one_works(play: Play, ada: str) -> None:
    settings = RelaySettings(node=NODE, queue_url=play.queue_url, esl_password=PASSWORD, esl_port=play.switch.port)
    second = Relay(settings, REGION)
    command_id = play.send(Mute(member=ada, muted=True))
    for _ in range(3):
        second.lease.beat_once()
        second.serve_once()
        second.worker.run_once(0)
    assert not second.link.up.is_set()
    assert play.row(command_id).state == "queued"
    play.work()

    assert play.row(command_id).state == "confirmed"
    assert (play.row(command_id).owner or "").startswith(play.relay.owner)


def test_a_command_of_a_living_claim_is_left_alone_until_the_claim_ends(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    command_id = play.send(SendDtmf(member=ada, digits="1"))
    claim_command(command_id, owner="another", now=play.relay.clock.time(), seconds=8)
    given_back: list[int] = []
    monkeypatch.setattr(play.relay.worker._inbox, "keep", lambda _message, seconds: given_back.append(seconds))
    play.work()

    assert play.row(command_id).owner == "another"
    assert waiting_messages(play.queue_url) == 1
    assert not any(" dtmf " in command for command in play.switch.commands)
    # Tried each second, it would be in the dead-letter queue long before.
    assert given_back == [9]


def test_a_row_of_another_version_holds_up_its_conference_for_no_moment(play: Play, ada: str) -> None:
    command_id = play.send(Mute(member=ada, muted=True))
    CommandsItem.get(command_id).update(actions=[CommandsItem.request.set('{"id": 7}')])
    good = play.send(Lock(locked=True))
    play.work(5)

    assert play.row(good).state == "confirmed"
    assert play.relay.metrics.totals["Poison"] == 1


def test_a_message_that_is_given_back_is_not_kept_by_what_was_under_way(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_worker, "KEEP_SECONDS", 0.01)
    told: list[int] = []
    asked, answered = Signal(), Signal()

    def keep(_message: Message, seconds: int = VISIBILITY_SECONDS) -> None:
        asked.set()
        if seconds == VISIBILITY_SECONDS:
            answered.wait(5)
        told.append(seconds)

    def work(_command_id: str) -> str:
        # It ends while its message is being kept.
        assert asked.wait(5)
        return "missing"

    monkeypatch.setattr(play.relay.worker._inbox, "keep", keep)
    monkeypatch.setattr(play.relay.rows, "work", work)
    play.send(Mute(member=ada, muted=True))
    play.relay.worker.run_once(0)
    assert asked.wait(5)
    gevent.sleep(0)
    answered.set()
    play.relay.hands.join(5)

    assert told == [VISIBILITY_SECONDS, command_worker.AGAIN_SECONDS]
