"""What no message brought is found among the open rows: in time, in order, once, and cheaply."""

import random
import time

import msgspec
import pytest

from freeswitch.relay.all_loops import TURN_SECONDS
from freeswitch.relay.commands import open_commands as module
from freeswitch.relay.commands.claims import Claimed
from freeswitch.relay.commands.hands import Hands
from freeswitch.relay.commands.inbox import MOST_AT_ONCE
from freeswitch.relay.commands.open_commands import EARLY_SECONDS, LOOK_SECONDS
from freeswitch.relay.process import Relay
from functions.shared.command_life.command_queue import send_command
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.commands import Command
from functions.shared.commands.muting import Mute
from functions.shared.commands.voice import SendDtmf
from functions.shared.feed.reading import events_since
from functions.shared.settings import RelaySettings
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.claims import claim_command
from functions.shared.tables.commands.rows import create_command
from functions.shared.tables.commands.unfinished import open_commands
from functions.shared.told.command_ends import ToldEnds
from tests.freeswitch.relay.child import waiting_messages
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import NODE, PASSWORD, REGION, Play, command_row, until


@pytest.fixture
def ada(play: Play) -> str:
    """A member of the conference `internal`, by the uuid of the call."""
    uuid = play.switch.join("internal", "1000", "Ada").channel.uuid
    until(lambda: (found := play.stored("internal")) is not None and found.state.member_count == 1)
    return uuid


