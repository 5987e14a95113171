"""A relay in this process, with a stand-in FreeSWITCH, tables and a queue: everything real but AWS and the switch."""

import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import boto3
from gevent.event import Event as Signal
from moto import mock_aws

from freeswitch.relay.commands.inbox import MOST_TRIES
from freeswitch.relay.outputs.put_together import AllOutputSettings
from freeswitch.relay.process import Relay
from functions.shared.command_life.command_queue import send_command
from functions.shared.command_life.outcomes import CommandRow, id_at_node
from functions.shared.commands import Command, encode_command, kind_of
from functions.shared.settings import RelaySettings
from functions.shared.tables.assets import AssetsItem
from functions.shared.tables.base import TableItem
from functions.shared.tables.claims import ClaimsItem
from functions.shared.tables.commands.rows import CommandsItem, create_command, find_command
from functions.shared.tables.conferences.rows import ConferencesItem, StoredConference, find_conference
from functions.shared.tables.history.feed import FeedItem
from functions.shared.tables.history.meetings import MeetingsItem
from functions.shared.tables.live.tickets import TicketsItem
from functions.shared.tables.nodes import NodesItem
from functions.shared.tables.provisioned.rooms import RoomsItem
from functions.shared.telemetry.metric_names import RelayMetric
from infra.fake_freeswitch.fake import FakeFreeswitch
from tests import tables
from tests.freeswitch.relay.proxy import Proxy, proxy_to

if TYPE_CHECKING:
    from mypy_boto3_sqs.literals import QueueAttributeNameType

PASSWORD = "a-password-of-more-than-20-characters"
NODE = "fs1"
REGION = "eu-central-1"
UNEXPECTED: tuple[RelayMetric, ...] = ("UnexpectedErrors", "LoopsSpinning")


def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Let others run until something holds; where nothing is said of time, a busy machine has some."""
    deadline = time.monotonic() + seconds
    turn = Signal()
    while not condition():
        assert time.monotonic() < deadline, "what was awaited did not come"
        turn.wait(0.005)


def make_queue(name: str = f"commands-{NODE}", *, visibility: int = 15) -> tuple[str, str]:
    """A FIFO queue with its dead-letter queue; gives both addresses."""
    sqs = boto3.client("sqs", region_name=REGION)
    dead = sqs.create_queue(QueueName=f"{name}-dead.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    attributes: dict[QueueAttributeNameType, str] = {
        "FifoQueue": "true",
        "VisibilityTimeout": str(visibility),
        "RedrivePolicy": json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": str(MOST_TRIES)}),
    }
    return sqs.create_queue(QueueName=f"{name}.fifo", Attributes=attributes)["QueueUrl"], dead


def make_tables(*, mocked: bool = True) -> None:
    kinds: tuple[type[TableItem], ...] = (
        ConferencesItem, CommandsItem, NodesItem, FeedItem, MeetingsItem, RoomsItem, AssetsItem, ClaimsItem,
        TicketsItem,
    )  # fmt: skip
    if mocked:
        tables.make_tables(kinds)
        return
    for kind in kinds:
        kind.create_table(billing_mode="PAY_PER_REQUEST")


def command_row(command: Command, conference: str, conference_uuid: str, *, seconds: float = 30.0) -> CommandRow:
    """The row that the API writes."""
    now = time.time()
    return CommandRow(
        id=id_at_node(NODE, uuid.uuid4().hex),
        kind=kind_of(command),
        body=encode_command(command).decode(),
        node=NODE,
        domain="example.com",
        subject="a test",
        created_at=now,
        deadline=now + seconds,
        conference=conference,
        conference_uuid=conference_uuid,
    )


@dataclass
class Play:
    """What a test plays on."""

    switch: FakeFreeswitch
    relay: Relay
    queue_url: str
    dead_url: str
    proxy: Proxy
    settings: RelaySettings
    # What the test itself has made go wrong.
    unexpected: set[RelayMetric] = field(default_factory=set)

    def start(self) -> None:
        """Take the lease, connect, follow and write, in the relay's own loops; commands run when a test says so."""
        self.relay.lease.beat_once()
        self.relay.begin("lease", "switch", "events", "rows")
        until(self.relay.follower.ready.is_set)

    def stop(self) -> None:
        self.relay.end_loops()
        self.relay.link.leave()

    def stored(self, conference: str) -> StoredConference | None:
        return find_conference(conference)

    def conference_uuid(self, conference: str) -> str:
        return self.switch.conferences[conference].uuid

    def send(self, command: Command, conference: str = "internal", **changes: object) -> str:
        """Do what the API does: write the row, wake the relay."""
        meeting = self.conference_uuid(conference) if conference in self.switch.conferences else ""
        row = command_row(command, conference, str(changes.get("uuid", meeting)))
        create_command(row)
        send_command(self.queue_url, row)
        return row.id

    def work(self, seconds: float = 10.0) -> None:
        """One turn of the worker, to its end."""
        self.relay.worker.run_once(0)
        assert self.relay.hands.join(seconds)

    def row(self, command_id: str) -> CommandRow:
        row = find_command(command_id)
        assert row is not None
        return row

    def done(self, command: Command, conference: str = "internal", **changes: object) -> CommandRow:
        """Send a command and run it to its end."""
        command_id = self.send(command, conference, **changes)
        self.work()
        return self.row(command_id)


@contextmanager
def playground(
    *,
    start: bool = True,
    mocked: bool = True,
    recordings_root: str = "/nowhere",
    stills_root: str = "/nowhere",
    output_settings: AllOutputSettings | None = None,
    proxied: bool = False,
    edge_url: str = "",
    foreign_seconds: int = 0,
) -> Iterator[Play]:
    """Everything for one test; without `mocked` the AWS of the environment is used."""
    with mock_aws() if mocked else nullcontext():
        make_tables(mocked=mocked)
        queue_url, dead_url = make_queue()
        with FakeFreeswitch(PASSWORD) as switch, proxy_to(switch.port) as proxy:
            settings = RelaySettings(
                node=NODE,
                queue_url=queue_url,
                esl_password=PASSWORD,
                esl_port=proxy.port if proxied else switch.port,
                health_port=0,
                recordings_root=recordings_root,
                stills_root=stills_root,
                edge_url=edge_url,
                foreign_seconds=foreign_seconds,
            )
            relay = Relay(settings, REGION, output_settings=output_settings)
            here = Play(switch, relay, queue_url, dead_url, proxy, settings)
            try:
                if start:
                    here.start()
                yield here
            finally:
                here.stop()
        # Whatever a test is about: no loop spins, and nothing goes wrong unexpectedly but what it has made go wrong.
        assert {name for name in UNEXPECTED if here.relay.metrics.totals.get(name)} == here.unexpected
