"""`/healthz` of the functions: ready is who could do his work now."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from moto import mock_aws
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from functions.configuration.app import app as configuration
from functions.dialplan.app import app as dialplan
from functions.directory.app import app as directory
from functions.mux_control.app import create_app
from functions.pin_check.app import app as pin_check
from functions.shared.handlers.readiness import REMEMBERED_SECONDS, health
from functions.shared.tables import base
from functions.shared.tables.base import TableItem
from functions.shared.tables.claims import ClaimsItem
from functions.shared.tables.commands.rows import CommandsItem
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.counters.attempts import AttemptsItem
from functions.shared.tables.nodes import NodesItem
from functions.shared.tables.provisioned.identities import IdentitiesItem
from functions.shared.tables.provisioned.rendered import RenderedItem
from functions.shared.tables.provisioned.rooms import RoomsItem
from functions.shared.tables.provisioned.routes import RoutesItem
from functions.shared.tables.provisioned.users import UsersItem
from tests.functions.control import SETTINGS
from tests.permissions import As
from tests.tables import make_tables

READY: list[tuple[str, Starlette, str, tuple[type[TableItem], ...]]] = [
    ("DirectoryFunction", directory, "/directory/healthz", (IdentitiesItem, UsersItem)),
    (
        "DialplanFunction",
        dialplan,
        "/dialplan/healthz",
        (IdentitiesItem, RoutesItem, RoomsItem, UsersItem, ConferencesItem, ClaimsItem, NodesItem),
    ),
    ("ConfigurationFunction", configuration, "/configuration/healthz", (IdentitiesItem, RoomsItem, RenderedItem)),
    (
        "PinCheckFunction",
        pin_check,
        "/pin-check/healthz",
        (IdentitiesItem, RoomsItem, AttemptsItem, ConferencesItem, ClaimsItem, NodesItem),
    ),
    ("MuxControlFunction", create_app(SETTINGS), "/healthz", (ConferencesItem, CommandsItem, NodesItem)),
]


class Moment:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(autouse=True)
def no_tables() -> Iterator[None]:
    with mock_aws():
        yield


def asked(moment: Moment, *tables: type[TableItem]) -> TestClient:
    return TestClient(Starlette(routes=[Route("/healthz", health(*tables, clock=moment))]))


@pytest.mark.parametrize(("who", "app", "path", "tables"), READY, ids=[one[0] for one in READY])
def test_a_function_is_ready_when_its_tables_answer_and_says_so_without_credentials(
    who: str, app: Starlette, path: str, tables: tuple[type[TableItem], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("functions.shared.handlers.readiness.REMEMBERED_SECONDS", 0)
    probe = TestClient(As(app, who))
    answers = []
    for table in tables:
        answers.append(probe.get(path))
        make_tables([table])

    ready = probe.get(path)

    assert [(answer.status_code, answer.json()["status"]) for answer in answers] == [(503, "not ready")] * len(tables)
    assert [answer.json()["problem"] for answer in answers] == [
        f"the table {table.Meta.table_name} does not answer" for table in tables
    ]
    assert {answer.headers["retry-after"] for answer in answers} == {"5"}
    assert (ready.status_code, ready.json()["status"]) == (200, "ok")


def test_many_who_ask_cost_one_look_into_the_tables() -> None:
    make_tables([UsersItem, RoomsItem])
    moment = Moment()
    probe = asked(moment, UsersItem, RoomsItem)
    client = base.shared_connection().client
    with patch.object(client, "_make_api_call", wraps=client._make_api_call) as calls:
        for _ in range(50):
            assert probe.get("/healthz").status_code == 200
        moment.seconds = REMEMBERED_SECONDS
        probe.get("/healthz")

    assert [call.args[0] for call in calls.call_args_list] == ["GetItem"] * 4


def test_what_was_seen_is_not_told_for_longer_than_five_seconds() -> None:
    moment = Moment()
    probe = asked(moment, UsersItem)
    before = probe.get("/healthz").status_code
    make_tables([UsersItem])
    moment.seconds = REMEMBERED_SECONDS - 0.1
    still = probe.get("/healthz").status_code
    moment.seconds = REMEMBERED_SECONDS

    assert (before, still, probe.get("/healthz").status_code) == (503, 503, 200)
    assert REMEMBERED_SECONDS <= 5