@pytest.fixture
def clock(play: Play, monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """The time by which the rows are looked at; commands run in real time."""
    clock = FakeClock(time.time())
    monkeypatch.setattr(play.relay.open_commands, "_clock", clock)
    # Nobody beats here, and some of these tests take longer than a lease.
    play.relay.end_loop("lease")
    monkeypatch.setattr(play.relay.lease, "_until", float("inf"))
    return clock


def unsent(play: Play, command: Command, conference: str = "internal", *, at: float | None = None) -> CommandRow:
    """A command that was written, and that the queue has refused."""
    row = command_row(command, conference, play.conference_uuid(conference))
    if at is not None:
        row = msgspec.structs.replace(row, created_at=at, deadline=at + 30)
    assert create_command(row)
    return row


def turn(play: Play, clock: FakeClock) -> None:
    """One turn of the loop, and what it has begun to its end."""
    clock.move(TURN_SECONDS)
    play.relay.open_commands.run_once()
    assert play.relay.hands.join(10)


def typed(play: Play) -> list[str]:
    return [command.split()[-1] for command in play.switch.commands if " dtmf " in command]


def test_a_command_that_the_queue_refused_runs_within_its_deadline_whenever_it_comes(
    play: Play, ada: str, clock: FakeClock
) -> None:
    chance = random.Random(1)
    took = []
    for number in range(100):
        # Somewhere between two looks.
        clock.move(chance.random() * 2 * LOOK_SECONDS)
        turn(play, clock)
        clock.move(chance.random() * LOOK_SECONDS)
        began = clock.time()
        row = unsent(play, Mute(member=ada, muted=number % 2 == 0), at=began)
        while play.row(row.id).is_open and clock.time() < began + 60:
            turn(play, clock)
        assert play.row(row.id).state == "confirmed"
        took.append(clock.time() - began)

    in_time = sum(seconds <= 30 for seconds in took)
    assert in_time >= 99
    # Two seconds for its message to come, five until the next look, a turn.
    assert max(took) <= 7.5
    assert play.relay.metrics.totals["CommandsFound"] == 100


def test_commands_of_a_meeting_that_is_over_end_and_every_end_is_told(play: Play, ada: str, clock: FakeClock) -> None:
    rows = [unsent(play, Mute(member=ada, muted=muted), at=clock.time()) for muted in (True, False)]
    play.switch.hang_up(play.switch.conferences["internal"].members[0])
    until(lambda: (found := play.stored("internal")) is not None and found.ended_at is not None)
    play.relay.open_commands.hurry()
    turn(play, clock)
    ends = [one for one in events_since("internal", 0) if one.type == "command.finished"]

    assert {(play.row(one.id).state, play.row(one.id).attempt) for one in rows} == {("failed", 0)}
    assert sorted(str(one.data["id"]) for one in ends) == sorted(one.id for one in rows)
    assert {(one.data["state"], one.data["reason"]) for one in ends} == {("failed", "conference_gone")}


def test_ends_of_a_meeting_that_is_over_are_told_by_the_sweep_where_the_feed_does_not_answer(
    play: Play, ada: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = unsent(play, Mute(member=ada, muted=True), at=clock.time())
    play.switch.hang_up(play.switch.conferences["internal"].members[0])
    until(lambda: (found := play.stored("internal")) is not None and found.ended_at is not None)

    def away(*_words: object, **_named: object) -> None:
        raise TablesUnavailable("away")

    with monkeypatch.context() as patch:
        patch.setattr(play.relay.writer, "tell", away)
        play.relay.open_commands.hurry()
        turn(play, clock)
    before = [one.type for one in events_since("internal", 0)]
    ToldEnds(clock.time()).make_sure(play.row(row.id))

    assert "command.finished" not in before
    assert events_since("internal", 0)[-1].data["id"] == row.id


def test_the_loop_that_recovers_runs_what_was_never_sent(play: Play, ada: str) -> None:
    play.relay.begin("recovery")
    row = unsent(play, Mute(member=ada, muted=True))
    until(lambda: not play.row(row.id).is_open, 10)

    assert play.row(row.id).state == "confirmed"


def test_after_a_start_the_first_command_waits_no_second_for_a_message_that_a_dead_relay_has_swallowed(
    play: Play, ada: str, clock: FakeClock
) -> None:
    play.relay.open_commands.hurry()
    for _ in range(20):
        turn(play, clock)
    began = clock.time()
    row = unsent(play, Mute(member=ada, muted=True), at=began)
    while play.row(row.id).is_open:
        turn(play, clock)

    assert clock.time() - began <= 1.25


def test_a_message_and_a_look_at_the_same_moment_run_a_command_once(play: Play, ada: str, clock: FakeClock) -> None:
    play.switch.faults.reply_delay = 0.2
    row = unsent(play, SendDtmf(member=ada, digits="1"), at=clock.time() - 10)
    send_command(play.queue_url, row)
    play.relay.worker.run_once(0)
    play.relay.open_commands.run_once()
    assert play.relay.hands.join(10)

    assert typed(play) == ["1"]
    assert (play.row(row.id).state, play.row(row.id).attempt) == ("confirmed", 1)
    # Nor is it given back, as a message of which somebody else has the row.
    assert waiting_messages(play.queue_url) == 0


def test_a_look_before_the_message_runs_a_command_once(play: Play, ada: str, clock: FakeClock) -> None:
    play.switch.faults.reply_delay = 0.2
    row = unsent(play, SendDtmf(member=ada, digits="1"), at=clock.time() - 10)
    send_command(play.queue_url, row)
    play.relay.open_commands.run_once()
    play.relay.worker.run_once(0)
    assert play.relay.hands.join(10)

    assert (typed(play), play.row(row.id).attempt) == (["1"], 1)
    assert waiting_messages(play.queue_url) == 0


def test_of_two_relays_that_both_take_a_command_at_once_one_runs_it(
    play: Play, ada: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = RelaySettings(node=NODE, queue_url=play.queue_url, esl_password=PASSWORD, esl_port=play.switch.port)
    second = Relay(settings, REGION)
    # Each believes that the node is its own; only the row's claim is left between them.
    monkeypatch.setattr(second.lease, "_until", float("inf"))
    second.begin("switch", "events")
    try:
        until(second.follower.ready.is_set)
        play.switch.faults.reply_delay = 0.1
        now = clock.time()
        rows = [unsent(play, SendDtmf(member=ada, digits=digit), at=now - 10 + int(digit)) for digit in "123"]
        for row in rows:
            send_command(play.queue_url, row)
        second.worker.run_once(0)
        play.relay.open_commands.run_once()
        assert second.hands.join(20)
        assert play.relay.hands.join(20)
    finally:
        second.end_loops()
        second.link.leave()

    # Whoever finds that the other has one leaves it those behind it, too: they stay in their order.
    assert typed(play) == ["1", "2", "3"]
    assert {(play.row(row.id).state, play.row(row.id).attempt) for row in rows} == {("confirmed", 1)}


def test_commands_that_were_never_sent_run_one_after_the_other_as_they_were_made(
    play: Play, ada: str, clock: FakeClock
) -> None:
    play.switch.faults.reply_delay = 0.05
    now = clock.time()
    for number in (3, 1, 2):
        unsent(play, SendDtmf(member=ada, digits=str(number)), at=now - 10 + number)
    play.relay.open_commands.run_once()
    clock.move(LOOK_SECONDS)
    play.relay.open_commands.run_once()
    assert play.relay.hands.join(10)

    assert typed(play) == ["1", "2", "3"]


def test_what_was_sent_after_a_dead_relays_command_waits_for_it(
    play: Play, ada: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(play.relay.rows, "_clock", clock)
    monkeypatch.setattr(play.relay.rows._claims, "_clock", clock)
    first = unsent(play, Mute(member=ada, muted=True), at=clock.time() - 10)
    claim_command(first.id, owner="a dead relay", now=clock.time(), seconds=4)
    second = unsent(play, Mute(member=ada, muted=False), at=clock.time() - 9)
    while clock.time() < first.created_at + 13.5:
        turn(play, clock)
    states = play.row(first.id).state, play.row(second.id).state
    while clock.time() < first.created_at + 15:
        turn(play, clock)

    assert states == ("running", "queued")
    # At the claim's end, not at the next regular look.
    assert (play.row(first.id).state, play.row(first.id).attempt) == ("confirmed", 2)
    assert play.row(second.id).state == "confirmed"
    assert play.switch.conferences["internal"].members[0].can_speak


def test_what_finds_no_hands_waits_for_a_moment_in_its_row(
    play: Play, ada: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = Hands(MOST_AT_ONCE + 2)
    monkeypatch.setattr(play.relay.open_commands, "_hands", hands)
    for number in range(5):
        play.switch.join(f"room{number}", "1000", "Ada")
        until(lambda n=number: play.relay.follower.rooms.named(f"room{n}"))  # type: ignore[misc]  # mypy knows no defaults of a lambda
        member = play.switch.conferences[f"room{number}"].members[0].channel.uuid
        unsent(play, Mute(member=member, muted=True), f"room{number}", at=clock.time() - 10)
    play.relay.open_commands.run_once()
    taken = hands.busy
    assert hands.join(5)
    for _ in range(12):
        clock.move(TURN_SECONDS)
        play.relay.open_commands.run_once()
        assert hands.join(5)

    assert taken == 2
    assert list(open_commands("fs1")) == []


def test_a_table_that_does_not_answer_is_asked_again_soon(
    play: Play, ada: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = unsent(play, Mute(member=ada, muted=True), at=clock.time() - 10)

    def away(_node: str) -> None:
        raise TablesUnavailable("away")

    with monkeypatch.context() as patch:
        patch.setattr(module, "open_commands", away)
        turn(play, clock)
    for _ in range(5):
        turn(play, clock)

    assert play.row(row.id).state == "confirmed"


def test_a_command_that_another_relay_holds_ends_the_work_on_those_behind_it(
    play: Play, ada: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def held(command_id: str) -> Claimed:
        asked.append(command_id)
        return Claimed(clock.time() + 5)

    monkeypatch.setattr(play.relay.rows, "work", held)
    first = unsent(play, Mute(member=ada, muted=True), at=clock.time() - 10)
    unsent(play, Mute(member=ada, muted=False), at=clock.time() - 9)
    turn(play, clock)

    assert asked == [first.id]


def test_a_relay_that_stops_begins_nothing_more(play: Play, ada: str, clock: FakeClock) -> None:
    play.switch.faults.reply_delay = 0.1
    first = unsent(play, Mute(member=ada, muted=True), at=clock.time() - 10)
    second = unsent(play, Mute(member=ada, muted=False), at=clock.time() - 9)
    play.relay.open_commands.run_once()
    until(lambda: play.row(first.id).state == "running")
    play.relay.stopping.set()
    assert play.relay.hands.join(5)

    assert (play.row(first.id).state, play.row(second.id).state) == ("confirmed", "queued")


def test_where_nothing_waits_an_hour_costs_720_looks(
    play: Play, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    def nothing(_node: str) -> list[CommandRow]:
        nonlocal looks
        looks += 1
        return []

    monkeypatch.setattr(module, "open_commands", nothing)
    play.relay.open_commands.hurry()
    began = clock.time()
    while clock.time() < began + EARLY_SECONDS:
        turn(play, clock)
    early, looks = looks, 0
    for _ in range(round(3600 / TURN_SECONDS)):
        turn(play, clock)

    assert 40 <= early <= 46
    assert 715 <= looks <= 721
