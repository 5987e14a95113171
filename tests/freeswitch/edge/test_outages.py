"""What FreeSWITCH gets while no function answers, and how long that takes."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

import pytest

from bench.edge.functions_stub import FunctionsStub, functions
from bench.edge.running import edge, free_port
from functions.shared.lookups.keeping import NOBODY
from tests.freeswitch.edge.asking import PATIENCE_S, call, counted, register
from tests.infra.local.running import eventually

FOR_AN_OUTAGE = "Cache-Control: max-age=0, stale-if-error=900"
ENTRY = b'<document><user id="1000" cacheable="600000"><params/></user></document>'


@pytest.mark.parametrize("status", ["500 Internal Server Error", "503 Service Unavailable", "429 Too Many Requests"])
def test_the_last_good_answer_is_given_marked_and_counted(status: str) -> None:
    with functions(None, FunctionsStub(headers=(FOR_AN_OUTAGE,), answer=ENTRY)) as stub, edge(stub.url) as running:
        register(running)
        call(running)
        stub.status = status
        entry, route = register(running), call(running)
        unknown = register(running, user="1001")[0]
        stale = counted(running, "freeswitch_edge_lookups_stale_total")
        unanswered = counted(running, "freeswitch_edge_lookups_unanswered_total")
        written = running.messages()

    assert (entry[0], route[0], unknown) == (200, 200, int(status.split(maxsplit=1)[0]))
    assert "detail=outage" in entry[1]
    assert "detail=outage" in route[1]
    assert (stale, unanswered) == (2, 1)
    assert written.count("answered as the last time") == 2


def test_freeswitch_keeps_nothing_of_an_outage() -> None:
    """Whatever it is told then, it asks again: a user who is disabled meanwhile is out when the answer is too old."""
    with functions(None, FunctionsStub(headers=(FOR_AN_OUTAGE,), answer=ENTRY)) as stub, edge(stub.url) as running:
        usual = register(running)[2]
        stub.status = "503 Service Unavailable"
        stale = register(running)[2]

    assert usual == ENTRY
    assert stale == ENTRY.replace(b' cacheable="600000"', b"")


def test_the_last_good_answer_is_used_for_as_long_as_it_allows_and_no_longer() -> None:
    with (
        functions(None, FunctionsStub(headers=("Cache-Control: max-age=0, stale-if-error=2",))) as stub,
        edge(stub.url) as running,
    ):
        began = time.monotonic()
        register(running)
        stub.status = "503 Service Unavailable"
        first = register(running)[0]
        assert eventually(lambda: register(running)[0] != 200)
        lasted = time.monotonic() - began

    assert first == 200
    # Good for two seconds since it was asked for; a busy machine takes its time with each question.
    assert 2 <= lasted < 10


def test_the_node_may_say_that_it_uses_nothing_old() -> None:
    with functions(None, FunctionsStub(headers=(FOR_AN_OUTAGE,))) as stub, edge(stub.url, outage_seconds=0) as running:
        register(running)
        stub.status = "503 Service Unavailable"
        status, _, _ = register(running)

    assert status == 503


def test_functions_that_are_gone_are_answered_for_and_those_that_come_back_are_asked() -> None:
    port = free_port()
    stub = FunctionsStub(headers=(FOR_AN_OUTAGE,))
    with edge(f"http://127.0.0.1:{port}") as running:
        with functions(None, stub, port=port):
            register(running)
        gone = register(running)
        with functions(None, FunctionsStub(answer=b"<back/>"), port=port):
            assert eventually(lambda: register(running)[2] == b"<back/>")

    assert (gone[0], gone[2]) == (200, stub.answer)


def test_a_stalled_function_costs_one_time_out_and_not_one_each() -> None:
    with functions(None, FunctionsStub(headers=(FOR_AN_OUTAGE,))) as stub, edge(stub.url) as running:
        register(running)
        stub.delay = 10.0
        took = []
        for number in range(20):
            began = time.monotonic()
            status, _, _ = register(running, user="1000" if number % 2 == 0 else "1001")
            took.append((status, time.monotonic() - began))
        opened = counted(running, "freeswitch_edge_breakers_opened_total")
        with urlopen(f"{running.url}/healthz", timeout=5) as health:
            away = json.load(health)["away"]
        # Each function has a breaker of its own.
        stub.delay = 0.0
        other, _, _ = call(running)
        stub.stopping.set()

    assert [status for status, _ in took] == [200, 503] * 10
    assert 1 < took[0][1] < PATIENCE_S
    # Each second somebody without a kept answer finds out; nobody with one waits.
    assert max(seconds for status, seconds in took[1:] if status == 200) < 0.5
    assert sum(seconds for _, seconds in took[1:]) < PATIENCE_S
    assert (opened, away, other) == (1, ["/directory"], 200)


def test_a_function_that_answers_again_is_found_out_without_letting_anybody_wait() -> None:
    with functions(None, FunctionsStub(headers=(FOR_AN_OUTAGE,))) as stub, edge(stub.url) as running:
        register(running)
        stub.delay = 10.0
        register(running)
        stub.delay, stub.answer = 0.0, b"<again/>"
        slowest = 0.0

        def is_back() -> bool:
            nonlocal slowest
            began = time.monotonic()
            body = register(running)[2]
            slowest = max(slowest, time.monotonic() - began)
            return body == b"<again/>"

        assert eventually(is_back)

    assert slowest < 0.5


def test_two_hundred_at_once_before_a_stalled_function_wait_together() -> None:
    with functions(None, FunctionsStub(delay=10.0)) as stub, edge(stub.url) as running:
        with ThreadPoolExecutor(200) as others:
            began = time.monotonic()
            statuses = set(others.map(lambda number: register(running, user=f"u{number}")[0], range(200)))
            took = time.monotonic() - began
        stub.stopping.set()

    # A scan of names from one address: beyond its budget nobody is asked for.
    assert statuses <= {200, 503}
    assert took < 2 * PATIENCE_S


def test_a_scanner_costs_the_functions_its_budget_and_no_more_and_telephones_beside_it_go_on() -> None:
    nobody = (f"{NOBODY}: 1", "Cache-Control: no-store")
    with functions(None, FunctionsStub(headers=(FOR_AN_OUTAGE,))) as stub, edge(stub.url) as running:
        register(running, user="ada")
        stub.headers, stub.answer = nobody, b"<nobody/>"
        answers = [register(running, user=f"scan{number}") for number in range(300)]
        asked = len(stub.requests) - 1
        unread = counted(running, "freeswitch_edge_lookups_unread_total")
        elsewhere = register(running, user="1001", ip="198.51.100.7")
        stub.headers, stub.answer = (FOR_AN_OUTAGE,), ENTRY
        known = register(running, user="ada")

    assert 30 <= asked <= 40
    assert unread == 300 - asked
    assert {status for status, _, _ in answers} == {200}
    assert b'<user id="' not in answers[-1][2]
    assert b'<domain name="example.com">' in answers[-1][2]
    assert elsewhere[1] == "edge; fwd=miss"
    assert known[2] == ENTRY


def test_an_address_that_looks_for_names_waits_for_kept_answers_as_for_new_ones() -> None:
    keeping = ("Cache-Control: max-age=60, stale-if-error=900",)
    with functions(None, FunctionsStub(headers=keeping, delay=0.3)) as stub, edge(stub.url) as running:
        register(running)
        stub.headers = (f"{NOBODY}: 1", "Cache-Control: no-store")
        register(running, user="9999", ip="198.51.100.7")
        took = []
        for address in ("192.0.2.7", "198.51.100.7"):
            began = time.monotonic()
            source = register(running, ip=address)[1]
            took.append(time.monotonic() - began)

    assert source.startswith("edge; hit; ttl=")
    assert took[0] < 0.2
    assert took[1] >= 0.3
