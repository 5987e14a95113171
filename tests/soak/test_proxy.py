"""Between a program and its service the proxy does what its mood says, and nothing else."""

import http.client
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.soak.proxy import SLOW_SECONDS, Mood, Proxy


class Service(ThreadingHTTPServer):
    """Answers with what it was sent, and counts."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Echo)
        self.done: list[bytes] = []


class Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        assert isinstance(self.server, Service)
        self.server.done.append(body)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join(5)


@pytest.fixture
def proxy(service: Service) -> Iterator[Proxy]:
    between = Proxy("tables", service.server_port)
    yield between
    between.close()


def ask(proxy: Proxy, body: bytes = b"hello", timeout: float = 5) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=timeout)
    try:
        connection.request("POST", "/", body)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_a_healthy_service_is_heard_as_it_is(proxy: Proxy, service: Service) -> None:
    assert ask(proxy) == (200, b"hello")
    assert service.done == [b"hello"]


def test_a_slow_service_answers_later(proxy: Proxy) -> None:
    proxy.be("slow")

    with pytest.raises(TimeoutError):
        ask(proxy, timeout=SLOW_SECONDS / 2)
    assert ask(proxy) == (200, b"hello")


def test_a_refusing_service_does_nothing_and_says_so(proxy: Proxy, service: Service) -> None:
    proxy.be("refusing")

    status, body = ask(proxy)

    assert status == 400
    assert b"ProvisionedThroughputExceeded" in body
    assert service.done == []


def test_a_service_that_is_gone_refuses_connections_and_cuts_open_ones(proxy: Proxy, service: Service) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=5)
    connection.request("POST", "/", b"before")
    assert connection.getresponse().read() == b"before"

    proxy.be("gone")

    with pytest.raises(ConnectionRefusedError):
        ask(proxy)
    assert connection.sock.recv(1) == b""
    connection.close()
    assert service.done == [b"before"]


@pytest.mark.parametrize(("mood", "done"), [("silent", []), ("deaf", [b"hello"])])
def test_an_answer_can_be_lost_before_or_after_the_work(
    proxy: Proxy, service: Service, mood: Mood, done: list[bytes]
) -> None:
    proxy.be(mood)

    with pytest.raises((TimeoutError, http.client.RemoteDisconnected)):
        ask(proxy, timeout=0.5)

    assert service.done == done


@pytest.mark.parametrize("mood", ["slow", "refusing", "gone", "silent", "deaf"])
def test_everything_is_well_again_afterwards(proxy: Proxy, mood: Mood) -> None:
    proxy.be(mood)
    proxy.be("well")

    assert ask(proxy) == (200, b"hello")


def test_nobody_else_gets_the_port_of_one_that_is_gone(proxy: Proxy) -> None:
    proxy.be("gone")
    with pytest.raises(OSError, match="in use"), socket.socket() as other:
        other.bind(("127.0.0.1", proxy.port))
    with pytest.raises(ConnectionRefusedError):
        ask(proxy)
    proxy.be("well")

    assert ask(proxy) == (200, b"hello")
