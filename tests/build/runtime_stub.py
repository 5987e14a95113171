"""Lambda's Runtime API, as far as awslambdaric uses it: hands out one event after the other and takes the answers."""

import json
import queue
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

WAIT_SECONDS = 60.0


class FunctionFailed(Exception):
    """The function reported an error instead of an answer, or could not even be imported."""


class RuntimeStub:
    """A Runtime API on a free port of this machine."""

    def __init__(self) -> None:
        self.events: queue.Queue[bytes] = queue.Queue()
        self.answers: queue.Queue[tuple[str, bytes]] = queue.Queue()
        self.asked = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.stub = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def address(self) -> str:
        """What AWS_LAMBDA_RUNTIME_API says."""
        return f"127.0.0.1:{self._server.server_port}"

    def invoke(self, event: object, seconds: float = WAIT_SECONDS) -> Any:
        """Hand out an event and return the function's answer.

        Raises:
            FunctionFailed: the function reported an error, or nothing in time.
        """
        self.events.put(json.dumps(event).encode())
        try:
            kind, body = self.answers.get(timeout=seconds)
        except queue.Empty:
            raise FunctionFailed(f"no answer within {seconds} s") from None
        if kind != "response":
            raise FunctionFailed(body.decode())
        return json.loads(body)

    def wait_until_asked(self, seconds: float = WAIT_SECONDS) -> None:
        """Return when the function is through its init and asks for its first event.

        Raises:
            FunctionFailed: it did not ask in time.
        """
        if not self.asked.wait(seconds):
            raise FunctionFailed(f"not started within {seconds} s")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    # The function waits for its next event when it is ended; its connection's thread need not be waited for.
    daemon_threads = True
    block_on_close = False
    stub: RuntimeStub

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a function that is ended leaves its question unanswered."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Otherwise each answer waits 40 ms for the acknowledgement of its headers.
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        """The function asks for its next event."""
        self.server.stub.asked.set()
        event = self.server.stub.events.get()
        self._answer(
            200,
            event,
            {
                "Lambda-Runtime-Aws-Request-Id": "00000000-0000-0000-0000-000000000000",
                "Lambda-Runtime-Deadline-Ms": "99999999999999",
                "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-central-1:123456789012:function:built",
            },
        )

    def do_POST(self) -> None:
        """The function has answered, or failed."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(202, b"{}", {})
        self.server.stub.answers.put((self.path.rsplit("/", 1)[-1], body))

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Say nothing."""
