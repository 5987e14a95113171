"""Stands between FreeSWITCH and the functions, shows what FreeSWITCH asks and keeps it in a file, secrets left out.

Start it, and FreeSWITCH with XML_CURL_URL set to the address that it prints. `python -m infra.explain request FILE
LINE` says of any line what the functions make of it and why.
"""

import argparse
import http.client
import ipaddress
import sys
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from functions.shared.encoders.xml_curl import MAX_BODY_BYTES, request_fields
from infra.recorded_requests import RecordedRequest, keep, without_secrets

# FreeSWITCH gives up after five; what comes later nobody reads.
ANSWER_SECONDS = 10.0
# Of the answer; its length is written anew.
NOT_PASSED_ON = frozenset({"connection", "content-length", "date", "server", "transfer-encoding", "keep-alive"})


@dataclass(frozen=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Recorder:
    """Passes requests on as they are and keeps what they ask."""

    def __init__(self, functions: SplitResult, file: Path) -> None:
        self._functions = functions
        self._file = file
        self._lock = threading.Lock()
        self._line = len(file.read_bytes().splitlines()) if file.exists() else 0

    def pass_on(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Ask the functions; 502 where they do not answer, which FreeSWITCH takes for no answer at all."""
        began = time.monotonic()
        answer = self._ask(method, path, headers, body)
        self._note(path, body, answer.status, round((time.monotonic() - began) * 1000))
        return answer

    def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        secure = self._functions.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(self._functions.netloc, timeout=ANSWER_SECONDS)
        try:
            connection.request(method, self._functions.path.rstrip("/") + path, body, headers)
            found = connection.getresponse()
            passed = tuple((name, value) for name, value in found.getheaders() if name.lower() not in NOT_PASSED_ON)
            return Answer(found.status, passed, found.read())
        except (OSError, http.client.HTTPException) as error:
            print(f"no answer from {self._functions.geturl()}: {error}", file=sys.stderr)
            return Answer(502, (("Content-Type", "text/plain"),), b"the functions do not answer\n")
        finally:
            connection.close()

    def _note(self, path: str, body: bytes, status: int, milliseconds: int) -> None:
        form = without_secrets(body.decode("utf-8", "replace"))
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self._lock:
            keep(self._file, RecordedRequest(body=form, path=path, at=at, status=status, milliseconds=milliseconds))
            self._line += 1
            print(f"{self._line:5}  {at[11:23]}  {path}  {asked(form)}  → {status} in {milliseconds} ms", flush=True)


def asked(form: str) -> str:
    """Say in a few words what a request asks."""
    fields = request_fields(form.encode())
    words: list[str] = []
    for name in ("purpose", "action", "Hunt-Destination-Number", "user", "group_name", "id", "step"):
        words += [fields[name]] if fields.get(name) else []
    if fields.get("section") == "configuration":
        words += [fields.get("key_value", ""), fields.get("conference_name", "")]
    place = fields.get("Hunt-Context") or fields.get("domain", "")
    text = " ".join(word for word in words if word) + (f" in {place}" if place else "")
    # A caller's words: one line of it, and not all.
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:100]


def handler_of(recorder: Recorder) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            if length > MAX_BODY_BYTES:
                self.send_error(413)
                return
            headers = {name: value for name, value in self.headers.items() if name.lower() not in {"host", "expect"}}
            answer = recorder.pass_on("POST", self.path, headers, self.rfile.read(length))
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """What is worth telling is told already."""

    return Handler


def parser() -> argparse.ArgumentParser:
    described = argparse.ArgumentParser(prog="python -m infra.record", description=__doc__)
    described.add_argument("--to", default="http://127.0.0.1:3000", help="where the functions are (%(default)s)")
    described.add_argument("--listen", default="127.0.0.1:3998", help="address and port, this machine's only")
    described.add_argument("--file", type=Path, default=Path("requests.jsonl"), help="is appended to (%(default)s)")
    return described


def main(arguments: list[str] | None = None) -> int:
    chosen = parser().parse_args(arguments)
    host, _, port = chosen.listen.rpartition(":")
    functions = urlsplit(chosen.to)
    if not _is_loopback(host) or not port.isdecimal():
        # The credentials and the digests cross this connection in clear.
        print(
            f"--listen is {chosen.listen!r}; it must be an address of this machine alone, as 127.0.0.1:3998",
            file=sys.stderr,
        )
        return 64
    if functions.scheme not in {"http", "https"} or not functions.netloc:
        print(
            f"--to is {chosen.to!r}; it must be an address, as https://abc.execute-api.eu-central-1.amazonaws.com",
            file=sys.stderr,
        )
        return 64
    with ThreadingHTTPServer((host, int(port)), handler_of(Recorder(functions, chosen.file))) as server:
        server.daemon_threads = True
        print(f"start FreeSWITCH with XML_CURL_URL=http://{host}:{server.server_port}; Ctrl-C ends", flush=True)
        print(f"requests are kept in {chosen.file}, without secrets, and go on to {chosen.to}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


if __name__ == "__main__":
    sys.exit(main())
