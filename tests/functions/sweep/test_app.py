"""The sweep: what was never sent is sent, what is late ends, nothing stays queued."""

import time
from collections.abc import Iterator
from types import SimpleNamespace

import msgspec
import pytest

from functions.shared.command_queue import NotSent, sqs_client
from functions.shared.late_commands import MAX_SENDS
from functions.shared.outcomes import CommandRow
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands import CommandsItem, claim_command, create_command, open_commands
from functions.shared.tables.nodes import NodesItem, all_nodes
from functions.sweep import app
from tests.functions.control import installation, stored

NOW = 1_800_000_000.0
ROW = CommandRow(
    id="c1", kind="mute", body="{}", node="fs1", domain="example.com", subject="x", conference="internal",
    created_at=NOW - 20, deadline=NOW + 10,
)  # fmt: skip


@pytest.fixture
def queue() -> Iterator[str]:
    with installation() as url:
        yield url


def sent(queue: str) -> list[tuple[str, str]]:
    """What is in the queue: ids with their deduplication ids."""
    found = sqs_client().receive_message(
        QueueUrl=queue, MaxNumberOfMessages=10, MessageSystemAttributeNames=["MessageDeduplicationId"]
    )
    return [(one["Body"], one["Attributes"]["MessageDeduplicationId"]) for one in found.get("Messages", [])]


def test_what_waits_too_long_is_sent_once_more(queue: str) -> None:
    create_command(ROW)

    app.run_once(NOW)
    app.run_once(NOW)

    assert sent(queue) == [("c1", "c1-2")]
    assert stored("c1").sends == 2


def test_what_is_new_is_left_to_its_first_message(queue: str) -> None:
    create_command(msgspec.structs.replace(ROW, created_at=NOW - 5))

    app.run_once(NOW)

    assert sent(queue) == []


def test_a_command_is_not_sent_for_ever(queue: str) -> None:
    create_command(msgspec.structs.replace(ROW, created_at=NOW - 600, deadline=NOW + 600))

    for _ in range(20):
        app.run_once(NOW)

    assert stored("c1").sends == MAX_SENDS


def test_what_is_late_is_expired(queue: str) -> None:
    create_command(msgspec.structs.replace(ROW, deadline=NOW - 1))

    app.run_once(NOW)

    row = stored("c1")
    assert row.outcome is not None
    assert (row.state, row.outcome.reason, row.finished_at) == ("expired", "deadline_passed", NOW)
    assert sent(queue) == []


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

    assert (stored("c1").state, sent(queue)) == ("running", [])


def test_a_queue_that_is_gone_does_not_stop_the_sweep(queue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: str, __: CommandRow) -> None:
        raise NotSent("gone")

    create_command(ROW)
    create_command(msgspec.structs.replace(ROW, id="c2", deadline=NOW - 1))
    monkeypatch.setattr(app, "send_command", gone)

    app.run_once(NOW)

    assert (stored("c1").state, stored("c2").state) == ("queued", "expired")


def test_a_row_of_another_version_does_not_stop_the_sweep(queue: str) -> None:
    create_command(ROW)
    CommandsItem("c1").update(actions=[CommandsItem.request.set('{"id": 7}')])
    create_command(msgspec.structs.replace(ROW, id="c2", deadline=NOW - 1))

    app.run_once(NOW)

    assert stored("c2").state == "expired"


def test_a_node_whose_commands_cannot_be_read_does_not_stop_the_sweep_of_others(
    queue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_command(msgspec.structs.replace(ROW, deadline=NOW - 1))
    NodesItem("broken").save()

    def broken(node: str) -> list[CommandRow]:
        if node == "broken":
            raise TablesUnavailable("throttled")
        return open_commands(node)

    monkeypatch.setattr(app, "open_commands", broken)
    monkeypatch.setattr(app, "all_nodes", lambda: sorted(all_nodes(), key=lambda node: node.name))

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
