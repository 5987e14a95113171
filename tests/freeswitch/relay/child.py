"""A relay in a process of its own, against this process's tables, queue and stand-in."""

import json
import os
import socket
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3

# gevent reaps every child of this process once it has had one of its own, so it must know of these.
from gevent import subprocess
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.server import ThreadedMotoServer
from moto.sqs.models import sqs_backends

from functions.shared.tables.commands.rows import CommandsItem
from functions.shared.tables.nodes import NodesItem
from infra.local.aws import dynamodb
from tests.freeswitch.relay.play import NODE, PASSWORD, REGION, Play, until

ROOT = Path(__file__).parents[3]


@contextmanager
def aws_server() -> Iterator[str]:
    """This process's moto, reachable over HTTP; as in `make run` it does one thing at a time."""
    put_back = dynamodb.install()
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()
        put_back()


@contextmanager
def relay_process(
    playground: Play, aws: str, *arguments: str, module: str = "tests.freeswitch.relay.runner", health_port: int = 0
) -> Iterator["subprocess.Popen[str]"]:
    """Start the relay; it is killed at the end if it still runs."""
    queue = playground.queue_url.rsplit("/", 1)[-1]
    environment = (
        {"RECORDINGS_ROOT": "/nowhere"}
        | os.environ
        | {
            "AWS_ENDPOINT_URL": aws,
            "COMMAND_QUEUE_URL": f"{aws}/{DEFAULT_ACCOUNT_ID}/{queue}",
            "ESL_PORT": str(playground.switch.port),
            "ESL_PASSWORD": PASSWORD,
            "NODE_NAME": NODE,
            "RELAY_HEALTH_PORT": str(health_port),
            "DYNAMODB_READ_SECONDS": "2",
        }
    )
    # Not a pipe: nobody would read it, and when it is full the relay stands still.
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env=environment,
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def health(port: int) -> tuple[int, dict[str, object]]:
    """Status and facts of a relay's `/healthz`; 0 before it listens."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, json.load(refusal)
    except OSError:
        return 0, {}


def serving() -> bool:
    """Whether a relay holds the node's lease and has FreeSWITCH."""
    try:
        node = NodesItem.get(NODE, consistent_read=True)
    except NodesItem.DoesNotExist:
        return False
    return node.lease_owner is not None and bool(node.switch_up)


def wait_for_relay() -> None:
    until(serving, 30)


def let_time_pass() -> None:
    """As if the lease, the claims and the visibility of a dead relay had run out; one that lives would lose its own."""
    NodesItem(NODE).update(actions=[NodesItem.lease_owner.remove()])
    for item in CommandsItem.scan():
        item.update(actions=[CommandsItem.until.set(0)])
    messages_come_back()


def messages_come_back() -> None:
    """As if the visibility of all messages in hand had run out; a relay that lives keeps its lease."""
    for queue in sqs_backends[DEFAULT_ACCOUNT_ID][REGION].queues.values():
        for message in queue._messages:
            message.visible_at = 0


def waiting_messages(url: str, *, hidden: bool = True) -> int:
    """How many messages a queue holds; those that somebody has in hand are hidden."""
    attributes = boto3.client("sqs", region_name=REGION).get_queue_attributes(
        QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    )["Attributes"]
    return sum(int(number) for name, number in attributes.items() if hidden or not name.endswith("NotVisible"))
