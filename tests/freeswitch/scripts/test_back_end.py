"""What the functions are asked, and what the caller hears when they fail."""

import pytest

from functions.shared.version import USER_AGENT
from tests.freeswitch.scripts.back_end import OK, REFUSED, BackEnd
from tests.freeswitch.scripts.calls import ID, JOINED, PIN, executed, logged, played
from tests.freeswitch.scripts.conftest import Dial


def test_the_functions_get_what_the_contract_names(dial: Dial, back_end: BackEnd) -> None:
    dial(ID, PIN)

    first, second = back_end.asked
    about = {
        "caller": "15550100",
        "number": "18005550199",
        "node": "fs1",
        "call": "0d8b3c1e-7d4e-4b7e-9d5c-1f2a3b4c5d6e",
    }
    assert (first.method, first.path, first.fields) == ("POST", "/pin-check", {"step": "start", **about})
    assert (second.method, second.path, second.fields) == ("POST", "/pin-check", {"id": ID, "pin": PIN, **about})
    assert second.headers["authorization"] == "Basic ZnM6c2VjcmV0"
    assert second.headers["content-type"] == "application/x-www-form-urlencoded"
    assert second.headers["user-agent"] == f"{USER_AGENT} dial-in"


def test_the_functions_url_may_have_a_path(dial: Dial, back_end: BackEnd) -> None:
    dial(ID, PIN, functions_url=f"{back_end.url}/v1/")

    assert {asked.path for asked in back_end.asked} == {"/v1/pin-check"}


@pytest.mark.parametrize("answer", [OK, REFUSED, b"not json"], ids=["joined", "refused", "broken"])
def test_nothing_typed_leaves_the_script_but_in_the_body_of_the_post(
    dial: Dial, back_end: BackEnd, answer: object
) -> None:
    back_end.answers = [answer]

    steps = dial(ID, PIN, ID, PIN, ID, PIN)

    told = repr([(step.what, step.arguments) for step in steps])
    assert ID not in told
    assert PIN not in told
    assert all(ID not in asked.path and PIN not in asked.path for asked in back_end.asked)
    assert all(ID not in repr(asked.headers) and PIN not in repr(asked.headers) for asked in back_end.asked)


@pytest.mark.parametrize("status", [401, 404, 500, 503, 302])
def test_a_back_end_that_fails_is_apologised_for(dial: Dial, back_end: BackEnd, status: int) -> None:
    back_end.status = status

    steps = dial(ID, PIN)

    assert played(steps) == ["en/unavailable"]
    assert steps[-1].what == "hangup"
    assert f"HTTP status {status}" in logged(steps)


def test_a_back_end_that_is_down_is_apologised_for_in_the_callers_language(dial: Dial) -> None:
    steps = dial(ID, PIN, functions_url="http://127.0.0.1:1", dialled="496131123456789")

    assert played(steps) == ["de/unavailable"]
    assert "connection refused" in logged(steps)


@pytest.mark.parametrize(
    "answer",
    [b"", b"[", b"7", {"result": "maybe"}, {**OK, "role": "root"}, {**OK, "conference": None}, b"{" + b" " * 20000],
)
def test_an_answer_that_makes_no_sense_is_apologised_for(dial: Dial, back_end: BackEnd, answer: object) -> None:
    back_end.answers = [answer]

    steps = dial(ID, PIN)

    assert played(steps)[-1] == "en/unavailable"
    assert "conference" not in dict(executed(steps))


def test_the_second_address_is_asked_when_the_first_is_down(dial: Dial, back_end: BackEnd) -> None:
    steps = dial(ID, PIN, functions_url="http://127.0.0.1:1", globals={"functions_url_2": back_end.url})

    assert len(back_end.checks) == 1
    assert executed(steps)[-1] == JOINED


def test_the_second_address_may_not_be_in_the_clear_either(dial: Dial) -> None:
    steps = dial(ID, PIN, functions_url="http://127.0.0.1:1", globals={"functions_url_2": "http://192.0.2.1"})

    assert "functions_url_2 is http and not loopback" in logged(steps)


def test_a_forged_caller_number_reaches_the_functions_only_as_a_number(dial: Dial, back_end: BackEnd) -> None:
    dial(ID, PIN, number="+49'&id=1\r\nX: ${y}" + "1" * 100)

    assert back_end.checks[0]["caller"] == ("+49id1Xy" + "1" * 100)[:64]
