"""A server in the place of the functions: answers every lookup as it is told to, counts connections and requests."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedIOBase

ANSWER = b'<document type="freeswitch/xml"><section name="result"><result status="not found"/></section></document>'
HANDSHAKE_S = 5


@dataclass
class FunctionsStub:
    """How to answer, and what came in."""

    url: str = ""
    status: str = "200 OK"
    answer: bytes = ANSWER
    # Further lines of the head, such as `Cache-Control: max-age=5`.
    headers: tuple[str, ...] = ()
    # Seconds before each answer.
    delay: float = 0.0
    # Hang up instead of answering the request with this number on a connection, as after an idle time-out.
    hangs_up_at: int | None = None
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def said(self) -> bytes:
        lines = [f"HTTP/1.1 {self.status}", "content-type: text/xml", f"content-length: {len(self.answer)}"]
        return "\r\n".join([*lines, *self.headers, "", ""]).encode() + self.answer


def read_request(connection: BufferedIOBase) -> bytes:
    """Read head and body; nothing where the other side has hung up."""
    head = b""
    length = 0
    while line := connection.readline():
        head += line
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
        if line == b"\r\n":
            return head + connection.read(length)
    return b""


def handler_of(stub: FunctionsStub, tls: ssl.SSLContext | None) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        disable_nagle_algorithm = True

        def setup(self) -> None:
            self.request.settimeout(HANDSHAKE_S)
            if tls is not None:
                self.request = tls.wrap_socket(self.request, server_side=True)
            super().setup()
            stub.connections += 1

        def finish(self) -> None:
            super().finish()
            # The server closes what it accepted, and wrapping has emptied that.
            self.request.close()

        def handle(self) -> None:
            number = 0
            while request := read_request(self.rfile):
                number += 1
                if number == stub.hangs_up_at or stub.stopping.is_set():
                    return
                stub.requests.append(request)
                stub.stopping.wait(stub.delay)
                self.wfile.write(stub.said())

    return Handler


class Server(socketserver.ThreadingTCPServer):
    """Drops what goes wrong on a connection: a refused handshake is what some callers are after."""

    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002  # the base class names them
        return


@contextmanager
def functions(
    tls: ssl.SSLContext | None, stub: FunctionsStub | None = None, *, port: int = 0
) -> Iterator[FunctionsStub]:
    """Serve until the block ends, in the clear without `tls`; a certificate has to be for `localhost`."""
    one = stub or FunctionsStub()
    with Server(("127.0.0.1", port), handler_of(one, tls)) as server:
        one.url = f"{'https://localhost' if tls else 'http://127.0.0.1'}:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield one
        finally:
            one.stopping.set()
            server.shutdown()
            thread.join()
