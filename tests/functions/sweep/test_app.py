"""The sweep: what is late ends, nothing stays queued."""

import itertools
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import msgspec
import pytest

from functions.shared.command_life.command_queue import sqs_client
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.feed.reading import events_since
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.claims import claim_command
from functions.shared.tables.commands.rows import CommandsItem, create_command
from functions.shared.tables.commands.unfinished import Illegible, open_commands
from functions.shared.tables.nodes import NodesItem
from functions.shared.told.late_commands import LOST_SECONDS
from functions.sweep import app
from tests.functions.audits import entries
from tests.functions.control import installation, stored

NOW = 1_800_000_000.0
ROW = CommandRow(
    id="c1", kind="mute", body="{}", node="fs1", domain="example.com", subject="x", conference="internal",
    created_at=NOW - 20, deadline=NOW + 10,
)  # fmt: skip


@pytest.fixture
def queue() -> Iterator[str]:
    with installation() as url:
        # As if its relay beat all the time.
        NodesItem("fs1").update(actions=[NodesItem.heartbeat.set(NOW + 10_000)])
        yield url


def test_what_is_late_is_expired(queue: str) -> None:
    create_command(msgspec.structs.replace(ROW, deadline=NOW - 1))

    app.run_once(NOW)

    row = stored("c1")
    assert row.outcome is not None
    assert (row.state, row.outcome.reason, row.finished_at) == ("expired", "deadline_passed", NOW)


def test_what_waits_is_left_to_its_relay(queue: str) -> None:
    create_command(ROW)

    app.run_once(NOW)

    assert stored("c1") == ROW
    assert sqs_client().receive_message(QueueUrl=queue).get("Messages") is None


def test_a_command_that_a_lost_relay_began_ends_unknown(queue: str) -> None:
    create_command(ROW)
    claim_command("c1", owner="relay-1", now=NOW - 15, seconds=15)

    app.run_once(NOW + 60)
    began = stored("c1").state
    app.run_once(NOW + 71)

    assert (began, stored("c1").state) == ("running", "unknown")


def test_a_running_command_is_left_alone(queue: str) -> None:
    create_command(ROW)
    claim_command("c1", owner="relay-1", now=NOW, seconds=15)

    app.run_once(NOW + 5)

    assert stored("c1").state == "running"


def test_a_row_of_another_version_stops_nobody_and_ends_when_its_time_is_over(queue: str) -> None:
    create_command(ROW)
    CommandsItem("c1").update(actions=[CommandsItem.request.set('{"id": 7}')])
    create_command(msgspec.structs.replace(ROW, id="c2", deadline=NOW - 1))

    app.run_once(NOW)
    # The relay of that version may carry it out.
    waits = CommandsItem.get("c1").state
    app.run_once(ROW.deadline + LOST_SECONDS + 1)

    assert (waits, stored("c2").state, CommandsItem.get("c1").state) == ("queued", "expired", "unknown")
    assert CommandsItem.get("c1").open_node is None


@pytest.mark.parametrize(
    "change",
    [
        {"deadline_text": "soon"},
        {"if_match": "newest"},
        {"body": {"kind": "mute", "member": "u-1"}},
    ],
    ids=["a field more", "a field that is written otherwise", "a command that is written otherwise"],
)
def test_the_end_of_a_row_of_another_version_is_told_and_stands_in_the_audit(
    queue: str, change: dict[str, object]
) -> None:
    create_command(msgspec.structs.replace(ROW, conference_uuid="u1"))
    written = msgspec.json.decode(CommandsItem.get("c1").request) | change
    CommandsItem("c1").update(
        actions=[CommandsItem.request.set(msgspec.json.encode(written).decode()), CommandsItem.attempt.set(0)]
    )
    over = ROW.deadline + LOST_SECONDS + 1

    for second in range(0, 180, 60):
        app.run_once(over + second)

    (told,) = [one for one in events_since("internal", 0) if one.type == "command.finished"]
    assert (told.id, told.meeting, told.data["kind"], told.data["state"], told.data["by"]) == (
        "c1.end", "u1", "mute", told.data["state"], "x",
    )  # fmt: skip
    assert told.data["state"] in ("unknown", "expired")
    (entry,) = entries()
    assert (entry.command, entry.result, entry.conference) == ("c1", told.data["state"], "internal")


def test_a_body_that_nobody_can_read_keeps_no_end_from_being_told(queue: str) -> None:
    for name, body in (("c1", "not even JSON"), ("c2", "{}")):
        create_command(msgspec.structs.replace(ROW, id=name, body=body, deadline=NOW - 1))

    app.run_once(NOW)
    app.run_once(NOW + 60)

    told = {one.id: one.data["member"] for one in events_since("internal", 0) if one.type == "command.finished"}
    assert told == {"c1.end": None, "c2.end": None}


def test_what_is_too_much_for_one_run_is_left_to_the_next_ones(queue: str) -> None:
    for number in range(30):
        create_command(msgspec.structs.replace(ROW, id=f"c{number}", deadline=NOW - 1))
    ticks = itertools.count(step=app.BUDGET_SECONDS / 10)

    runs = 0
    while list(open_commands("fs1")):
        app.run_once(NOW, clock=ticks.__next__)
        runs += 1

    # Half of a run's time may go into the audit of what the runs before have ended.
    assert 3 < runs <= 6


def test_a_node_whose_commands_cannot_be_read_does_not_stop_the_sweep_of_others(
    queue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_command(msgspec.structs.replace(ROW, deadline=NOW - 1))
    NodesItem("broken").save()

    def broken(node: str, on_unreadable: Callable[[Illegible], None]) -> Iterator[CommandRow]:
        if node == "broken":
            raise TablesUnavailable("throttled")
        return open_commands(node, on_unreadable)

    monkeypatch.setattr(app, "open_commands", broken)
    monkeypatch.setattr("random.sample", lambda nodes, _: sorted(nodes, key=lambda node: node.name))

    # Lambda counts it as an error: the alarm of the sweep.
    with pytest.raises(TablesUnavailable):
        app.run_once(NOW)
    assert stored("c1").state == "expired"


def test_the_schedule_starts_it(queue: str) -> None:
    create_command(msgspec.structs.replace(ROW, deadline=time.time() - 1))
    context = SimpleNamespace(
        function_name="sweep", memory_limit_in_mb=128, invoked_function_arn="arn:sweep", aws_request_id="1"
    )

    assert app.handler({}, context) == {}
    assert stored("c1").state == "expired"
