"""A ticket opens one connection, soon, and says nothing to whoever reads the table."""

import time

import pytest

from functions.live import connections, tickets
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.live.tickets import TICKET_SECONDS, TicketsItem
from tests.functions.control import bearer
from tests.functions.live.listening import GatewayStub, connect, http, ticket
from tests.functions.mux_control.test_access import signed


def test_a_ticket_opens_one_connection_and_no_second(gateway: GatewayStub) -> None:
    bought = ticket()

    assert connect("one", bought) == 200
    assert connect("two", bought) == 401


def test_a_ticket_is_good_for_thirty_seconds(gateway: GatewayStub, monkeypatch: pytest.MonkeyPatch) -> None:
    bought, now = ticket(), time.time()
    monkeypatch.setattr("functions.live.tickets.time.time", lambda: now + TICKET_SECONDS + 1)

    assert connect("one", bought) == 401


@pytest.mark.parametrize("wrong", ["", "x", "ü", "\ud800", "a" * 5000])
def test_what_is_no_ticket_opens_nothing(gateway: GatewayStub, wrong: str) -> None:
    assert connect("one", wrong) == 401


def test_the_table_holds_no_ticket(gateway: GatewayStub) -> None:
    bought = ticket()

    (row,) = TicketsItem.scan()
    assert bought not in str(row.attribute_values)


def test_the_address_is_a_websockets_and_carries_no_token(gateway: GatewayStub) -> None:
    headers = bearer("view")
    told = http().post("/v1/live", headers=headers).json()

    assert told["url"].startswith("wss://live.example.com/live?ticket=")
    assert headers["Authorization"].split()[1] not in told["url"]
    assert told["expires_at"].endswith("Z")


def test_only_who_may_view_gets_a_ticket(gateway: GatewayStub) -> None:
    assert http().post("/v1/live", headers=bearer("record")).json()["code"] == "missing_ability"
    assert http().post("/v1/live", headers={"Authorization": ""}).status_code == 401


def test_one_holders_connections_end_with_the_hours_and_another_still_gets_one(
    gateway: GatewayStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happens is posted to every connection: nobody makes it thousands."""
    monkeypatch.setattr(tickets, "MOST_AN_HOUR", 3)
    now = time.time() // 3600 * 3600 + 1000
    monkeypatch.setattr("functions.live.tickets.time.time", lambda: now)
    ada, grace = ({"Authorization": f"Bearer {signed(sub=sub, can=['view'])}"} for sub in ("ada", "grace"))
    answers = [http().post("/v1/live", headers=ada) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert (answers[3].json()["code"], answers[3].headers["retry-after"]) == ("rate_limited", "2600")
    assert http().post("/v1/live", headers=grace).status_code == 200


def test_without_tables_nobody_is_let_in(gateway: GatewayStub, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> None:
        raise TablesUnavailable("gone")

    monkeypatch.setattr(connections, "admitted", broken)

    assert connect("one", "x") == 503
