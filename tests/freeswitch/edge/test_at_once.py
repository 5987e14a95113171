"""What is answered as it comes in, and that everything else goes the common way."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from bench.edge.functions_stub import FunctionsStub, functions
from bench.edge.lookup import AUTHORIZATION, BODY, read_answer
from bench.edge.running import Edge, edge
from freeswitch.edge import at_once
from freeswitch.edge.answers import Answer
from freeswitch.edge.asked import asked
from freeswitch.edge.at_once import answering_at_once, question_in
from freeswitch.edge.lookups import Lookups
from tests.freeswitch.edge.asking import counted

KEPT = ("cache-control: max-age=60, stale-if-error=900",)
HEAD = (
    f"POST /directory HTTP/1.1\r\nHost: 127.0.0.1:3080\r\nAuthorization: {AUTHORIZATION}\r\n"
    "User-Agent: freeswitch-xml/1.0\r\nAccept: */*\r\n"
    f"Content-Length: {len(BODY)}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
)
WHOLE = HEAD.encode() + b"\r\n" + BODY


@pytest.fixture
def running() -> Iterator[Edge]:
    """An edge that has kept the answer to `BODY`."""
    with functions(None, FunctionsStub(headers=KEPT)) as stub, edge(stub.url) as one:
        assert said(one, WHOLE)[1]["cache-status"] == "edge; fwd=miss"
        yield one


def said(running: Edge, *parts: bytes) -> tuple[int, dict[str, str], bytes]:
    """Send the parts, each in a packet of its own, and read one answer."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=5) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for part in parts:
            connection.sendall(part)
        return read_answer(connection)


def test_it_reads_what_the_app_reads() -> None:
    assert question_in(WHOLE) == asked("/directory", BODY, AUTHORIZATION, "application/x-www-form-urlencoded")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        WHOLE[:-1],
        WHOLE + b"x",
        WHOLE + WHOLE,
        HEAD.encode(),
        WHOLE.replace(b"POST", b"PUT"),
        WHOLE.replace(b"/directory", b"/pin-check"),
        WHOLE.replace(b"/directory", b"/directory?a=b"),
        WHOLE.replace(b"HTTP/1.1", b"HTTP/1.0"),
        WHOLE.replace(b"Accept: */*", b"Expect: 100-continue"),
        WHOLE.replace(b"Accept: */*", b"Transfer-Encoding: chunked"),
        WHOLE.replace(b"Accept: */*", b"Authorization: Basic eDp5"),
        WHOLE.replace(b"Content-Length: ", b"Content-Length: +"),
        WHOLE.replace(b"Accept: */*\r\n", b" folded\r\n"),
    ],
)
def test_what_is_no_whole_look_up_as_freeswitch_posts_it_is_for_a_parser(data: bytes) -> None:
    assert question_in(data) is None


def test_a_fresh_answer_is_the_one_that_the_function_gave(running: Edge) -> None:
    status, headers, body = said(running, WHOLE)

    assert (status, headers["content-type"], body) == (200, "text/xml", FunctionsStub().answer)
    assert headers["cache-status"].startswith("edge; hit; ttl=")
    assert headers["connection"] == "close"
    assert counted(running, "freeswitch_edge_lookups_fresh_total") == 1


def test_what_comes_in_parts_or_otherwise_is_answered_all_the_same(running: Edge) -> None:
    for parts in ((HEAD.encode() + b"\r\n", BODY), (WHOLE.replace(b"Accept", b"X-Other"),)):
        status, headers, body = said(running, *parts)

        assert (status, body) == (200, FunctionsStub().answer)
        assert headers["cache-status"].startswith("edge; hit; ttl=")


def test_what_goes_wrong_there_is_left_to_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    came: list[bytes] = []

    class Other:
        def __init__(self, **_: Any) -> None: ...
        def connection_made(self, transport: Any) -> None: ...
        def data_received(self, data: bytes) -> None:
            came.append(data)

    class Transport:
        def set_protocol(self, protocol: Any) -> None: ...

    class Broken(Lookups):
        def __init__(self) -> None: ...
        def at_once(self, asked: object) -> None:
            raise KeyError(asked)

    class State:
        connections: set[Any] = set()

    monkeypatch.setattr(at_once, "AutoHTTPProtocol", Other)
    one = answering_at_once(Broken())(server_state=State())  # type: ignore[call-arg]  # as uvicorn makes it
    one.connection_made(Transport())  # type: ignore[arg-type]  # what is asked of one
    one.data_received(WHOLE)

    assert came == [WHOLE]
    assert State.connections == set()


def test_the_head_of_an_answer_is_that_of_http() -> None:
    answer = Answer(200, b"<x/>", (("Content-Type", "text/xml"),))

    assert answer.head == b"HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: 4\r\n"
