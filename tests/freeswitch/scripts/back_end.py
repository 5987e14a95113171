"""A stand-in for /pin-check: answers what the test says and keeps what was asked."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

START = {"id_digits": [6, 9], "pin_digits": [4, 12], "tries": 3, "prompts": "en"}
OK = {
    "result": "ok",
    "conference": "my-conf-name",
    "profile": "telephone",
    "role": "participant",
    "name": None,
    "slot": None,
}
REFUSED = {"result": "refused", "retry_after": 0}


@dataclass(frozen=True)
class Asked:
    """One request as it came over the wire."""

    method: str
    path: str
    headers: dict[str, str]
    fields: dict[str, str]


@dataclass
class BackEnd:
    """The answers to give, in order (the last one again and again), and the requests seen."""

    start: object = field(default_factory=lambda: dict(START))
    answers: list[object] = field(default_factory=lambda: [dict(OK)])
    status: int = 200
    asked: list[Asked] = field(default_factory=list)
    url: str = ""
    # Answers one byte a moment until the test is over, or not at all.
    stall: threading.Event | None = None
    drips: bool = False

    def answer(self, fields: dict[str, str]) -> bytes:
        if fields.get("step") == "start":
            answer = self.start
        else:
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer if isinstance(answer, bytes) else json.dumps(answer).encode()

    @property
    def checks(self) -> list[dict[str, str]]:
        return [asked.fields for asked in self.asked if "step" not in asked.fields]


def handler_of(back_end: BackEnd) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            fields = dict(parse_qsl(body, keep_blank_values=True, strict_parsing=True))
            back_end.asked.append(
                Asked(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, fields)
            )
            while back_end.stall and not back_end.stall.wait(0.2):
                if back_end.drips:
                    self.wfile.write(b"H")
            answer = back_end.answer(fields)
            self.send_response(back_end.status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002, ARG002  # the base class names them
            return

    return Handler


class QuietServer(ThreadingHTTPServer):
    """A refused TLS handshake is what some tests are about, so it is no news."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002  # the same
        return


@contextmanager
def serving(back_end: BackEnd, tls: ssl.SSLContext | None = None) -> Iterator[BackEnd]:
    server = QuietServer(("127.0.0.1", 0), handler_of(back_end))
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    back_end.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield back_end
    finally:
        if back_end.stall:
            back_end.stall.set()
        server.shutdown()
        server.server_close()
        thread.join()
