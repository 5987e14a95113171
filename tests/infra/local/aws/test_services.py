"""The embedded queue gives out the next message of a conference as soon as the one before is done."""

import time
from concurrent.futures import ThreadPoolExecutor

from moto.core.utils import unix_time
from moto.sqs.models import SQSBackend

from infra.local.aws.services import receive_message


def queue() -> SQSBackend:
    backend = SQSBackend("eu-central-1", "123456789012")
    backend.create_queue("commands.fifo", {}, FifoQueue="true", VisibilityTimeout="15")
    return backend


def send(backend: SQSBackend, body: str, group: str) -> None:
    backend.send_message("commands.fifo", body, deduplication_id=body, group_id=group)


def receive(backend: SQSBackend, seconds: int) -> list[str]:
    return [message.body for message in receive_message(backend, "commands.fifo", 1, seconds, 15)]


def test_the_next_message_of_a_group_comes_when_the_one_before_is_done() -> None:
    backend = queue()
    send(backend, "first", "room")
    (held,) = receive_message(backend, "commands.fifo", 1, 0, 15)
    send(backend, "second", "room")

    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(receive, backend, 20)
        assert held.receipt_handle
        backend.delete_message("commands.fifo", held.receipt_handle)

        assert waiting.result(10) == ["second"]


def test_a_message_that_arrives_ends_the_waiting() -> None:
    backend = queue()
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(receive, backend, 20)
        send(backend, "one", "room")

        assert waiting.result(10) == ["one"]


def test_waiting_for_nothing_ends_and_costs_next_to_nothing() -> None:
    backend = queue()
    send(backend, "first", "room")
    receive(backend, 0)
    send(backend, "second", "room")
    began, used = unix_time(), time.process_time()

    assert receive(backend, 1) == []
    assert unix_time() - began >= 1
    assert time.process_time() - used < 0.5
