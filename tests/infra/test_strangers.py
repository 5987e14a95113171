"""What a stranger's page in a browser on this machine gets from a running `make run`: nothing, on any of its ports."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.infra.local.browser import REBOUND, chromium, read_by_a_stranger, shown
from tests.infra.local.running import RunningStack, descendants, running_stack

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

FUNCTIONS = r"functions +http://127\.0\.0\.1:(\d+)"
AWS = r"AWS_ENDPOINT_URL=http://127\.0\.0\.1:(\d+)"
ESL = r"FreeSWITCH +a stand-in.* 127\.0\.0\.1:(\d+)"
# A table's rows, the queue's words, moto's own words, the API's and the event socket's.
SECRETS = ("Items", "Messages", "moto", "Moto", "version", "OpenAPI", "openapi", "Reply-Text", "TableNames")
SCAN = {
    "method": "POST",
    "headers": {
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": "DynamoDB_20120810.ListTables",
        "Authorization": "AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/dynamodb/aws4_request, "
        "SignedHeaders=host, Signature=0",
    },
    "body": "{}",
}


@pytest.fixture(scope="module")
def stack() -> Iterator[RunningStack]:
    with running_stack() as running:
        running.wait_until_announced()
        yield running


def listening_ports(pids: set[int]) -> set[tuple[str, int]]:
    """Every TCP port on which these processes listen, and where."""
    inodes = set()
    for pid in pids:
        for link in Path(f"/proc/{pid}/fd").glob("*"):
            try:
                inodes.add(str(link.readlink()))
            except OSError:
                continue  # it was closed meanwhile
    found = set()
    for version, file in (("4", "tcp"), ("6", "tcp6")):
        for line in Path(f"/proc/net/{file}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in inodes:
                host, _, port = fields[1].partition(":")
                name = socket.inet_ntoa(bytes.fromhex(host)[::-1]) if version == "4" else host
                found.add((name, int(port, 16)))
    return found


def ports(stack: RunningStack) -> dict[str, int]:
    named = {"functions": FUNCTIONS, "aws": AWS, "esl": ESL}
    return {name: int(stack.told(pattern)) for name, pattern in named.items()}


def test_it_listens_on_three_ports_of_this_machine_and_each_is_tried_below(stack: RunningStack) -> None:
    assert listening_ports(descendants(stack.process.pid)) == {("127.0.0.1", port) for port in ports(stack).values()}


def test_a_page_of_another_origin_reads_no_table_no_answer_and_no_event(stack: RunningStack, tmp_path: Path) -> None:
    attempts: list[tuple[str, dict[str, object]]] = []
    for port in ports(stack).values():
        for host in ("127.0.0.1", "localhost"):
            base = f"http://{host}:{port}"
            attempts += [(f"{base}/moto-api/data.json", {}), (f"{base}/healthz", {}), (base, dict(SCAN))]
            attempts.append((base, {"method": "POST", "body": "auth guessed\n\napi status\n\n", "mode": "no-cors"}))

    read = read_by_a_stranger(chromium(), attempts, tmp_path)

    assert len(read) == len(attempts)
    # Opaque answers show nothing to a page; everything else it could not even ask.
    assert {one.partition(" ")[0].rstrip(":") for one in read} <= {"nothing", "opaque"}
    assert [one for one in read if any(word in one for word in SECRETS)] == []


@pytest.mark.parametrize(
    ("port", "path"), [("aws", "/moto-api/data.json"), ("functions", "/docs"), ("functions", "/call/")]
)
def test_dns_rebinding_reads_nothing(stack: RunningStack, port: str, path: str, tmp_path: Path) -> None:
    text = shown(chromium(), f"http://{REBOUND}:{ports(stack)[port]}{path}", tmp_path)

    assert f"this is not '{REBOUND}:{ports(stack)[port]}'" in text
    assert [word for word in SECRETS if word in text] == []


def test_the_event_socket_answers_a_browser_with_nothing_but_its_question(stack: RunningStack) -> None:
    with socket.create_connection(("127.0.0.1", ports(stack)["esl"]), timeout=10) as browser:
        browser.sendall(f"POST / HTTP/1.1\r\nHost: {REBOUND}\r\n\r\nauth guessed\n\napi status\n\n".encode())
        browser.settimeout(5)
        said = b""
        try:
            while more := browser.recv(4096):
                said += more
        except TimeoutError:
            pass  # it waits for the password

    assert said.startswith(b"Content-Type: auth/request")
    assert b"UP " not in said
    assert b"+OK accepted" not in said
