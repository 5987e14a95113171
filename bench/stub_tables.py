"""DynamoDB's answers without a network: botocore does all its work, only the HTTP exchange is replaced."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from unittest.mock import patch

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.httpsession import URLLib3Session

Key = tuple[str, str]

KEPT_CALLS = 1000
# From a function to DynamoDB and back.
DISTANCE_SECONDS = 0.004


class StubTables:
    """Tables as DynamoDB keeps them: an item is found by its hash key and sort key, whatever else is there.

    The name of a sort key is empty where a table has none.
    """

    def __init__(self, keys: Mapping[str, tuple[str, str]]) -> None:
        self._keys = keys
        self._items: dict[str, dict[Key, str]] = {table: {} for table in keys}
        self.calls: list[tuple[str, int]] = []

    def put(self, table: str, hash_key: str, key: str, body: str, **more: str) -> None:
        """Keep an item: its keys, its document, and texts that it has beside the document."""
        hash_name, key_name = self._keys[table]
        item = {name: {"S": text} for name, text in {hash_name: hash_key, key_name: key, "body": body, **more}.items()}
        self._items[table][hash_key, key] = json.dumps(item)

    def put_row(self, table: str, row: Mapping[str, Mapping[str, str]]) -> None:
        """Keep an item as DynamoDB writes it."""
        self._items[table][self._key(table, row)] = json.dumps(row)

    def send(self, request: AWSPreparedRequest) -> AWSResponse:
        target: Any = request.headers["X-Amz-Target"]
        body: Any = request.body
        operation, asked = target.decode().partition(".")[2], json.loads(body)
        answer = self.answer(operation, asked).encode()
        if len(self.calls) < KEPT_CALLS:
            self.calls.append((operation, len(answer)))
        headers: Any = {"content-type": "application/x-amz-json-1.0"}
        return AWSResponse(request.url, 200, headers, _Body(answer))

    def answer(self, operation: str, asked: Any) -> str:
        """Return the JSON that DynamoDB would answer."""
        if operation == "GetItem":
            found = self._find(asked["TableName"], asked["Key"])
            return f'{{"Item": {found}}}' if found else "{}"
        by_table = {
            table: [item for key in wanted["Keys"] if (item := self._find(table, key))]
            for table, wanted in asked["RequestItems"].items()
        }
        responses = ", ".join(f'"{table}": [{", ".join(items)}]' for table, items in by_table.items())
        return f'{{"Responses": {{{responses}}}, "UnprocessedKeys": {{}}}}'

    def _find(self, table: str, key: Mapping[str, Mapping[str, str]]) -> str | None:
        return self._items[table].get(self._key(table, key))

    def _key(self, table: str, row: Mapping[str, Mapping[str, str]]) -> Key:
        hash_name, key_name = self._keys[table]
        return row[hash_name]["S"], row[key_name]["S"] if key_name else ""


class DistantTables(StubTables):
    """The same as far away as DynamoDB is."""

    def send(self, request: AWSPreparedRequest) -> AWSResponse:
        time.sleep(DISTANCE_SECONDS)
        return super().send(request)


class _Body:
    """As much of urllib3's response as botocore reads."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Iterator[bytes]:
        yield self._content


@contextmanager
def stubbed(tables: StubTables) -> Iterator[StubTables]:
    """Let every botocore client of this process talk to the stub."""
    with patch.object(URLLib3Session, "send", lambda _session, request: tables.send(request)):
        yield tables


@contextmanager
def served(tables: StubTables) -> Iterator[str]:
    """Serve the stub over HTTP on loopback, for another process."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Otherwise each answer waits 40 ms for the acknowledgement of its headers.
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_POST(self) -> None:
            operation = self.headers["X-Amz-Target"].partition(".")[2]
            answer = tables.answer(operation, json.loads(self.rfile.read(int(self.headers["Content-Length"])))).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-amz-json-1.0")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)
            self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
