"""DynamoDB, SQS and S3 on this machine: moto's server as a process of its own, given a listening socket and a key."""

import logging
import socket
import sys
import time

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.sqs.models import Message, SQSBackend
from werkzeug.serving import WSGIRequestHandler, make_server

from functions.shared.settings import EmbeddedAwsSettings, read
from infra.local.aws import dynamodb
from infra.local.aws.gate import AwsGate

LOOK_AGAIN_SECONDS = 0.05

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
    arrival = backend.get_queue(queue_name)._messages_lock
    while True:
        found = receive_now(backend, queue_name, count, 0, visibility_timeout, message_attribute_names)
        if found or time.monotonic() >= deadline:
            return found
        with arrival:
            arrival.wait(LOOK_AGAIN_SECONDS)


class QuietHandler(WSGIRequestHandler):
    """One connection for many requests, answered at once."""

    protocol_version = "HTTP/1.1"
    # Headers and body are written apart; without this each answer would wait 40 ms for an acknowledgement.
    disable_nagle_algorithm = True

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: the messages of a queue and the rows of a table are nobody's business."""


def main() -> None:
    dynamodb.install()
    SQSBackend.receive_message = receive_message  # type: ignore[method-assign, assignment]  # its only seam
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    listening = socket.socket(fileno=int(sys.argv[1]))
    host, port = listening.getsockname()[:2]
    settings = read(EmbeddedAwsSettings)
    app = AwsGate(
        DomainDispatcherApplication(create_backend_app),
        key=settings.access_key,
        secret=settings.secret_key,
        names=settings.names,
    )
    server = make_server(host, port, app, threaded=True, request_handler=QuietHandler, fd=listening.fileno())
    server.serve_forever()


if __name__ == "__main__":
    main()
