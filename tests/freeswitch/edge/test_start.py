"""How the edge starts, where it listens, and how it ends."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench.edge.certificates import Authority
from bench.edge.functions_stub import FunctionsStub, functions
from bench.edge.running import edge, environment, free_port
from tests.freeswitch.edge.asking import ask
from tests.infra.local.running import eventually


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FUNCTIONS_URL", ""),
        ("FUNCTIONS_URL", "http://example.com"),
        ("FUNCTIONS_URL", "http://127.0.0.1.example.com"),
        ("FUNCTIONS_URL", "https://user:secret@example.com"),
        ("FUNCTIONS_URL", "https://example.com/?stage=1"),
        ("FUNCTIONS_URL_2", "ftp://example.com"),
        ("EDGE_PORT", "0.0.0.0:80"),
        ("EDGE_CA_FILE", "/no/such/file"),
        ("EDGE_CLIENT_CERT", "/no/such/file"),
        ("EDGE_OUTAGE_SECONDS", "a while"),
    ],
)
def test_a_value_that_cannot_be_used_stops_the_start_with_one_sentence(
    authority: Authority, name: str, value: str
) -> None:
    told = {"FUNCTIONS_URL": "https://localhost", "EDGE_CA_FILE": str(authority.file), name: value}

    run = subprocess.run(
        [sys.executable, "-m", "freeswitch.edge"],
        env=environment(free_port()) | told,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )

    assert run.returncode == 2
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


def test_it_ends_when_it_is_told_to_and_finishes_what_it_is_at(authority: Authority) -> None:
    stub = FunctionsStub(delay=1.0)
    with functions(None, stub), edge(stub.url, ca_file=authority.file) as running, ThreadPoolExecutor() as others:
        asking = others.submit(ask, running)
        assert eventually(lambda: bool(stub.requests))
        running.process.terminate()
        status, _ = asking.result(10)
        ended = running.process.wait(10)

    assert (status, ended) == (200, 0)
