"""Two switches, each with a relay of its own, on one local stack; the second one's way to the tables can be cut."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import yaml

from functions.shared.nodes.passwords import hashed
from tests.live.processes import ROOT, free_ports, wait_until
from tests.live.relays import OtherRelay, relay_of
from tests.live.stack import LOOKUP_PASSWORD, Stack
from tests.live.switch import HOST, Switch
from tests.soak.proxy import Proxy

FIRST, SECOND = "fs1", "fs2"
PASSWORD = "look-ups-of-the-second-node-0123456789"
RTP_OF_SECOND = {"RTP_START_PORT": "42000", "RTP_END_PORT": "42998"}
# A call that crosses is three of them, and a hundred come at once.
MANY = {"SESSIONS_PER_SECOND": "500"}
# A node whose relay has been silent for so long is lost; the sweep comes once a minute.
LOST_SECONDS = 20.0


@dataclass
class Fleet:
    """Both nodes. The first one's relay is the stack's own.

    Attributes:
        wire: what the second relay reaches the tables, its queue and the buckets by.
    """

    stack: Stack
    first: Switch
    second: Switch
    relay: OtherRelay
    wire: Proxy

    def node(self, name: str) -> dict[str, Any]:
        """A node as the API shows it."""
        status, shown = self.stack.ask("GET", f"/v1/nodes/{name}")
        return shown if status == 200 else {"state": "none", "status": status}

    def users(self, conference: str) -> list[str]:
        """Who is in a conference, as the API shows it."""
        shown: Any = self.stack.ask("GET", f"/v1/conferences/{conference}")[1]
        return sorted(str(one["user"]) for one in shown.get("members", ()))


def provision(stack: Stack, file: Path, first: Switch, second: Switch, more: dict[str, Any] | None = None) -> None:
    """The demo's domain on two nodes that reach each other, and whatever else a test wants of it."""
    wanted = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
    wanted["nodes"] = [
        {
            "name": name,
            "domains": ["example.com"],
            "address": f"{HOST}:{switch.ports['nodes']}",
            "websocket": switch.websocket,
        }
        for name, switch in ((FIRST, first), (SECOND, second))
    ]
    wanted["nodes"][1]["credentials"] = [hashed(PASSWORD)]
    wanted |= more or {}
    file.write_text(yaml.safe_dump(wanted), encoding="utf-8")
    stack.provision(file)


@contextmanager
def fleet(folder: Path, **relay_setting: str) -> Iterator[Fleet]:
    """Start all of it; it is ended as well if a part of it does not start.

    Args:
        relay_setting: what the second relay is told otherwise than the first.
    """
    port, aws_port, health = free_ports(3)
    homes = [folder / name for name in (FIRST, SECOND)]
    for home in homes:
        home.mkdir()
    binary = os.environ["FREESWITCH"]
    url = f"http://{HOST}:{port}"
    first = Switch(binary, homes[0], url, LOOKUP_PASSWORD, **MANY)
    second = Switch(
        binary,
        homes[1],
        url,
        PASSWORD,
        NODE_NAME=SECOND,
        XML_CURL_USER=SECOND,
        LOG_LEVEL="notice",
        **RTP_OF_SECOND,
        **MANY,
    )
    stack = Stack(homes[0], port, aws_port, first.ports["esl"])
    stack.environ["CALL_SERVERS"] = f"{first.websocket},{second.websocket}"
    with ExitStack() as parts:
        parts.callback(stack.stop)
        stack.start()
        for switch in (first, second):
            parts.callback(switch.stop)
        # Who a node is is remembered for half a minute, so both are known before they ask for anything.
        provision(stack, folder / "nodes.yaml", first, second)
        first.start()
        second.start()
        wire = Proxy("tables", aws_port)
        parts.callback(wire.close)
        relay = OtherRelay(_environ(stack, second, homes[1], wire, health) | relay_setting, homes[1] / "relay")
        parts.callback(relay.stop)
        relay.start()
        running = Fleet(stack, first, second, relay, wire)
        wait_until(
            lambda: [running.node(name)["state"] for name in (FIRST, SECOND)] == ["up", "up"],
            "both nodes are up", within=60,
        )  # fmt: skip
        yield running


def _environ(stack: Stack, switch: Switch, home: Path, wire: Proxy, health: int) -> dict[str, str]:
    """The second relay's: the stack's own one's, but for what is the node's."""
    assert stack.program
    own = Path(f"/proc/{relay_of(stack.program.process.pid)}/environ").read_text(encoding="utf-8")
    environ = dict(pair.split("=", 1) for pair in own.split("\0") if pair)
    environ |= {
        "NODE_NAME": SECOND,
        "ESL_PORT": str(switch.ports["esl"]),
        "COMMAND_QUEUE_URL": _queue(stack).replace(f":{stack.environ['LOCAL_AWS_PORT']}/", f":{wire.port}/"),
        "RELAY_HEALTH_PORT": str(health),
        "RECORDINGS_ROOT": str(home / "state/recordings"),
        "STILLS_ROOT": switch.environ["STILLS_ROOT"],
        "ASSETS_ROOT": str(home / "state/assets"),
    }
    aws = f":{stack.environ['LOCAL_AWS_PORT']}"
    return {
        name: text.replace(aws, f":{wire.port}") if name.startswith("AWS_ENDPOINT_URL") else text
        for name, text in environ.items()
    }


def _queue(stack: Stack) -> str:
    """A queue of the second node, as its own stack makes one."""
    told = stack.exported()
    sqs = boto3.client(
        "sqs", endpoint_url=told.get("AWS_ENDPOINT_URL"), region_name=told.get("AWS_DEFAULT_REGION", "eu-central-1"),
        aws_access_key_id=told["AWS_ACCESS_KEY_ID"], aws_secret_access_key=told["AWS_SECRET_ACCESS_KEY"],
    )  # fmt: skip
    return sqs.create_queue(
        QueueName=f"commands-{SECOND}.fifo", Attributes={"FifoQueue": "true", "VisibilityTimeout": "15"}
    )["QueueUrl"]
