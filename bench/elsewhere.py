"""S3 as another machine behind a gigabit line: takes parts at that speed, keeps nothing but their sizes.

A program: its argument is the port. It gets only the time that nobody else wants, since S3 would take none here. Not
moto: what that writes to its disk is written by the kernel at everybody's expense. And not at the speed of loopback,
which is ten times a line's: the kernel takes what comes in before it lets any program run.
"""

import sys
import threading
import time
from collections import defaultdict
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from bench.relay_parts import program
from freeswitch.relay.children.child_life import step_back

BYTES_A_SECOND = 125e6
PIECE = 64 * 1024


def elsewhere() -> AbstractContextManager[str]:
    """Start it as a process of its own; gives its address."""
    return program("bench.elsewhere")


class Line:
    """What everybody sends waits for its turn."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free_at = 0.0

    def wait_for(self, size: int) -> None:
        with self._lock:
            self._free_at = max(self._free_at, time.monotonic()) + size / BYTES_A_SECOND
            free_at = self._free_at
        time.sleep(max(0.0, free_at - time.monotonic()))


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as a multipart upload asks for."""

    protocol_version = "HTTP/1.1"
    line = Line()
    hashes: dict[str, str] = {}
    parts: dict[str, dict[int, int]] = defaultdict(dict)
    done: set[str] = set()

    def do_HEAD(self) -> None:
        if self.key not in self.done:
            self._answer(404)
        else:
            self._answer(200, size=sum(self.parts[self.key].values()), sha256=self.hashes[self.key])

    def do_POST(self) -> None:
        self._take()
        if "uploads" in self.query:
            self.hashes[self.key] = self.headers["x-amz-meta-sha256"]
            self.parts[self.key].clear()
            self._answer(200, "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>")
        else:
            self.done.add(self.key)
            self._answer(200, "<CompleteMultipartUploadResult/>")

    def do_PUT(self) -> None:
        number = int(self.query["partNumber"][0])
        self.parts[self.key][number] = self._take()
        self._answer(200, etag=str(number))

    def do_GET(self) -> None:
        told = "".join(
            f"<Part><PartNumber>{number}</PartNumber><Size>{size}</Size><ETag>{number}</ETag></Part>"
            for number, size in sorted(self.parts[self.key].items())
        )
        self._answer(200, f"<ListPartsResult><IsTruncated>false</IsTruncated>{told}</ListPartsResult>")

    @property
    def key(self) -> str:
        return urlsplit(self.path).path

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.path).query, keep_blank_values=True)

    def _take(self) -> int:
        size = left = int(self.headers.get("Content-Length", 0))
        while left:
            piece = len(self.rfile.read(min(PIECE, left)))
            self.line.wait_for(piece)
            left -= piece
        return size

    def _answer(
        self, status: int, body: str = "", *, size: int | None = None, sha256: str = "", etag: str = ""
    ) -> None:
        self.send_response(status)
        for name, text in (("ETag", etag), ("x-amz-meta-sha256", sha256)):
            if text:
                self.send_header(name, text)
        self.send_header("Content-Length", str(len(body) if size is None else size))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing: nobody reads it."""


if __name__ == "__main__":
    step_back()
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Bucket).serve_forever()
