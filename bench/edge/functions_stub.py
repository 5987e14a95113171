"""A TLS server that answers every lookup at once and counts connections and requests."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

ANSWER = b'<document type="freeswitch/xml"><section name="result"><result status="not found"/></section></document>'
HANDSHAKE_S = 5


@dataclass
class FunctionsStub:
    """How to answer, and what came in."""

    url: str = ""
    status: str = "200 OK"
    # Seconds before each answer.
    delay: float = 0.0
    # Hang up instead of answering the request with this number on a connection, as after an idle time-out.
    hangs_up_at: int | None = None
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)


def handler_of(stub: FunctionsStub, tls: ssl.SSLContext) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        disable_nagle_algorithm = True

        def setup(self) -> None:
            self.request.settimeout(HANDSHAKE_S)
            self.request = tls.wrap_socket(self.request, server_side=True)
            super().setup()
            stub.connections += 1

        def finish(self) -> None:
            super().finish()
            # The server closes what it accepted, and wrapping has emptied that.
            self.request.close()

        def handle(self) -> None:
            number = 0
            while request := self.read_request():
                number += 1
                if number == stub.hangs_up_at:
                    return
                stub.requests.append(request)
                stub.stopping.wait(stub.delay)
                head = f"HTTP/1.1 {stub.status}\r\ncontent-type: text/xml\r\ncontent-length: {len(ANSWER)}\r\n\r\n"
                self.wfile.write(head.encode() + ANSWER)

        def read_request(self) -> bytes:
            head = b""
            length = 0
            while line := self.rfile.readline():
                head += line
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
                if line == b"\r\n":
                    return head + self.rfile.read(length)
            return b""

    return Handler


class Server(socketserver.ThreadingTCPServer):
    """Drops what goes wrong on a connection: a refused handshake is what some callers are after."""

    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002  # the base class names them
        return


@contextmanager
def functions(tls: ssl.SSLContext, stub: FunctionsStub | None = None, *, port: int = 0) -> Iterator[FunctionsStub]:
    """Serve until the block ends; the certificate has to be for `localhost`."""
    one = stub or FunctionsStub()
    with Server(("127.0.0.1", port), handler_of(one, tls)) as server:
        one.url = f"https://localhost:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield one
        finally:
            one.stopping.set()
            server.shutdown()
            thread.join()
