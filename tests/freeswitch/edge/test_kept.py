"""What is answered from memory, for how long, and for whom."""

import json
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from bench.edge.functions_stub import FunctionsStub, functions
from bench.edge.running import Edge, edge
from functions.shared.lookups.keeping import KEPT
from tests.freeswitch.edge.asking import call, counted, posted, register
from tests.infra.local.running import eventually

KEPT_HEADER = f"Cache-Control: {KEPT.header}"


def forget(running: Edge, user: str, domain: str = "example.com") -> int:
    body = json.dumps({"domain": domain, "user": user}).encode()
    order = Request(f"{running.url}/forget", body, {"Content-Type": "application/json"})
    with urlopen(order, timeout=5) as answer:
        return int(json.load(answer)["forgotten"])


def test_a_user_who_registers_again_is_answered_from_memory() -> None:
    with functions(None, FunctionsStub(headers=(KEPT_HEADER,))) as stub, edge(stub.url) as running:
        first = register(running, sip_auth_nonce="one", **{"Event-Sequence": "1"})
        again = register(running, sip_auth_nonce="two", **{"Event-Sequence": "2"})
        asked, fresh = (counted(running, f"freeswitch_edge_lookups_{name}_total") for name in ("asked", "fresh"))

    assert first == (200, "edge; fwd=miss", stub.answer)
    assert (again[0], again[1].startswith("edge; hit; ttl="), again[2]) == (200, True, stub.answer)
    assert (len(stub.requests), asked, fresh) == (1, 1, 1)


def test_an_answer_is_kept_for_its_own_time_and_no_longer() -> None:
    with functions(None, FunctionsStub(headers=("Cache-Control: max-age=1",))) as stub, edge(stub.url) as running:
        register(running)
        stub.answer = b"<document/>"
        assert eventually(lambda: register(running)[2] == stub.answer)

    assert len(stub.requests) == 2


def test_what_a_function_does_not_allow_to_be_kept_is_asked_each_time() -> None:
    with functions(None, FunctionsStub()) as stub, edge(stub.url) as running:
        for _ in range(3):
            register(running)
        stub.headers = ("Cache-Control: no-store",)
        for _ in range(3):
            call(running)

    assert len(stub.requests) == 6


def test_a_user_who_was_disabled_is_out_with_the_next_answer() -> None:
    """An answer that may not be kept takes away the one that was."""
    with (
        functions(None, FunctionsStub(headers=("Cache-Control: max-age=0, stale-if-error=900",))) as stub,
        edge(stub.url) as running,
    ):
        register(running)
        stub.headers, stub.answer = ("Cache-Control: no-store",), b"<nobody/>"
        register(running)
        stub.status = "503 Service Unavailable"
        status, _, _ = register(running)

    assert status == 503


def test_another_caller_number_or_context_is_another_question() -> None:
    with functions(None, FunctionsStub(headers=(KEPT_HEADER,))) as stub, edge(stub.url) as running:
        for fields in ({}, {"Hunt-Context": "trunk"}, {"variable_user_name": "1001"}, {"variable_sip_authorized": ""}):
            call(running, **fields)
            call(running, **fields)

    assert len(stub.requests) == 4


@pytest.mark.parametrize("path", ["/pin-check", "/configuration"])
def test_a_pin_and_a_file_are_asked_each_time_whatever_is_said_of_keeping(path: str) -> None:
    with functions(None, FunctionsStub(headers=(KEPT_HEADER,))) as stub, edge(stub.url) as running:
        sources = [posted(running, path, {"id": "73914628", "pin": "580273"})[1] for _ in range(3)]
        stub.status = "503 Service Unavailable"
        status, _, _ = posted(running, path, {"id": "73914628", "pin": "580273"})

    assert sources == ["edge; fwd=bypass"] * 3
    assert (len(stub.requests), status) == (4, 503)


