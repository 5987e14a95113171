"""How a command ended is told in its conference's feed: once, whoever ends it and whoever dies in between."""

import time
from collections.abc import Iterator

import pytest

from functions.shared.command_life.outcomes import CommandRow, Outcome
from functions.shared.feed.events import Event
from functions.shared.feed.reading import events_since
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.claims import claim_command, finish_command
from functions.shared.tables.commands.rows import create_command
from functions.shared.told import late_commands
from functions.shared.told.command_ends import before_its_end, tell_end
from functions.sweep.audited_ends import enter_ends
from tests.functions.control import client, installation, stored

NOW = time.time()
FAILED = Outcome(state="failed", reason="member_gone")


@pytest.fixture(autouse=True)
def queue() -> Iterator[str]:
    with installation() as url:
        yield url


def command(
    name: str = "c1", *, conference: str = "internal", deadline: float = 10.0, body: str = "{}", subject: str = "x"
) -> CommandRow:
    row = CommandRow(
        id=name, kind="mute", body=body, node="fs1", domain="example.com", subject=subject, conference=conference,
        conference_uuid="u1" if conference else "", created_at=NOW - 20, deadline=NOW + deadline,
    )  # fmt: skip
    create_command(row)
    return row


def end_as_a_relay(name: str = "c1") -> CommandRow:
    """All but what it tells."""
    claim_command(name, owner="relay-1", now=NOW, seconds=15)
    after = before_its_end(stored(name), now=NOW)
    row = finish_command(name, owner="relay-1", attempt=1, outcome=FAILED, now=NOW, told_after=after)
    assert row is not None
    return row


def sweep() -> None:
    enter_ends(lambda: True, now=NOW)


def told(conference: str = "internal") -> list[Event]:
    return [one for one in events_since(conference, 0) if one.type == "command.finished"]


def test_what_a_relay_told_the_sweep_does_not_tell_again() -> None:
    command()
    tell_end(end_as_a_relay(), now=NOW)
    sweep()

    (event,) = told()
    assert (event.id, event.meeting) == ("c1.end", "u1")
    told_of = {"rule": None, "by": "x", "member": None}
    assert event.data == {"id": "c1", "kind": "mute", "state": "failed", "reason": "member_gone", **told_of}


@pytest.mark.parametrize(
    ("body", "member"),
    [
        ('{"kind": "mute", "member": "u-1", "muted": true}', "u-1"),
        ('{"kind": "update_member", "steps": [{"member": "u-1"}, {"member": "u-1"}]}', "u-1"),
        ('{"kind": "scene", "steps": [{"member": "u-1"}, {"member": "u-2"}]}', None),
        ('{"kind": "lock", "locked": true}', None),
    ],
)
def test_it_is_told_who_made_a_command_and_whom_it_is_about(body: str, member: str | None) -> None:
    command(body=body)
    tell_end(end_as_a_relay(), now=NOW)

    (event,) = told()
    assert (event.data["by"], event.data["member"]) == ("x", member)


def test_what_a_rule_or_a_key_does_nobody_has_done() -> None:
    for name, subject in (("c1", "rule record"), ("c2", "key lock of u-1")):
        command(name, subject=subject)
        tell_end(end_as_a_relay(name), now=NOW)

    assert [(one.data["by"], one.data["rule"]) for one in told()] == [(None, "record"), (None, None)]


def test_what_a_relay_died_with_the_sweep_tells() -> None:
    for name in ("c1", "c2", "c3"):
        command(name)
        end_as_a_relay(name)
    sweep()
    sweep()

    assert sorted(str(one.data["id"]) for one in told()) == ["c1", "c2", "c3"]


def test_a_sweep_that_dies_after_it_told_does_not_tell_again(monkeypatch: pytest.MonkeyPatch) -> None:
    command()
    end_as_a_relay()
    with monkeypatch.context() as patch:
        patch.setattr("functions.sweep.audited_ends.leave_to_audit", refuse)
        with pytest.raises(TablesUnavailable):
            sweep()
    sweep()

    assert len(told()) == 1


def test_whoever_asks_for_a_command_that_nobody_began_ends_and_tells_it() -> None:
    command(deadline=-1)

    assert client().get("/v1/commands/c1").json()["state"] == "expired"
    (event,) = told()
    assert (event.data["state"], event.data["reason"]) == ("expired", "deadline_passed")
    sweep()
    assert len(told()) == 1


def test_one_that_dies_before_it_has_told_leaves_it_to_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    row = command(deadline=-1)
    with monkeypatch.context() as patch:
        patch.setattr(late_commands, "tell_end", refuse)
        with pytest.raises(TablesUnavailable):
            late_commands.end_if_late(row, NOW)
    assert told() == []

    sweep()

    assert len(told()) == 1


def test_what_somebody_else_has_ended_is_not_told_as_late() -> None:
    row = command(deadline=-1)
    end_as_a_relay()

    assert late_commands.end_if_late(row, NOW).state == "failed"
    assert told() == []


def test_a_command_to_the_node_is_in_no_feed() -> None:
    command(conference="")
    tell_end(end_as_a_relay(), now=NOW)
    sweep()

    assert told() == []


def refuse(*_words: object, **_named: object) -> None:
    raise TablesUnavailable("away")
