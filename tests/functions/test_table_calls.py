"""How often each look-up asks DynamoDB: the same for a hit and a miss."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from starlette.applications import Starlette

from functions.dialplan.app import app as dialplan
from functions.directory.app import app as directory
from functions.shared.tables import base
from functions.shared.tables.known.identities import KNOWN_SECONDS, forget_identities
from tests.functions.claims import node
from tests.functions.lookups import ask, provision

pytestmark = pytest.mark.usefixtures("lookup_tables")


def calls_of(app: Starlette, path: str, fields: Mapping[str, str], *, warm: bool = True) -> list[str]:
    """The calls of one look-up by a node that has asked before, unless it is not `warm`."""
    if not warm:
        forget_identities()
    with calls_made() as calls:
        ask(app, path, fields)
    return calls


@contextmanager
def calls_made() -> Iterator[list[str]]:
    """Gives what DynamoDB was asked, once it is over."""
    client, made = base.shared_connection().client, list[str]()
    with patch.object(client, "_make_api_call", wraps=client._make_api_call) as calls:
        yield made
        made += [call.args[0] for call in calls.call_args_list]


@pytest.mark.parametrize("user", ["1000", "nobody", "a b"])
def test_the_directory_asks_once_and_while_it_remembers_the_domain_only_for_the_user(user: str) -> None:
    provision()

    fields = {"section": "directory", "action": "sip_auth", "user": user, "domain": "example.com"}
    assert calls_of(directory, "/directory", fields) == ["BatchGetItem"]
    assert calls_of(directory, "/directory", fields) == ["GetItem"]


def test_the_dialplan_asks_for_the_routes_and_then_the_user_who_is_called() -> None:
    provision()

    caller = {"variable_sip_authorized": "true", "variable_user_name": "1000", "variable_domain_name": "example.com"}
    fields = {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "1001", **caller}
    assert calls_of(dialplan, "/dialplan", fields) == ["BatchGetItem", "BatchGetItem"]
    assert calls_of(dialplan, "/dialplan", fields) == ["BatchGetItem", "GetItem"]


@pytest.mark.parametrize(
    ("number", "calls"),
    [("999", ["BatchGetItem", "BatchGetItem"]), ("1001", ["BatchGetItem"]), ("777", ["BatchGetItem"])],
)
def test_the_dialplan_asks_for_the_routes_and_then_the_room(number: str, calls: list[str]) -> None:
    provision()

    fields = {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": number}
    assert calls_of(dialplan, "/dialplan", fields) == calls


def test_whoever_comes_first_into_a_conference_writes_once_that_it_is_on_their_node_and_nobody_else_does() -> None:
    provision()
    node("fs1", at=time.time())

    fields = {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "999"}
    assert calls_of(dialplan, "/dialplan", fields) == ["BatchGetItem", "BatchGetItem", "PutItem"]
    assert calls_of(dialplan, "/dialplan", fields) == ["BatchGetItem", "BatchGetItem"]


def test_who_asks_is_read_once_in_half_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    provision()
    now = 1000.0
    monkeypatch.setattr("functions.shared.tables.known.identities.time.monotonic", lambda: now)

    fields = {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "777"}
    calls = [calls_of(dialplan, "/dialplan", fields, warm=False)]
    for seconds in (KNOWN_SECONDS - 0.1, 0.2):
        now += seconds
        calls.append(calls_of(dialplan, "/dialplan", fields))

    assert calls == [["GetItem", "BatchGetItem"], ["BatchGetItem"], ["GetItem", "BatchGetItem"]]
