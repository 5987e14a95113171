"""How the edge starts, where it listens, and how it follows a change of addresses."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from bench.edge.certificates import Authority
from bench.edge.functions_stub import functions
from bench.edge.nginx import START, edge, free_port
from tests.freeswitch.edge.asking import ask


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FUNCTIONS_URL", ""),
        ("FUNCTIONS_URL", "http://example.com"),
        ("FUNCTIONS_URL", "https://example.com/;} server {"),
        ("FUNCTIONS_URL", "https://example.com\nuser root;"),
        ("FUNCTIONS_URL", "https://user:secret@example.com"),
        ("FUNCTIONS_URL_2", "https://$host/"),
        ("EDGE_PORT", "0.0.0.0:80"),
        ("EDGE_DIR", "relative"),
        ("EDGE_CA_FILE", "/no/such/file"),
        ("EDGE_RESOLVE_SECONDS", "0"),
        ("EDGE_CLIENT_CERT", "/no/such/file"),
        ("EDGE_CLIENT_KEY", "/x; }"),
    ],
)
def test_a_value_that_cannot_be_used_stops_the_start_with_one_sentence(
    authority: Authority, tmp_path: Path, name: str, value: str
) -> None:
    environment = {
        "PATH": os.environ["PATH"] + ":/usr/sbin",
        "FUNCTIONS_URL": "https://localhost",
        "EDGE_DIR": str(tmp_path / "run"),
        "EDGE_CA_FILE": str(authority.file),
        name: value,
    }

    run = subprocess.run([START, "--check"], env=environment, capture_output=True, text=True, timeout=20, check=False)

    assert run.returncode == 64
    assert name in run.stderr
    assert run.stderr.count("\n") == 1


def test_it_listens_on_loopback_only(authority: Authority) -> None:
    with edge(f"https://localhost:{free_port()}", ca_file=authority.file) as running:
        listening = {
            line.split()[1]
            for table in ("/proc/net/tcp", "/proc/net/tcp6")
            for line in Path(table).read_text().splitlines()[1:]
            if line.split()[1].endswith(f":{running.port:04X}") and line.split()[3] == "0A"
        }

    assert listening == {f"0100007F:{running.port:04X}"}


def test_reading_the_addresses_anew_costs_no_lookup(authority: Authority) -> None:
    with (
        functions(authority.server_context("localhost")) as stub,
        edge(stub.url, ca_file=authority.file, resolve_seconds=1) as running,
    ):
        statuses = set()
        deadline = time.monotonic() + 20
        # After a reload the first lookup makes a new connection to the functions.
        while stub.connections < 2 and time.monotonic() < deadline:
            statuses.add(ask(running)[0])

    assert stub.connections >= 2
    assert statuses == {200}
