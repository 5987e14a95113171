"""The embedded queue gives out the next message of a conference as soon as the one before is done."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from unittest.mock import patch

import pytest
from moto.core.utils import unix_time
from moto.sqs.models import Message, SQSBackend

from infra.local.aws import services
from infra.local.aws.services import install, receive_message
from tests.infra.local.running import eventually


@pytest.fixture(autouse=True)
def mended() -> Iterator[None]:
    put_back = install()
    yield
    put_back()


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


class Interrupted(list[Message]):
    """A queue's messages; after they were gone through twice something else begins, as on another thread."""

    def __init__(self, messages: list[Message], begin: Callable[[], Future[None]]) -> None:
        super().__init__(messages)
        self._begin = begin
        self._times = 0

    def __iter__(self) -> Iterator[Message]:
        self._times += 1
        yield from super().__iter__()
        if self._times == 2:
            # Who is kept waiting is not waited for.
            wait_for([self._begin()], timeout=0.3)


def test_a_message_that_comes_while_another_one_is_deleted_is_not_lost() -> None:
    backend = queue()
    send(backend, "first", "room")
    (held,) = receive_message(backend, "commands.fifo", 1, 0, 15)
    there = backend.get_queue("commands.fifo")
    assert held.receipt_handle
    with ThreadPoolExecutor() as pool:
        there._messages = Interrupted(there._messages, lambda: pool.submit(send, backend, "second", "hall"))
        backend.delete_message("commands.fifo", held.receipt_handle)

    assert receive(backend, 0) == ["second"]


def test_an_empty_queue_is_not_asked_again_and_again() -> None:
    backend = queue()
    with patch.object(services, "receive_now", wraps=services.receive_now) as asked:
        assert receive(backend, 2) == []

    assert asked.call_count <= 4


def test_while_something_is_in_somebodys_hands_it_is_looked_at_four_times_a_second() -> None:
    backend = queue()
    send(backend, "first", "room")
    assert receive(backend, 0) == ["first"]
    send(backend, "second", "room")
    with patch.object(services, "receive_now", wraps=services.receive_now) as asked:
        assert receive(backend, 2) == []

    assert asked.call_count <= 10


def test_whoever_waits_is_woken_by_the_end_of_the_message_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "LOOK_AGAIN_SECONDS", 60.0)
    backend = queue()
    send(backend, "first", "room")
    (held,) = receive_message(backend, "commands.fifo", 1, 0, 15)
    send(backend, "second", "room")
    assert held.receipt_handle
    with ThreadPoolExecutor() as pool, patch.object(services, "receive_now", wraps=services.receive_now) as asked:
        waiting = pool.submit(receive, backend, 20)
        assert eventually(lambda: asked.call_count > 0)
        backend.delete_message("commands.fifo", held.receipt_handle)

        assert waiting.result(10) == ["second"]
