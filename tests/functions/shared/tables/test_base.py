"""One client for every table, look-ups that end, and a broken table that says so."""

import socket
import threading
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest

from functions.shared.tables import base
from functions.shared.tables.base import AT_ONCE, TablesUnavailable, batch_get, shared_connection
from functions.shared.tables.provisioned.rooms import RoomsItem, find_room
from functions.shared.tables.provisioned.routes import RoutesItem
from functions.shared.tables.provisioned.users import UsersItem, find_user


@pytest.mark.usefixtures("lookup_tables")
def test_all_tables_share_one_client() -> None:
    clients = {id(kind._get_connection().connection.client) for kind in (UsersItem, RoutesItem, RoomsItem)}

    assert clients == {id(base.shared_connection().client)}


@pytest.mark.usefixtures("lookup_tables")
def test_the_client_has_a_connection_for_each_of_those_who_ask_at_once() -> None:
    config: Any = shared_connection().client.meta.config

    assert config.max_pool_connections == AT_ONCE


@pytest.mark.usefixtures("lookup_tables")
def test_a_batch_finds_what_is_there_and_leaves_out_the_rest() -> None:
    UsersItem("example.com", "user#1", body="{}").save()

    found = batch_get(UsersItem, [("example.com", "user#1"), ("example.com", "user#2"), ("example.com", "user#1")])

    assert [item.key for item in found] == ["user#1"]


@pytest.mark.usefixtures("lookup_tables")
def test_keys_left_out_by_a_throttled_table_are_asked_for_once_more_and_then_it_is_unavailable() -> None:
    asked = []

    def throttled(*, RequestItems: dict[str, object]) -> dict[str, object]:  # noqa: N803  # botocore's name
        asked.append(RequestItems)
        return {"Responses": {}, "UnprocessedKeys": RequestItems}

    with (
        patch.object(base.shared_connection().client, "batch_get_item", throttled),
        pytest.raises(TablesUnavailable, match="throttled"),
    ):
        batch_get(UsersItem, [("example.com", "user#1")])

    assert len(asked) == 2


@pytest.mark.usefixtures("lookup_tables")
def test_an_item_that_another_version_wrote_is_a_broken_table_not_a_crash() -> None:
    RoomsItem("internal", "#", body='{"name": 3}').save()

    with pytest.raises(TablesUnavailable, match="not a Room"):
        find_room("internal")


@pytest.fixture
def silent_host() -> Iterator[int]:
    """A port that takes connections and never answers."""
    listener = socket.create_server(("127.0.0.1", 0))
    taken: list[socket.socket] = []

    def accept() -> None:
        try:
            while True:
                taken.append(listener.accept()[0])
        except OSError:
            return

    threading.Thread(target=accept, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()
    for connection in taken:
        connection.close()


@pytest.mark.parametrize("gone", [False, True], ids=["silent", "refusing"])
def test_a_silent_or_absent_dynamodb_is_given_up(gone: bool, silent_host: int, monkeypatch: pytest.MonkeyPatch) -> None:
    port = 1 if gone else silent_host
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", f"http://127.0.0.1:{port}")
    connection = base.shared_connection.__wrapped__()
    monkeypatch.setattr(base, "shared_connection", lambda: connection)

    with pytest.raises(TablesUnavailable):
        find_user("example.com", "1000")


def test_the_waits_of_a_look_up_add_up_to_less_than_its_budget_of_one_and_a_half_seconds() -> None:
    config: Any = base.shared_connection().client.meta.config
    attempts = config.retries["total_max_attempts"]

    # Standard mode waits up to a second before a second try, scaled by a random number; a time-out is tried once more.
    assert attempts == 2
    assert config.connect_timeout * attempts < 1.5
    assert config.read_timeout * attempts < 1.5
