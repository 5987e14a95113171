"""The loopback nginx between FreeSWITCH and the functions, against TLS servers of this test."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.edge.certificates import Authority
from bench.edge.functions_stub import ANSWER, FunctionsStub, functions
from bench.edge.lookup import BODY, lookup
from bench.edge.nginx import START, Edge, edge, free_port

# What mod_xml_curl waits.
PATIENCE_S = 2.0


def ask(running: Edge, path: str = "/directory", body: bytes = BODY) -> tuple[int, bytes]:
    return lookup(f"http://127.0.0.1:{running.port}", path=path, body=body)


def timed(call: Callable[[], tuple[int, bytes]]) -> tuple[int, float]:
    began = time.monotonic()
    status, _ = call()
    return status, time.monotonic() - began


@contextmanager
def two_regions(authority: Authority, first: FunctionsStub) -> Iterator[tuple[Edge, FunctionsStub]]:
    with (
        functions(authority.server_context("localhost"), first),
        functions(authority.server_context("localhost")) as second,
        edge(first.url, second.url, ca_file=authority.file) as running,
    ):
        yield running, second


def test_a_lookup_arrives_as_it_was_sent_and_its_answer_comes_back(authority: Authority) -> None:
    with functions(authority.server_context("localhost")) as stub, edge(stub.url, ca_file=authority.file) as running:
        status, answer = ask(running)

    head, _, body = stub.requests[0].partition(b"\r\n\r\n")
    assert (status, answer) == (200, ANSWER)
    assert head.startswith(b"POST /directory HTTP/1.1")
    assert body == BODY
    assert b"Authorization: Basic ZnM6c2VjcmV0" in head
    assert f"Host: {stub.url.removeprefix('https://')}".encode() in head


def test_a_path_in_the_address_is_put_in_front(authority: Authority) -> None:
    with (
        functions(authority.server_context("localhost")) as stub,
        edge(f"{stub.url}/v1/", ca_file=authority.file) as running,
    ):
        ask(running, "/dialplan")
        ask(running, "/pin-check")

    assert [request.split()[1] for request in stub.requests] == [b"/v1/dialplan", b"/v1/pin-check"]


def test_many_lookups_share_one_tls_connection(authority: Authority) -> None:
    with functions(authority.server_context("localhost")) as stub, edge(stub.url, ca_file=authority.file) as running:
        for _ in range(20):
            assert ask(running)[0] == 200

    assert len(stub.requests) == 20
    assert stub.connections == 1


def test_a_kept_connection_that_was_closed_costs_no_lookup(authority: Authority) -> None:
    stub = FunctionsStub(hangs_up_at=3)
    with functions(authority.server_context("localhost"), stub), edge(stub.url, ca_file=authority.file) as running:
        statuses = [ask(running)[0] for _ in range(7)]

    assert statuses == [200] * 7
    assert stub.connections > 1


@pytest.mark.parametrize("fault", ["another authority", "another host", "an address for a name"])
def test_a_certificate_that_does_not_fit_gets_no_lookup(authority: Authority, tmp_path: Path, fault: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    context = {
        "another authority": lambda: Authority(elsewhere, "somebody else").server_context("localhost"),
        "another host": lambda: authority.server_context("other.example"),
        "an address for a name": lambda: authority.server_context("127.0.0.1"),
    }[fault]()
    with functions(context) as stub, edge(stub.url, ca_file=authority.file) as running:
        status, _ = ask(running)

    assert status == 502
    assert stub.requests == []


def test_functions_that_are_down_are_reported_at_once(authority: Authority) -> None:
    with edge(f"https://localhost:{free_port()}", ca_file=authority.file) as running:
        status, took = timed(lambda: ask(running))

    assert status == 502
    assert took < 1


def test_functions_that_hang_are_given_up_before_freeswitch_gives_up(authority: Authority) -> None:
    stub = FunctionsStub(delay=10)
    with functions(authority.server_context("localhost"), stub), edge(stub.url, ca_file=authority.file) as running:
        status, took = timed(lambda: ask(running))

    assert status == 504
    assert took < PATIENCE_S


def test_a_slow_pin_check_is_waited_for(authority: Authority) -> None:
    stub = FunctionsStub(delay=2.5)
    with functions(authority.server_context("localhost"), stub), edge(stub.url, ca_file=authority.file) as running:
        status, _ = ask(running, "/pin-check")

    assert status == 200


@pytest.mark.parametrize("fault", ["down", "broken table", "wrong certificate"])
def test_the_second_region_answers_when_the_first_cannot(authority: Authority, fault: str) -> None:
    host = "other.example" if fault == "wrong certificate" else "localhost"
    first = FunctionsStub(status="503 Service Unavailable" if fault == "broken table" else "200 OK")
    with functions(authority.server_context("localhost")) as second, functions(authority.server_context(host), first):
        address = f"https://localhost:{free_port()}" if fault == "down" else first.url
        with edge(address, second.url, ca_file=authority.file) as running:
            status, took = timed(lambda: ask(running))

    assert status == 200
    assert took < PATIENCE_S
    assert len(second.requests) == 1


def test_a_hanging_first_region_delays_one_lookup_and_not_the_next(authority: Authority) -> None:
    with two_regions(authority, FunctionsStub(delay=10)) as (running, _):
        slow, slow_took = timed(lambda: ask(running))
        fast, fast_took = timed(lambda: ask(running))

    assert (slow, fast) == (200, 200)
    assert slow_took < PATIENCE_S
    assert fast_took < 0.5


def test_while_the_first_region_answers_the_second_is_left_alone(authority: Authority) -> None:
    first = FunctionsStub()
    with two_regions(authority, first) as (running, second):
        statuses = {ask(running, path)[0] for path in ("/directory", "/dialplan", "/configuration", "/pin-check")}

    assert statuses == {200}
    assert len(first.requests) == 4
    assert second.connections == 0


def test_no_and_odd_answers_are_answers_not_failures(authority: Authority) -> None:
    with two_regions(authority, FunctionsStub(status="401 Unauthorized")) as (running, second):
        status, _ = ask(running)

    assert status == 401
    assert second.connections == 0


def test_a_large_lookup_stays_in_memory_and_a_huge_one_is_refused(authority: Authority) -> None:
    with functions(authority.server_context("localhost")) as stub, edge(stub.url, ca_file=authority.file) as running:
        large, _ = ask(running, body=b"x" * 200_000)
        huge, _ = ask(running, body=b"x" * 300_000)
        written = running.messages()

    assert (large, huge) == (200, 413)
    assert len(stub.requests) == 1
    assert "temporary file" not in written


def test_what_is_asked_appears_in_no_log(authority: Authority) -> None:
    with edge(f"https://localhost:{free_port()}", ca_file=authority.file) as running:
        ask(running, "/pin-check", b"id=73914628&pin=580273")
        written = running.messages()

    assert "connect() failed" in written
    assert "73914628" not in written
    assert "580273" not in written
    assert "ZnM6c2VjcmV0" not in written


def test_it_listens_on_loopback_only(authority: Authority) -> None:
    with edge(f"https://localhost:{free_port()}", ca_file=authority.file) as running:
        listening = {
            line.split()[1]
            for table in ("/proc/net/tcp", "/proc/net/tcp6")
            for line in Path(table).read_text().splitlines()[1:]
            if line.split()[1].endswith(f":{running.port:04X}") and line.split()[3] == "0A"
        }

    assert listening == {f"0100007F:{running.port:04X}"}


def test_reading_the_addresses_anew_costs_no_lookup(authority: Authority) -> None:
    with (
        functions(authority.server_context("localhost")) as stub,
        edge(stub.url, ca_file=authority.file, resolve_seconds=1) as running,
    ):
        statuses = set()
        deadline = time.monotonic() + 20
        # After a reload the first lookup makes a new connection to the functions.
        while stub.connections < 2 and time.monotonic() < deadline:
            statuses.add(ask(running)[0])

    assert stub.connections >= 2
    assert statuses == {200}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FUNCTIONS_URL", ""),
        ("FUNCTIONS_URL", "http://example.com"),
        ("FUNCTIONS_URL", "https://example.com/;} server {"),
        ("FUNCTIONS_URL", "https://example.com\nuser root;"),
        ("FUNCTIONS_URL", "https://user:secret@example.com"),
        ("FUNCTIONS_URL_2", "https://$host/"),
        ("EDGE_PORT", "0.0.0.0:80"),
        ("EDGE_DIR", "relative"),
        ("EDGE_CA_FILE", "/no/such/file"),
        ("EDGE_RESOLVE_SECONDS", "0"),
    ],
)
def test_a_value_that_cannot_be_used_stops_the_start_with_one_sentence(
    authority: Authority, tmp_path: Path, name: str, value: str
) -> None:
    environment = {
        "PATH": os.environ["PATH"] + ":/usr/sbin",
        "FUNCTIONS_URL": "https://localhost",
        "EDGE_DIR": str(tmp_path / "run"),
        "EDGE_CA_FILE": str(authority.file),
        name: value,
    }

    run = subprocess.run([START, "--check"], env=environment, capture_output=True, text=True, timeout=20, check=False)

    assert run.returncode == 64
    assert name in run.stderr
    assert run.stderr.count("\n") == 1
