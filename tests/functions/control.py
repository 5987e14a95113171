"""A small installation for tests of the API: tables, a queue, one served node, two conferences, tokens."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from moto import mock_aws
from starlette.testclient import TestClient

from functions.mux_control.app import create_app
from functions.shared.api.auditing import forget_refusals
from functions.shared.command_life.command_queue import sqs_client
from functions.shared.command_life.outcomes import CommandRow, Evidence, Outcome
from functions.shared.rights import ABILITIES
from functions.shared.settings import ApiSettings
from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.assets import AssetsItem
from functions.shared.tables.base import TableItem
from functions.shared.tables.claims import ClaimsItem
from functions.shared.tables.commands.claims import claim_command, finish_command
from functions.shared.tables.commands.rows import CommandsItem, find_command
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.counters.allowances import AllowancesItem
from functions.shared.tables.entries import EntriesItem
from functions.shared.tables.fleet.tellings import TellingsItem
from functions.shared.tables.history.audit import AuditItem
from functions.shared.tables.history.feed import FeedItem
from functions.shared.tables.history.meetings import MeetingsItem
from functions.shared.tables.history.people import PeopleItem
from functions.shared.tables.known.hooks import forget_hooks
from functions.shared.tables.known.nodes import forget_nodes
from functions.shared.tables.known.people import forget_people
from functions.shared.tables.known.revocations import forget_revocations
from functions.shared.tables.live.connections import ConnectionsItem
from functions.shared.tables.live.messages import MessagesItem
from functions.shared.tables.live.tickets import TicketsItem
from functions.shared.tables.nodes import NodesItem
from functions.shared.tables.own_rows import forget_names
from functions.shared.tables.provisioned.identities import IdentitiesItem
from functions.shared.tables.provisioned.layouts import LayoutsItem
from functions.shared.tables.provisioned.rendered import RenderedItem
from functions.shared.tables.provisioned.rooms import RoomsItem
from functions.shared.tables.provisioned.routes import RoutesItem
from functions.shared.tables.provisioned.users import UsersItem
from functions.shared.tables.revocations import RevocationsItem
from functions.shared.tables.webhooks.rows import WebhooksItem
from infra.token import mint
from tests.permissions import As
from tests.tables import fill_table, make_tables

TABLES: tuple[type[TableItem], ...] = (
    ConferencesItem, CommandsItem, NodesItem, UsersItem, LayoutsItem, RenderedItem,
    RoomsItem, RoutesItem, RevocationsItem,
    AllowancesItem, AuditItem, PeopleItem, FeedItem, MeetingsItem, ConnectionsItem, TicketsItem, MessagesItem,
    WebhooksItem, IdentitiesItem, TellingsItem, EntriesItem, AssetsItem, ClaimsItem,
)  # fmt: skip
ADA = "3aa09c8c-5197-4d7c-9a53-902dbf37db52"
BOB = "9d1c4d0e-0b1f-4a39-8d0b-6d6f0f1f7a11"
SETTINGS = ApiSettings(
    token_secrets=("a-token-secret-for-tests-that-is-long-enough-for-every-hash-size",),
    entry_secrets=("a-secret-for-tokens-of-entries-long-enough",),
    requests_at_once=100_000,
    requests_per_second=1000,
)
CONFIRMED = Outcome(
    state="confirmed",
    reply="+OK mute 3",
    evidence=Evidence(kind="event", event="mute-member", at="2026-01-01T00:00:00Z"),
)


@contextmanager
def installation() -> Iterator[str]:
    """The tables and the queue; gives the queue's URL."""
    with mock_aws():
        make_tables(TABLES)
        queue = sqs_client().create_queue(QueueName="node-fs1.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
        forget_nodes()
        forget_names()
        forget_revocations()
        forget_people()
        forget_refusals()
        forget_hooks()
        node(queue=queue, lease=3600)
        fill_table(ConferencesItem, start_conference)
        yield queue


def node(
    name: str = "fs1",
    *,
    beat: float = 0.0,
    switch: float | None = 0.0,
    served: bool = True,
    queue: str = "queue",
    lease: float = 10.0,
) -> None:
    """A node's row as its relay left it: so many seconds ago were its last beat and its last sight of FreeSWITCH.

    Args:
        switch: as long as `beat` for a node that is up; longer where FreeSWITCH was away at the last beat; None: never.
        served: whether a relay holds the lease, unless it has run out by now.
        lease: how many seconds it holds from the last beat on.
    """
    now = time.time()
    NodesItem(
        name,
        queue_url=queue,
        heartbeat=now - beat,
        lease_owner="relay-1" if served else None,
        lease_until=now - beat + lease,
        switch_up=switch == beat,
        switch_seen=0 if switch is None else now - switch,
        beats=1,
    ).save()
    forget_nodes()


def start_conference(
    name: str = "internal", *, domain: str = "example.com", revision: int = 17, node: str = "fs1"
) -> None:
    """A conference with Ada and Bob in it."""
    members = (
        MemberState(uuid=ADA, number=3, user="1001", name="Ada", muted=False),
        MemberState(uuid=BOB, number=4, user="1000", name="Bob", muted=True),
    )
    state = ConferenceState(
        name=name, uuid=f"meeting-{name}", node=node, domain=domain, revision=revision, member_count=2, layout="2x2"
    )
    write_rows(state, members=members)


def token(
    *can: str, domain: str = "example.com", conferences: tuple[str, ...] = ("*",), subject: str = "tester"
) -> str:
    """A token; without abilities one that may do everything."""
    return mint(SETTINGS, domain=domain, conferences=conferences, can=can or ABILITIES, subject=subject)


def bearer(*can: str, domain: str = "example.com", conferences: tuple[str, ...] = ("*",)) -> dict[str, str]:
    return {"Authorization": f"Bearer {token(*can, domain=domain, conferences=conferences)}"}


def client(settings: ApiSettings = SETTINGS) -> TestClient:
    """A client with a token that may do everything; the app may do what its policy allows."""
    app = As(create_app(settings), "MuxControlFunction")
    return TestClient(app, headers=bearer(), raise_server_exceptions=False)


def relay_that_ends_with(outcome: Outcome) -> "type[Relay]":
    """A relay in the queue's place: it carries out a command while it is being sent."""
    return type("Relay", (Relay,), {"outcome": outcome})


class Relay:
    """Takes the place of `send_command`."""

    outcome = CONFIRMED

    def __init__(self, _: str, row: CommandRow) -> None:
        claimed = claim_command(row.id, owner="relay-1", now=time.time(), seconds=15)
        assert claimed is not None
        finish_command(row.id, owner="relay-1", attempt=claimed.attempt, outcome=self.outcome, now=time.time())


def stored(command_id: str) -> CommandRow:
    row = find_command(command_id)
    assert row is not None
    return row


def body_of(command_id: str) -> object:
    """What the command says, as JSON."""
    return msgspec.json.decode(stored(command_id).body)
