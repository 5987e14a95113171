"""A command's row is claimed once and ended once, also where DynamoDB's answers are lost."""

import logging

import msgspec
import pytest
from botocore.exceptions import ReadTimeoutError

from freeswitch.relay.commands import claims, rows
from functions.shared.command_life.command_queue import send_command
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.commands import Command
from functions.shared.commands.conference import Lock
from functions.shared.commands.muting import Mute
from functions.shared.commands.voice import SendDtmf
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.claims import claim_command, finish_command
from functions.shared.tables.commands.rows import create_command
from tests.freeswitch.relay.child import waiting_messages
from tests.freeswitch.relay.play import Play, command_row, until


@pytest.fixture
def ada(play: Play) -> str:
    """A member of the conference `internal`, by the uuid of the call."""
    uuid = play.switch.join("internal", "1000", "Ada").channel.uuid
    until(lambda: (found := play.stored("internal")) is not None and found.state.member_count == 1)
    return uuid


def typed(play: Play) -> int:
    return sum(" dtmf " in command for command in play.switch.commands)


def test_a_claim_that_was_written_while_its_answer_was_lost_is_a_first_try(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = 0

    def deaf(command_id: str, *, owner: str, now: float, seconds: float, node: str | None = None) -> CommandRow | None:
        nonlocal tries
        tries += 1
        row = claim_command(command_id, owner=owner, now=now, seconds=seconds, node=node)
        if tries == 1:
            raise TablesUnavailable("no answer") from ReadTimeoutError(endpoint_url="x")
        return row

    monkeypatch.setattr(claims, "claim_command", deaf)
    row = play.done(SendDtmf(member=ada, digits="1"))

    # Run on a second try it would be unknown, for it must not run twice.
    assert (row.state, row.attempt, typed(play)) == ("confirmed", 1, 1)
    assert waiting_messages(play.queue_url) == 0


def test_a_claim_of_an_earlier_time_of_this_relay_is_no_first_try(play: Play, ada: str) -> None:
    command_id = play.send(SendDtmf(member=ada, digits="1"))
    now = play.relay.clock.time()
    claim_command(command_id, owner=f"{play.relay.owner}/before", now=now - 20, seconds=11)
    play.work()

    assert (play.row(command_id).state, play.row(command_id).attempt, typed(play)) == ("unknown", 2, 0)


def test_an_end_that_was_written_while_its_answer_was_lost_was_taken_by_nobody(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def twice(command_id: str, **told: object) -> CommandRow | None:
        finish_command(command_id, **told)  # type: ignore[arg-type]
        return finish_command(command_id, **told)  # type: ignore[arg-type]

    monkeypatch.setattr(claims, "finish_command", twice)
    row = play.done(SendDtmf(member=ada, digits="1"))

    assert row.state == "confirmed"
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def seen_at(play: Play, command: Command, revision: int) -> CommandRow:
    """What the API writes for a client that has seen a revision."""
    row = command_row(command, "internal", play.conference_uuid("internal"))
    row = msgspec.structs.replace(row, if_match=(revision,))
    create_command(row)
    send_command(play.queue_url, row)
    return row


def test_of_two_who_have_seen_the_same_revision_one_comes_first(play: Play, ada: str) -> None:
    room = play.relay.follower.rooms.named("internal")
    assert room is not None
    until(lambda: play.relay.writer.pending == 0)
    seen = room.revision
    rows = [seen_at(play, command, seen) for command in (Mute(member=ada, muted=True), Lock(locked=True))]
    while waiting_messages(play.queue_url):
        play.work()
    first, second = (play.row(row.id) for row in rows)

    assert (first.state, second.state) == ("confirmed", "failed")
    assert (second.outcome and second.outcome.reason) == "revision_moved"
    assert not play.switch.conferences["internal"].locked
    # Who looks again comes through.
    third = seen_at(play, Lock(locked=True), room.revision)
    play.work()
    assert play.row(third.id).state == "confirmed"


def test_a_second_try_does_not_mind_what_the_first_has_moved(play: Play, ada: str) -> None:
    row = seen_at(play, Mute(member=ada, muted=True), 1)
    claim_command(row.id, owner="a dead relay", now=play.relay.clock.time() - 20, seconds=11)
    play.work()

    assert (play.row(row.id).state, play.row(row.id).attempt) == ("confirmed", 2)


def test_every_line_about_a_command_names_the_request_that_made_it(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    tries = 0

    def slow(command_id: str, **told: object) -> CommandRow | None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise TablesUnavailable("no answer")
        # Another relay has it by now.
        return None

    def breaks(*_: object) -> None:
        raise RuntimeError("nobody had thought of that")

    monkeypatch.setattr(claims, "finish_command", slow)
    monkeypatch.setattr(rows, "touches_picture", breaks)
    play.unexpected.add("UnexpectedErrors")
    row = command_row(Lock(locked=True), "internal", play.conference_uuid("internal"))
    create_command(msgspec.structs.replace(row, request="the-request"))
    send_command(play.queue_url, row)
    play.work()

    told = [record for record in caplog.records if getattr(record, "command", "") == row.id]
    assert {record.getMessage() for record in told} >= {
        "an outcome is not written yet", "a command was taken from us", "command ended",
    }  # fmt: skip
    assert [record.exc_info is not None for record in told].count(True) == 1
    assert {record.__dict__["request"] for record in told} == {"the-request"}
