"""What is sent goes to the address that was checked, over TLS with the host's own name, and has an end."""

import datetime as dt
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from functions.webhooks.sending import MOST_BYTES, Sender
from tests.functions.webhooks.receiver import Receiver, listening

HOST = "hooks.example.com"
LOOPBACK = (ip_network("127.0.0.0/8"),)


def certificate(folder: Path, host: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context for a host of this name, and one that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + signed.public_bytes(pem))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cadata=signed.public_bytes(pem).decode())


class Resolver:
    """Names, and how often somebody asked."""

    def __init__(self, *addresses: str) -> None:
        self.addresses, self.asked = addresses, 0

    def __call__(self, _host: str, _port: int) -> list[str]:
        self.asked += 1
        return list(self.addresses)


def test_it_connects_to_the_address_that_was_checked_with_the_host_s_name(tmp_path: Path) -> None:
    server, trusting = certificate(tmp_path, HOST)
    # Whoever asked a second time would be led elsewhere.
    names = Resolver("127.0.0.1")
    with (
        listening(Receiver(), tls=server) as receiver,
        Sender(LOOPBACK, resolve=names, trust=lambda: trusting) as sender,
    ):
        url = f"https://{HOST}:{receiver.port}/a?b=c"
        attempts = [sender.post(url, {"webhook-id": str(number)}, b"{}") for number in range(2)]

    assert [one.status for one in attempts] == [204, 204]
    assert names.asked == 2
    assert [headers["host"] for headers in receiver.headers] == [f"{HOST}:{receiver.port}"] * 2
    assert receiver.paths == ["/a?b=c"] * 2


def test_a_certificate_of_another_name_is_refused(tmp_path: Path) -> None:
    server, trusting = certificate(tmp_path, "another.example.com")
    with (
        listening(Receiver(), tls=server) as receiver,
        Sender(LOOPBACK, resolve=Resolver("127.0.0.1"), trust=lambda: trusting) as sender,
    ):
        attempt = sender.post(f"https://{HOST}:{receiver.port}/", {}, b"{}")

    assert attempt.status is None
    assert "CERTIFICATE_VERIFY_FAILED" in attempt.problem
    assert receiver.headers == []


@pytest.mark.parametrize(
    ("url", "addresses", "problem"),
    [
        ("https://hooks.example.com/", ("127.0.0.1",), "not on the public internet"),
        ("https://hooks.example.com/", ("8.8.8.8", "169.254.169.254"), "not on the public internet"),
        ("https://169.254.169.254/latest", (), "not on the public internet"),
        ("https://[::ffff:10.0.0.1]/", (), "not on the public internet"),
        ("https://localhost/", ("127.0.0.1",), "a private network"),
        ("http://hooks.example.com/", ("8.8.8.8",), "only https will do"),
        ("https://hooks.example.com/", (), "has no address"),
    ],
)
def test_no_try_leaves_for_a_private_address_or_without_tls(url: str, addresses: tuple[str, ...], problem: str) -> None:
    with Sender((), resolve=Resolver(*addresses)) as sender:
        attempt = sender.post(url, {}, b"{}")

    assert attempt.status is None
    assert problem in attempt.problem


def test_a_name_that_points_elsewhere_the_second_time_leads_nowhere() -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    with (
        listening(Receiver()) as receiver,
        Sender(LOOPBACK, resolve=lambda _host, _port: next(answers)) as sender,
    ):
        url = f"http://{HOST}:{receiver.port}/"
        first, second = sender.post(url, {}, b"{}"), sender.post(url, {}, b"{}")

    assert (first.status, second.status) == (204, None)
    assert "10.0.0.1" in second.problem


@pytest.fixture
def raw_server() -> Iterator[Callable[[Callable[[socket.socket], None]], int]]:
    """A server that does something odd with its connection; gives its port."""
    opened: list[socket.socket] = []

    def serve(behave: Callable[[socket.socket], None]) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        opened.append(listener)

        def accept() -> None:
            try:
                connection, _ = listener.accept()
                opened.append(connection)
                behave(connection)
            except OSError:
                return  # the test is over

        threading.Thread(target=accept, daemon=True).start()
        return int(listener.getsockname()[1])

    yield serve
    for one in opened:
        one.close()


def drip(connection: socket.socket) -> None:
    """One byte after the other, each in time and all of them never."""
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
    while True:
        connection.sendall(b"x")
        time.sleep(0.05)


def hang(connection: socket.socket) -> None:
    connection.recv(65536)


def flood(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n")
    for _ in range(1000):
        connection.sendall(b"y" * 100_000)


@pytest.mark.parametrize("behave", [drip, hang])
def test_a_try_has_an_end_whatever_the_receiver_does(
    behave: Callable[[socket.socket], None], raw_server: Callable[[Callable[[socket.socket], None]], int]
) -> None:
    with Sender(LOOPBACK, seconds=0.6) as sender:
        attempt = sender.post(f"http://127.0.0.1:{raw_server(behave)}/", {}, b"{}")

    assert attempt.problem == "took longer than 0.6 s"
    assert 500 <= attempt.milliseconds < 5000


def test_of_an_answer_without_end_so_much_is_read_and_no_more(
    raw_server: Callable[[Callable[[socket.socket], None]], int],
) -> None:
    with Sender(LOOPBACK, seconds=20) as sender:
        attempt = sender.post(f"http://127.0.0.1:{raw_server(flood)}/", {}, b"{}")

    assert attempt.taken
    assert attempt.answer == "y" * 500
    assert MOST_BYTES == 64 * 1024


def test_a_resolver_that_hangs_takes_no_longer(receiver: Receiver) -> None:
    over = threading.Event()

    def hanging(host: str, port: int) -> list[str]:
        over.wait(30)
        return ["127.0.0.1"]

    with Sender(LOOPBACK, resolve=hanging, seconds=0.3) as sender:
        attempt = sender.post(f"http://{HOST}:{receiver.port}/", {}, b"{}")
    over.set()

    assert attempt.problem == "took longer than 0.3 s"


def test_nobody_there_is_told_in_words_without_the_address_s_path() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with Sender(LOOPBACK) as sender:
        attempt = sender.post(f"http://127.0.0.1:{port}/secret-path", {}, b"{}")

    assert attempt.problem.startswith("ConnectError")
    assert "secret-path" not in attempt.problem


def test_a_proxy_of_the_environment_is_not_asked(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with Sender(LOOPBACK) as sender:
        attempt = sender.post(receiver.url, {}, b"{}")

    assert attempt.status == 204


def test_what_a_receiver_says_is_shown_as_one_line_of_text(receiver: Receiver) -> None:
    receiver.answer = lambda _: (200, {}, b"ok\x1b[31m\r\n\xff" + "\u202e".encode() + b"z" * 1000)
    with Sender(LOOPBACK) as sender:
        attempt = sender.post(receiver.url, {}, b"{}")

    assert attempt.answer.isprintable()
    assert attempt.answer.startswith("ok [31m")
