"""A server that webhooks are sent to, as an integrator writes one: the standard's library checks each signature."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook

# From the request's headers and body to the status, further headers and the answer.
Answer = tuple[int, Mapping[str, str], bytes]


@dataclass
class Receiver:
    """What came, in order; `answer` says what is answered."""

    secrets: list[str] = field(default_factory=list)
    answer: Callable[[Any], Answer] = lambda _event: (204, {}, b"")
    taken: list[Any] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?key=of-the-receiver"

    @property
    def ids(self) -> list[str]:
        return [one["id"] for one in self.taken]

    @property
    def seqs(self) -> list[int]:
        return [one["seq"] for one in self.taken]

    def once(self) -> list[Any]:
        """What came, without what came before with the same id."""
        return list({one["id"]: one for one in self.taken}.values())

    def take(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Check every signature that is to be there, and answer."""
        events = [Webhook(secret).verify(body, headers) for secret in self.secrets]
        event = events[0] if events else None
        status, more, text = self.answer(event)
        self.paths.append(path)
        self.headers.append({name.lower(): value for name, value in headers.items()})
        if 200 <= status < 300 and event is not None:
            assert headers["webhook-id"] == event["id"]
            self.taken.append(event)
        return status, more, text


@contextmanager
def listening(receiver: Receiver, *, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Serve it on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            status, more, text = receiver.take(self.path, dict(self.headers), body)
            self.send_response(status)
            for name, value in {"content-length": str(len(text)), **more}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as the library calls it
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
