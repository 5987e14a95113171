"""A changed user is forgotten by this node's edge before FreeSWITCH asks it again."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench.edge.functions_stub import FunctionsStub, functions
from bench.edge.running import edge, free_port
from freeswitch.relay.commands import edge as module
from freeswitch.relay.commands.edge import Edge
from functions.shared.commands.node import FlushUser
from tests.freeswitch.edge.asking import register
from tests.freeswitch.relay.play import playground

ADA = FlushUser(user="1000", domain="example.com")


@contextmanager
def silent() -> Iterator[str]:
    """Something that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_the_relays_command_makes_the_edge_forget_a_user() -> None:
    stub = FunctionsStub(headers=("Cache-Control: max-age=60, stale-if-error=900",))
    with functions(None, stub), edge(stub.url) as running, playground(edge_url=running.url) as play:
        register(running, user="1000")
        register(running, user="1001")
        stub.status = "503 Service Unavailable"
        row = play.done(ADA, "", uuid="")
        statuses = [register(running, user=user)[0] for user in ("1000", "1001")]

    assert row.state == "accepted"
    assert statuses == [503, 200]


def test_an_edge_that_does_not_answer_is_told_of_and_freeswitch_forgets_all_the_same() -> None:
    with silent() as url, playground(edge_url=url) as play:
        row = play.done(ADA, "", uuid="")
        said = [line for line in play.switch.commands if line.startswith("xml_flush_cache")]

    assert (row.state, row.outcome and row.outcome.reason) == ("failed", "edge_away")
    assert said == ["xml_flush_cache id 1000 example.com"]


def test_where_no_edge_runs_nothing_is_kept() -> None:
    assert Edge("").forget(ADA) == ""
    assert Edge(f"http://127.0.0.1:{free_port()}").forget(ADA) == ""


def test_what_is_no_edge_is_told_of() -> None:
    with functions(None, FunctionsStub(status="404 Not Found")) as stub:
        assert Edge(stub.url).forget(ADA) == f"the edge at {stub.url.removeprefix('http://')} answered 404"


def test_it_waits_no_longer_than_it_should(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.2)
    with silent() as url:
        assert "did not forget the user: TimeoutError" in Edge(url).forget(ADA)