def test_names_of_variables_that_came_with_a_call_are_never_in_another_ones_answer() -> None:
    with functions(None, FunctionsStub(headers=(KEPT_HEADER,))) as stub, edge(stub.url) as running:
        for _ in range(2):
            call(running, variable_confvar_stray="1")

    assert len(stub.requests) == 2


def test_whoever_proves_something_else_finds_nothing_here() -> None:
    """The edge lets nobody in: what is kept is kept for who was let in by the functions."""
    with functions(None, FunctionsStub(headers=(KEPT_HEADER,))) as stub, edge(stub.url) as running:
        register(running)
        stub.status, stub.answer = "401 Unauthorized", b""
        others = [register(running, authorization=given)[0] for given in ("Basic ZnM6Z3Vlc3NlZA==", "")]
        known = register(running)

    assert others == [401, 401]
    assert known[0] == 200
    assert len(stub.requests) == 3


def test_a_node_that_is_known_no_more_loses_what_it_was_told() -> None:
    with (
        functions(None, FunctionsStub(headers=("Cache-Control: max-age=60, stale-if-error=900",))) as stub,
        edge(stub.url) as running,
    ):
        register(running)
        stub.status = "401 Unauthorized"
        refused = register(running, user="1001")[0]
        stub.status = "503 Service Unavailable"
        status, _, _ = register(running)

    assert (refused, status) == (401, 503)


def test_a_user_of_whom_something_was_changed_is_asked_for_anew() -> None:
    with (
        functions(None, FunctionsStub(headers=("Cache-Control: max-age=60, stale-if-error=900",))) as stub,
        edge(stub.url) as running,
    ):
        register(running, user="1000")
        register(running, user="1001")
        forgotten = forget(running, "1000"), forget(running, "1000"), forget(running, "9999")
        register(running, user="1000")
        register(running, user="1001")
        told = counted(running, "freeswitch_edge_users_forgotten_total")

    assert forgotten == (1, 0, 0)
    assert (len(stub.requests), told) == (3, 3)


def test_what_was_asked_before_a_user_was_changed_is_not_kept_when_it_comes_after() -> None:
    with (
        functions(None, FunctionsStub(headers=("Cache-Control: max-age=60",), delay=0.7)) as stub,
        edge(stub.url) as running,
        ThreadPoolExecutor() as others,
    ):
        old = others.submit(register, running)
        assert eventually(lambda: len(stub.requests) == 1)
        forget(running, "1000")
        stub.delay, stub.answer = 0.0, b"<changed/>"
        joined = register(running)
        old.result(10)
        later = register(running)

    assert (joined[2], later[2]) == (b"<changed/>", b"<changed/>")
    assert len(stub.requests) == 2


def test_a_page_in_a_browser_cannot_make_it_forget() -> None:
    with functions(None, FunctionsStub()) as stub, edge(stub.url) as running:
        for kind, status in (
            ("text/plain", 415),
            ("application/x-www-form-urlencoded", 415),
            ("application/json", 400),
        ):
            with pytest.raises(HTTPError) as refused:
                urlopen(Request(f"{running.url}/forget", b"user=1000", {"Content-Type": kind}), timeout=5)
            assert refused.value.code == status
            refused.value.close()


def test_fifty_who_ask_the_same_at_once_cost_one_question() -> None:
    entry = b'<user id="1000" cacheable="600000"/>'
    with (
        functions(None, FunctionsStub(headers=(KEPT_HEADER,), delay=0.5, answer=entry)) as stub,
        edge(stub.url) as running,
        ThreadPoolExecutor(50) as others,
    ):
        answers = list(others.map(lambda _: register(running), range(50)))
        shared = counted(running, "freeswitch_edge_lookups_shared_total")

    assert {status for status, _, _ in answers} == {200}
    # Who asked later may have heard of a change before: FreeSWITCH keeps nothing of what another one asked for.
    collapsed = {body for _, source, body in answers if "collapsed" in source}
    assert collapsed == {b'<user id="1000"/>'}
    assert len(stub.requests) == 1
    assert shared >= 40
