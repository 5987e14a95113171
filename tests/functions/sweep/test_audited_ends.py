"""How commands ended is in the audit: once, whatever dies in between, and long after their rows are gone."""

import time
from collections.abc import Iterator

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.shared.command_life.outcomes import CommandRow, Outcome, Step
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.claims import claim_command, end_queued, finish_command
from functions.shared.tables.commands.ended import ended_commands
from functions.shared.tables.commands.rows import CommandsItem, create_command
from functions.shared.tables.commands.unfinished import end_unreadable
from functions.shared.tables.nodes import NodesItem
from functions.sweep import app, audited_ends
from tests.functions.audits import audit_refuses, entries
from tests.functions.control import CONFIRMED, client, installation

NOW = 1_800_000_000.0
ROW = CommandRow(
    id="c1", kind="mute", body="{}", node="fs1", domain="example.com", subject="x", conference="internal",
    created_at=NOW - 20, deadline=NOW + 10, request="r1", pseudonym="abcd", audit_until=NOW + 86400,
)  # fmt: skip


@pytest.fixture(autouse=True)
def queue() -> Iterator[str]:
    with installation() as url:
        # As if its relay beat all the time.
        NodesItem("fs1").update(actions=[NodesItem.heartbeat.set(NOW + 10_000)])
        yield url


def end(command_id: str = "c1", outcome: Outcome = CONFIRMED) -> None:
    claim_command(command_id, owner="relay-1", now=NOW, seconds=15)
    finish_command(command_id, owner="relay-1", attempt=1, outcome=outcome, now=NOW)


def test_what_freeswitch_said_and_what_was_seen_stands_there(queue: str) -> None:
    create_command(ROW)
    end()

    app.run_once(NOW + 30)

    (entry,) = entries()
    assert (entry.operation, entry.result, entry.at) == ("end_command", "confirmed", NOW)
    assert (entry.command, entry.kinds, entry.conference, entry.request) == ("c1", ("mute",), "internal", "r1")
    assert (entry.reply, entry.evidence) == ("+OK mute 3", CONFIRMED.evidence)
    assert (entry.pseudonym, entry.expires) == ("abcd", NOW + 86400)


def test_steps_reasons_and_details_stand_there_too(queue: str) -> None:
    failed = Step(kind="mute", state="failed", reason="member_gone")
    create_command(ROW)
    end(outcome=Outcome(state="failed", reason="member_gone", detail="the member has left", steps=(failed,)))

    app.run_once(NOW)

    (entry,) = entries()
    assert (entry.result, entry.reason, entry.detail) == ("failed", "member_gone", "the member has left")
    assert entry.steps == (failed,)


def test_every_way_in_which_a_command_ends_comes_into_the_audit(queue: str) -> None:
    for number in range(1, 6):
        create_command(msgspec.structs.replace(ROW, id=f"c{number}", deadline=NOW + 1000))
    end("c1")
    end_queued("c2", outcome=Outcome(state="expired", reason="late"), now=NOW)
    end_unreadable("c3", now=NOW)
    claim_command("c4", owner="relay-1", now=NOW - 2000, seconds=15)
    # The sweep itself ends what a lost relay has begun, and what nobody began.
    app.run_once(NOW + 1100)
    app.run_once(NOW + 1100)

    assert {entry.command: entry.result for entry in entries()} == {
        "c1": "confirmed", "c2": "expired", "c3": "unknown", "c4": "unknown", "c5": "expired",
    }  # fmt: skip
    assert list(ended_commands()) == []


def test_twice_is_once_and_what_goes_on_has_no_end(queue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    create_command(ROW)
    create_command(msgspec.structs.replace(ROW, id="c2"))
    end()

    def killed(_: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(audited_ends, "leave_to_audit", killed)
        with pytest.raises(KeyboardInterrupt):
            app.run_once(NOW)
    waits = [command_id for command_id, _ in ended_commands()]
    app.run_once(NOW)

    assert waits == ["c1"]
    assert [entry.command for entry in entries()] == ["c1"]
    assert list(ended_commands()) == []


def test_what_the_audit_does_not_take_waits_and_the_rest_is_swept(queue: str) -> None:
    create_command(ROW)
    create_command(msgspec.structs.replace(ROW, id="c2", deadline=NOW - 1))
    end()

    with audit_refuses(), pytest.raises(TablesUnavailable):
        app.run_once(NOW)
    assert CommandsItem.get("c2").state == "expired"
    app.run_once(NOW)

    assert {entry.command for entry in entries()} == {"c1", "c2"}


def test_a_row_of_another_version_is_left_out_and_stops_nobody(queue: str) -> None:
    for command_id in ("c1", "c2"):
        create_command(msgspec.structs.replace(ROW, id=command_id))
        end(command_id)
    CommandsItem("c1").update(actions=[CommandsItem.request.set('{"id": 7}')])

    app.run_once(NOW)

    assert [entry.command for entry in entries()] == ["c2"]
    assert list(ended_commands()) == []


def test_what_is_too_much_for_one_run_is_left_to_the_next(queue: str) -> None:
    for number in range(6):
        create_command(msgspec.structs.replace(ROW, id=f"c{number}"))
        end(f"c{number}")
    ticks = iter([*range(4), *[10_000.0] * 50])
    app.run_once(NOW, clock=lambda: float(next(ticks)))
    some = len(entries())
    app.run_once(NOW)

    assert 0 < some < 6
    assert len(entries()) == 6


def test_a_command_of_the_api_has_its_wish_and_its_end_under_one_request_and_pseudonym(queue: str) -> None:
    api: TestClient = client()
    made = api.patch("/v1/conferences/internal", json={"locked": True}).json()
    claim_command(made["id"], owner="relay-1", now=time.time(), seconds=15)
    finish_command(made["id"], owner="relay-1", attempt=1, outcome=CONFIRMED, now=time.time())
    app.run_once(time.time())

    wish, its_end = entries()
    assert (wish.result, its_end.result) == ("accepted", "confirmed")
    assert (wish.command, wish.request, wish.pseudonym) == (its_end.command, its_end.request, its_end.pseudonym)
    assert wish.pseudonym


def test_of_a_command_that_nobody_asked_for_the_installations_days_count(queue: str) -> None:
    create_command(msgspec.structs.replace(ROW, pseudonym="", audit_until=None, conference=""))
    end()

    app.run_once(NOW)

    (entry,) = entries()
    assert (entry.pseudonym, entry.object, entry.expires) == ("", "node fs1", NOW + 365 * 86400)
