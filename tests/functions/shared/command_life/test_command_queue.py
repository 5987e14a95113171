"""Sending a command's id to its node's queue."""

import socket
import time
from collections.abc import Iterator

import pytest

from functions.shared.command_life import command_queue
from functions.shared.command_life.command_queue import NotSent, send_command, sqs_client
from functions.shared.command_life.outcomes import CommandRow
from tests.functions.control import installation

ROW = CommandRow(
    id="c1", kind="mute", body="{}", node="fs1", domain="example.com", subject="x", conference="internal", created_at=1,
    deadline=31,
)  # fmt: skip


@pytest.fixture
def silence(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """SQS takes connections and never answers."""
    listening = socket.create_server(("127.0.0.1", 0))
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{listening.getsockname()[1]}")
    sqs_client.cache_clear()
    yield
    sqs_client.cache_clear()
    listening.close()


def test_a_message_is_the_commands_id_and_nothing_more() -> None:
    with installation() as queue:
        send_command(queue, ROW)

        message = sqs_client().receive_message(QueueUrl=queue, MessageSystemAttributeNames=["All"])["Messages"][0]

    assert message["Body"] == "c1"
    assert message["Attributes"]["MessageGroupId"] == "internal"
    assert message["Attributes"]["MessageDeduplicationId"] == "c1"


def test_a_queue_that_is_not_there_is_said() -> None:
    with installation() as queue, pytest.raises(NotSent, match="NonExistentQueue"):
        send_command(queue.replace("node-fs1", "node-fs9"), ROW)


@pytest.mark.usefixtures("silence")
def test_a_queue_that_does_not_answer_costs_no_more_than_its_time_outs() -> None:
    settings = command_queue.settings
    began = time.monotonic()

    with pytest.raises(NotSent):
        send_command("http://127.0.0.1:1/node-fs1.fifo", ROW)

    # Two tries and the pause between them.
    assert time.monotonic() - began < 2 * (settings.connect_seconds + settings.read_seconds) + 1.5


def test_there_is_one_client() -> None:
    assert sqs_client() is sqs_client()
