"""Two regions: who is asked when."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench.edge.certificates import Authority
from bench.edge.functions_stub import FunctionsStub, functions
from bench.edge.running import Edge, edge, free_port
from tests.freeswitch.edge.asking import PATIENCE_S, ask, timed


@contextmanager
def two_regions(authority: Authority, first: FunctionsStub) -> Iterator[tuple[Edge, FunctionsStub]]:
    with (
        functions(authority.server_context("localhost"), first),
        functions(authority.server_context("localhost")) as second,
        edge(first.url, second.url, ca_file=authority.file) as running,
    ):
        yield running, second


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
