"""The environment of every test: no AWS account, no address but this machine's, fixed secrets of no worth."""

import os

# Before anything of ours is imported: settings are read when a module is loaded.
os.environ.update(
    {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "PIN_HASH_KEY": "a-key-for-tests-that-is-long-enough",
        "STREAM_KEY_SECRET": "a-secret-for-stream-keys-that-is-long-enough",
        "WEBHOOK_KEY_SECRET": "a-secret-for-webhooks-that-is-long-enough",
        "WEBHOOK_ALLOWED_TARGETS": "127.0.0.0/8",
        "LIVE_URL": "wss://live.example.com/live",
        "LIVE_CONNECTIONS_URL": "https://live.example.com/live",
        "API_TOKEN_SECRET": "a-token-secret-for-tests-that-is-long-enough",
        "ENTRY_TOKEN_SECRET": "a-secret-for-tokens-of-entries-long-enough",
        "CALL_PAGE_URL": "https://meet.example.com/call/",
        "SIP_WEBSOCKET_URL": "wss://sip.example.com:7443",
        "STUN_URLS": "stun:turn.example.com",
        "TURN_URLS": "turn:turn.example.com,turns:turn.example.com:5349?transport=tcp",
        "TURN_SECRET": "a-secret-that-coturn-has-long-enough",
        "POWERTOOLS_METRICS_DISABLED": "true",
        "POWERTOOLS_DEV": "false",
        "TABLE_PREFIX": "test-",
    }
)
for name in ("AWS_ENDPOINT_URL", "AWS_PROFILE", "ESL_HOST", "ESL_PASSWORD"):
    os.environ.pop(name, None)

from collections.abc import Generator, Iterator

import hypothesis
import pytest
from moto import mock_aws

from functions.directory.entries import strangers
from functions.shared.tables.assets import AssetsItem
from functions.shared.tables.base import TableItem
from functions.shared.tables.claims import ClaimsItem
from functions.shared.tables.commands.rows import CommandsItem
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.counters.attempts import AttemptsItem
from functions.shared.tables.fleet.crossings import CrossingsItem
from functions.shared.tables.history.audit import AuditItem
from functions.shared.tables.history.people import PeopleItem
from functions.shared.tables.known.identities import forget_identities
from functions.shared.tables.known.people import forget_people
from functions.shared.tables.live.connections import ConnectionsItem
from functions.shared.tables.nodes import NodesItem
from functions.shared.tables.provisioned.identities import IdentitiesItem
from functions.shared.tables.provisioned.layouts import LayoutsItem
from functions.shared.tables.provisioned.rendered import RenderedItem
from functions.shared.tables.provisioned.rooms import RoomsItem
from functions.shared.tables.provisioned.routes import RoutesItem
from functions.shared.tables.provisioned.users import UsersItem, forget_domains
from tests import quick_moto
from tests.nodes import serve
from tests.tables import make_tables

quick_moto.install()

# How long a generated case takes is no claim of any test, and a busy machine stops for 200 ms now and then.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.load_profile("here")

LOOKUP_TABLES: tuple[type[TableItem], ...] = (
    UsersItem,
    RoutesItem,
    RoomsItem,
    RenderedItem,
    AttemptsItem,
    LayoutsItem,
    IdentitiesItem,
    ConferencesItem,
    ClaimsItem,
    CrossingsItem,
)
# Provisioning tells the nodes which users changed, and the audit who changed them.
TABLES_OF_NODES: tuple[type[TableItem], ...] = (
    NodesItem,
    CommandsItem,
    AuditItem,
    PeopleItem,
    AssetsItem,
    # Who observes by the right that a file may take away.
    ConnectionsItem,
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--failed-before", action="append", default=[], help="a suite that `make test` ran before and that failed"
    )
    parser.addoption(
        "--changes", type=int, default=100, help="how much happens while a relay is killed (test_killed_while_telling)"
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> Generator[None]:
    """Below the hundreds of lines that were skipped, above pytest's own last line, where nobody misses it."""
    yield
    again = terminalreporter.getreports("rerun")
    if again:
        terminalreporter.section("ran twice, for what went wrong the first time", yellow=True)
        terminalreporter.line("\n".join(f"{report.nodeid}: {_reason(report)}" for report in again))
    failed = config.getoption("--failed-before")
    if failed:
        terminalreporter.section("failed before pytest began, see above", red=True)
        terminalreporter.line("\n".join(failed))


def _reason(report: pytest.TestReport) -> str:
    """One line of what went wrong, and where."""
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(report.longrepr)[-200:] if crash is None else f"{crash.path}:{crash.lineno}: {crash.message}"[:400]


@pytest.fixture
def lookup_tables() -> Iterator[None]:
    """The tables of the look-ups and of provisioning, empty but for who the node is that asks."""
    with mock_aws():
        make_tables(LOOKUP_TABLES + TABLES_OF_NODES)
        serve("example.com")
        forget_people()
        yield
        forget_domains()
        forget_identities()
        strangers.forget()
