"""DynamoDB, SQS and S3 on this machine: moto's server as a process of its own, given a listening socket and a key.

Where it is also given the descriptor of a lock and the file behind it, it keeps rows and objects there.
"""

import functools
import os
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from moto.sqs.models import Message, SQSBackend

from functions.shared.settings import EmbeddedAwsSettings, read
from infra.local.aws import buckets, dynamodb, pace
from infra.local.aws.gate import AwsGate
from infra.local.aws.keeping.keeper import Keeper
from infra.local.aws.keeping.store import Store
from infra.local.aws.serving import Dispatcher, serve

# While something is in somebody's hands: nothing tells when it comes back because its time there is over.
LOOK_AGAIN_SECONDS = 0.25
# While a queue is empty: whatever comes wakes who waits.
LOOK_ANYWAY_SECONDS = 1.0

receive_now = SQSBackend.receive_message


def receive_message(  # noqa: PLR0917  # as moto calls it
    backend: SQSBackend,
    queue_name: str,
    count: int,
    wait_seconds_timeout: int,
    visibility_timeout: int,
    message_attribute_names: list[str] | None = None,
) -> list[Message]:
    """Wait for messages as SQS does.

    moto's own waiting looks once at which groups are in flight, so that the next message of a group waits for the end
    of the poll, and does so with all of a processor.
    """
    deadline = time.monotonic() + wait_seconds_timeout
    queue = backend.get_queue(queue_name)
    with queue._messages_lock:
        while True:
            found = receive_now(backend, queue_name, count, 0, visibility_timeout, message_attribute_names)
            left = deadline - time.monotonic()
            if found or left <= 0:
                return found
            queue._messages_lock.wait(min(left, LOOK_AGAIN_SECONDS if queue._messages else LOOK_ANYWAY_SECONDS))


def one_at_a_time(method: Callable[..., None]) -> Callable[..., None]:
    """Let nobody else read or change the queue meanwhile, and wake who waits: the next of a group may come now.

    moto goes through a queue's messages in one thread while it changes them in another: a message that comes while one
    is deleted would be lost, and who receives would get an error.
    """

    @functools.wraps(method)
    def guarded(backend: SQSBackend, queue_name: str, *args: object, **named: object) -> None:
        queue = backend.get_queue(queue_name)
        with queue._messages_lock:
            method(backend, queue_name, *args, **named)
            queue._messages_lock.notify_all()

    return guarded


def install() -> Callable[[], None]:
    """Replace moto's own; gives what puts them back."""
    kept = SQSBackend.receive_message, SQSBackend.delete_message, SQSBackend.change_message_visibility
    mended = receive_message, one_at_a_time(kept[1]), one_at_a_time(kept[2])
    _put(mended)
    return functools.partial(_put, kept)


def _put(methods: tuple[Callable[..., Any], ...]) -> None:
    for name, method in zip(("receive_message", "delete_message", "change_message_visibility"), methods, strict=True):
        setattr(SQSBackend, name, method)


def keep(path: Path) -> None:
    """Keep what changes in this file until somebody ends the process, and then end it."""
    keeper = Keeper(Store(path), tables=dynamodb.one_at_a_time, buckets=buckets.one_at_a_time)
    keeper.install()
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())

    def run() -> None:
        kept = False
        try:
            kept = keeper.run(ending)
        except Exception:  # noqa: BLE001  # whatever it is: who keeps nothing any more must not look as if they did
            traceback.print_exc()
        # The server would wait for those who wait for messages; nobody is left who could read them.
        os._exit(0 if kept else 1)

    threading.Thread(target=run, name="keeper", daemon=True).start()


def main() -> None:
    dynamodb.install()
    buckets.install()
    pace.install()
    install()
    listening, *kept = sys.argv[1:]
    if kept:
        # The lock is held by whoever has its descriptor open: this process too, until it has written everything.
        _lock, path = kept
        keep(Path(path))
    settings = read(EmbeddedAwsSettings)
    app = AwsGate(Dispatcher(), key=settings.access_key, secret=settings.secret_key, names=settings.names)
    serve(app, socket.socket(fileno=int(listening)))


if __name__ == "__main__":
    main()
