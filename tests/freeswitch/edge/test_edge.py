"""What passes between FreeSWITCH and the functions, against TLS servers of this test."""

import ssl
from pathlib import Path

import pytest

from bench.edge.certificates import Authority
from bench.edge.functions_stub import ANSWER, FunctionsStub, functions
from bench.edge.lookup import BODY
from bench.edge.running import edge, free_port
from tests.freeswitch.edge.asking import PATIENCE_S, ask, timed


def test_a_lookup_arrives_as_it_was_sent_and_its_answer_comes_back(authority: Authority) -> None:
    with functions(authority.server_context("localhost")) as stub, edge(stub.url, ca_file=authority.file) as running:
        status, answer = ask(running)

    head, _, body = stub.requests[0].partition(b"\r\n\r\n")
    assert (status, answer) == (200, ANSWER)
    assert head.startswith(b"POST /directory HTTP/1.1")
    assert body == BODY
    assert b"authorization: Basic ZnM6c2VjcmV0" in head.replace(b"Authorization", b"authorization")
    assert f"host: {stub.url.removeprefix('https://')}".encode() in head.lower()


def test_a_path_in_the_address_is_put_in_front(authority: Authority) -> None:
    with (
        functions(authority.server_context("localhost")) as stub,
        edge(f"{stub.url}/v1/", ca_file=authority.file) as running,
    ):
        ask(running, "/dialplan")
        ask(running, "/pin-check")

    assert [request.split()[1] for request in stub.requests] == [b"/v1/dialplan", b"/v1/pin-check"]


def test_many_lookups_share_one_tls_connection(authority: Authority) -> None:
    with functions(authority.server_context("localhost")) as stub, edge(stub.url, ca_file=authority.file) as running:
        for _ in range(20):
            assert ask(running)[0] == 200

    assert len(stub.requests) == 20
    assert stub.connections == 1


def test_a_kept_connection_that_was_closed_costs_no_lookup(authority: Authority) -> None:
    stub = FunctionsStub(hangs_up_at=3)
    with functions(authority.server_context("localhost"), stub), edge(stub.url, ca_file=authority.file) as running:
        statuses = [ask(running)[0] for _ in range(7)]

    assert statuses == [200] * 7
    assert stub.connections > 1


@pytest.mark.parametrize("fault", ["another authority", "another host", "an address for a name"])
def test_a_certificate_that_does_not_fit_gets_no_lookup(authority: Authority, tmp_path: Path, fault: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    context = {
        "another authority": lambda: Authority(elsewhere, "somebody else").server_context("localhost"),
        "another host": lambda: authority.server_context("other.example"),
        "an address for a name": lambda: authority.server_context("127.0.0.1"),
    }[fault]()
    with functions(context) as stub, edge(stub.url, ca_file=authority.file) as running:
        status, _ = ask(running)

    assert status == 503
    assert stub.requests == []


def test_functions_that_are_down_are_reported_at_once(authority: Authority) -> None:
    with edge(f"https://localhost:{free_port()}", ca_file=authority.file) as running:
        status, took = timed(lambda: ask(running))

    assert status == 503
    assert took < 1


def test_functions_that_hang_are_given_up_before_freeswitch_gives_up(authority: Authority) -> None:
    stub = FunctionsStub(delay=10)
    with functions(authority.server_context("localhost"), stub), edge(stub.url, ca_file=authority.file) as running:
        status, took = timed(lambda: ask(running))

    assert status == 503
    assert took < PATIENCE_S


def test_a_slow_pin_check_is_waited_for(authority: Authority) -> None:
    stub = FunctionsStub(delay=2.5)
    with functions(authority.server_context("localhost"), stub), edge(stub.url, ca_file=authority.file) as running:
        status, _ = ask(running, "/pin-check")

    assert status == 200


def test_a_large_lookup_is_passed_on_and_a_huge_one_is_refused(authority: Authority) -> None:
    with functions(authority.server_context("localhost")) as stub, edge(stub.url, ca_file=authority.file) as running:
        large, _ = ask(running, body=b"x" * 200_000)
        huge, _ = ask(running, body=b"x" * 300_000)
        written = running.messages()

    assert (large, huge) == (200, 413)
    assert len(stub.requests) == 1
    assert "xxxx" not in written


def test_what_is_asked_appears_in_no_log(authority: Authority) -> None:
    with edge(f"https://localhost:{free_port()}", ca_file=authority.file) as running:
        ask(running, "/pin-check", b"id=73914628&pin=580273")
        written = running.messages()

    assert "a function does not answer" in written
    assert "73914628" not in written
    assert "580273" not in written
    assert "ZnM6c2VjcmV0" not in written


def test_a_node_shows_its_certificate_where_the_functions_ask_for_one(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "others").mkdir()
    stranger = Authority(tmp_path / "others", "an authority that nobody knows").certificate("fs1")
    asking = authority.server_context("localhost")
    asking.verify_mode = ssl.CERT_REQUIRED
    asking.load_verify_locations(authority.file)
    statuses = []
    for certificate in (None, stranger, authority.certificate("fs1")):
        with (
            functions(asking) as stub,
            edge(stub.url, ca_file=authority.file, certificate=certificate) as running,
        ):
            statuses.append((ask(running)[0], len(stub.requests)))

    assert statuses == [(503, 0), (503, 0), (200, 1)]
