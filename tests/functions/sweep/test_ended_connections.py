"""A connection of a token that is good no more is closed, however quiet it is."""

import time
from collections.abc import Iterator

import pytest

from functions.shared.feed.reading import events_since
from functions.shared.tables.known.revocations import forget_revocations
from functions.shared.tables.live.connections import ConnectionsItem, Viewer, beginnings, listen, put_connection
from functions.shared.tables.revocations import revoke_token
from functions.sweep import app
from functions.sweep.ended_connections import close_ended
from tests.functions.live.listening import GatewayStub, ask, event, place

NOW = time.time()


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[GatewayStub]:
    with place(monkeypatch) as stub:
        forget_revocations()
        yield stub


def arrive(connection: str, *, token: str = "", ends: float = NOW + 3600) -> None:
    who = Viewer(subject=connection, domain="example.com", conferences=("*",), can=("view",), token=token, ends=ends)
    put_connection(connection, who, now=NOW)
    listen("internal", connection, who, now=NOW)


def test_one_whose_token_has_ended_is_closed_and_forgotten(gateway: GatewayStub) -> None:
    arrive("ended", ends=NOW - 1)
    arrive("good")

    app.run_once(NOW)

    assert gateway.closed == {"ended"}
    # The gateway tells of the end, and then it is forgotten.
    ask(event("DISCONNECT", "ended"))
    assert {item.connection for item in ConnectionsItem.scan()} == {"good"}


def test_one_whose_end_the_gateway_did_not_tell_is_forgotten_by_the_next_run(gateway: GatewayStub) -> None:
    arrive("ended", ends=NOW - 1)
    arrive("good")

    app.run_once(NOW)
    assert {item.connection for item in ConnectionsItem.scan()} == {"ended", "good"}
    gateway.gone.add("ended")
    app.run_once(NOW)

    assert {item.connection for item in ConnectionsItem.scan()} == {"good"}
    left = [one for one in events_since("internal", 0) if one.type == "presence.left"]
    assert [one.data for one in left] == [{"subject": "ended"}]


def test_one_whose_token_was_revoked_is_closed(gateway: GatewayStub) -> None:
    arrive("revoked", token="t1")
    arrive("good", token="t2")
    revoke_token("example.com", "t1", until=NOW + 3600)
    forget_revocations()

    app.run_once(NOW)

    assert gateway.closed == {"revoked"}


def test_without_time_the_rest_is_left_to_the_next_run(gateway: GatewayStub) -> None:
    for number in range(3):
        arrive(f"c{number}", ends=NOW - 1)
    turns = iter([True, False])

    close_ended(lambda: next(turns), now=NOW)
    assert len(gateway.closed) == 1
    close_ended(lambda: True, now=NOW)

    assert len(gateway.closed) == 3


def test_what_listens_to_beginnings_is_no_conference(gateway: GatewayStub) -> None:
    who = Viewer(subject="s", domain="example.com", conferences=("*",), can=("view",), ends=NOW - 1)
    put_connection("ended", who, now=NOW)
    listen(beginnings("example.com"), "ended", who, now=NOW)
    gateway.gone.add("ended")

    app.run_once(NOW)

    assert list(ConnectionsItem.scan()) == []
    assert events_since(beginnings("example.com"), 0) == []
