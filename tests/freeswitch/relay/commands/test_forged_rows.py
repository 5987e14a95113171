"""Whoever can write rows still moves nobody: a row acts only for its own node, domain and living conference."""

import time

import msgspec
import pytest

from freeswitch.relay.commands.rightful import forged_command
from functions.shared.command_life.command_queue import send_command
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.commands import Command, encode_command, kind_of
from functions.shared.commands.calls import Dial
from functions.shared.commands.composites import Scene
from functions.shared.commands.conference import Lock
from functions.shared.commands.muting import Mute
from functions.shared.commands.node import FlushUser
from functions.shared.stage.wish import APPLY_STAGE
from functions.shared.tables.commands.rows import create_command, find_command
from tests.freeswitch.relay.play import Play, command_row, until


@pytest.fixture
def ada(play: Play) -> str:
    """A member of `internal`, by the uuid of the call; `external` goes on beside it."""
    uuid = play.switch.join("internal", "1000", "Ada").channel.uuid
    play.switch.join("external", "1001", "Grace")
    until(
        lambda: all((found := play.stored(name)) and found.state.member_count == 1 for name in ("internal", "external"))
    )
    return uuid


def is_muted(play: Play, ada: str) -> bool:
    member = play.switch.conferences["internal"].member_of(ada)
    assert member is not None
    return not member.can_speak


def forged(play: Play, ada: str, **changes: object) -> CommandRow:
    """A row that mutes Ada, with something in it that the API would not have written; sent to this node's queue."""
    row = command_row(Mute(member=ada, muted=True), "internal", play.conference_uuid("internal"))
    row = msgspec.structs.replace(row, **changes)
    create_command(row)
    send_command(play.queue_url, row)
    play.work()
    found = find_command(row.id)
    assert found is not None
    return found


def test_the_row_that_the_api_writes_is_carried_out(play: Play, ada: str) -> None:
    assert forged(play, ada).state == "confirmed"
    assert is_muted(play, ada)


def test_a_row_for_another_node_with_a_conference_of_this_one_mutes_nobody_and_stays_the_others(
    play: Play, ada: str
) -> None:
    row = forged(play, ada, node="fs2")

    assert not is_muted(play, ada)
    assert (row.state, row.owner, row.attempt) == ("queued", None, 0)
    assert play.relay.metrics.totals["Poison"] == 1


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"domain": "other.example"}, "its meeting is none of other.example"),
        ({"conference": "external"}, "its meeting is none of external"),
        ({"conference": ""}, "it names a conference without its meeting, or a meeting without its conference"),
        ({"conference_uuid": ""}, "it names a conference without its meeting, or a meeting without its conference"),
        ({"kind": "lock"}, "it says lock and holds mute"),
        ({"conference": "", "conference_uuid": ""}, "mute is no command to a node"),
        ({"kind": APPLY_STAGE, "domain": "other.example"}, "its meeting is none of other.example"),
    ],
)
def test_a_forged_row_mutes_nobody_and_says_what_is_wrong(
    play: Play, ada: str, changes: dict[str, object], detail: str
) -> None:
    row = forged(play, ada, **changes)

    assert not is_muted(play, ada)
    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "forged")
    assert row.outcome is not None
    assert row.outcome.detail == f"{detail}; nothing was done"
    assert play.relay.metrics.totals["CommandsForged"] == 1


def of(command: Command, *, domain: str = "example.com", conference: str = "internal") -> CommandRow:
    now = time.time()
    return CommandRow(
        id="c", kind=kind_of(command), body=encode_command(command).decode(), node="fs1", domain=domain, subject="x",
        created_at=now, deadline=now + 30, conference=conference, conference_uuid="u" if conference else "",
    )  # fmt: skip


THEIRS = Dial(user="1000", domain="other.example")


@pytest.mark.parametrize(
    ("command", "conference", "problem"),
    [
        (Lock(locked=True), "internal", ""),
        (Dial(user="1000", domain="example.com"), "internal", ""),
        (THEIRS, "internal", "it is about the domain other.example and not example.com"),
        (
            Scene(steps=(Lock(locked=True), THEIRS)),
            "internal",
            "it is about the domain other.example and not example.com",
        ),
        (FlushUser(user="1000", domain="example.com"), "", ""),
        (
            FlushUser(user="1000", domain="other.example"),
            "",
            "it is about the domain other.example and not example.com",
        ),
        (FlushUser(user="1000", domain="example.com"), "internal", "flush_user is no command to a conference"),
    ],
)
def test_a_row_concerns_its_own_domain_only(command: Command, conference: str, problem: str) -> None:
    assert forged_command(of(command, conference=conference), command) == problem
