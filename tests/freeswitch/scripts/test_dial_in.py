"""What a telephone caller meets in dial_in.lua, on every Lua that FreeSWITCH may be built with."""

from pathlib import Path

import pytest

from tests.freeswitch.scripts.back_end import OK, REFUSED, START, BackEnd
from tests.freeswitch.scripts.calls import Caller, Step, executed, logged, played, variables
from tests.freeswitch.scripts.conftest import Dial

JOINED = ("conference", "my-conf-name@telephone")
ID, PIN = "73914628", "580273"


def test_the_right_pin_joins_the_conference(dial: Dial) -> None:
    steps = dial(ID, PIN)

    assert played(steps) == ["en/welcome", "en/ask_id", "en/ask_pin", "en/joining"]
    assert executed(steps)[-1] == JOINED


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


def test_the_functions_url_may_have_a_path(dial: Dial, back_end: BackEnd) -> None:
    dial(ID, PIN, functions_url=f"{back_end.url}/v1/")

    assert {asked.path for asked in back_end.asked} == {"/v1/pin-check"}


def test_digits_are_hidden_before_the_call_is_answered(dial: Dial) -> None:
    steps = dial(ID, PIN)

    assert [step.what for step in steps[:2]] == ["setVariable", "answer"]
    assert steps[0].arguments == ["sensitive_dtmf", "true"]


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


def test_three_wrong_pins_end_with_a_goodbye(dial: Dial, back_end: BackEnd) -> None:
    back_end.answers = [REFUSED]

    steps = dial(*[ID, PIN] * 9)

    assert len(back_end.checks) == 3
    assert played(steps)[-2:] == ["en/wrong", "en/goodbye"]
    assert steps[-1] == Step("hangup", ["NORMAL_CLEARING"])
    assert "conference" not in dict(executed(steps))


def test_a_wrong_pin_is_waited_out_before_the_next_question(dial: Dial, back_end: BackEnd) -> None:
    back_end.answers = [{"result": "refused", "retry_after": 7.5}, OK]

    steps = dial(ID, PIN, ID, PIN)

    (at,) = [at for at, step in enumerate(steps) if step.what == "sleep"]
    assert steps[at].arguments == [pytest.approx(7500, abs=500)]
    assert steps[at + 1] == Step("flushDigits", [])
    assert len(back_end.checks) == 2
    assert played(steps)[3:6] == ["en/wrong", "en/please_wait", "en/ask_id"]
    assert executed(steps)[-1] == JOINED


@pytest.mark.parametrize(("told", "waited"), [(3600, 30000), (-1, None), ("x", 1000), (None, 1000)])
def test_an_odd_wait_neither_parks_the_caller_nor_breaks_the_call(
    dial: Dial, back_end: BackEnd, told: object, waited: int | None
) -> None:
    back_end.answers = [{"result": "refused", "retry_after": told}, OK]

    steps = dial(ID, PIN, ID, PIN)

    assert [step.arguments[0] for step in steps if step.what == "sleep"] == (
        [pytest.approx(waited, abs=500)] if waited else []
    )
    assert executed(steps)[-1] == JOINED


def test_the_functions_say_how_many_digits_and_tries(dial: Dial, back_end: BackEnd) -> None:
    back_end.start = {"id_digits": [3, 3], "pin_digits": [8, 10], "tries": 2, "prompts": "de"}
    back_end.answers = [REFUSED]

    steps = dial("123", "12345678", "456", "12345678", "789", "12345678")

    asked = [step.arguments[:2] for step in steps if step.what == "read"]
    assert asked == [[3, 3], [8, 10]] * 2
    assert played(steps)[0] == "de/welcome"


@pytest.mark.parametrize("start", [{}, {"id_digits": [9, 2], "pin_digits": "4", "tries": 0, "prompts": "../x"}])
def test_odd_rules_are_replaced_by_safe_ones(dial: Dial, back_end: BackEnd, start: object) -> None:
    back_end.start = start
    back_end.answers = [REFUSED]

    steps = dial(*[ID, PIN] * 9)

    assert [step.arguments[:2] for step in steps if step.what == "read"] == [[6, 9], [4, 12]] * 3
    assert played(steps)[0] == "en/welcome"


@pytest.mark.parametrize(
    "typed", [("", ""), ("12",), ("12*456",), (ID, "12"), (ID, "1" * 13), ("$" * 6,), ("1;reboot",)]
)
def test_what_is_not_enough_digits_is_never_posted(dial: Dial, back_end: BackEnd, typed: tuple[str, ...]) -> None:
    steps = dial(*typed)

    assert back_end.checks == []
    assert played(steps)[-1] == "en/goodbye"
    assert "en/not_heard" in played(steps)


def test_a_hash_that_interrupts_the_prompt_is_no_digit(dial: Dial, back_end: BackEnd) -> None:
    dial(f"#{ID}", PIN)

    assert back_end.checks[0]["id"] == ID


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


@pytest.mark.parametrize("conference", ["a b", "x+1234", "x@y", "${system}", "a'b", "x" * 65, "", "a\nb", "a%b", "ä"])
def test_a_conference_outside_the_grammar_is_not_joined(dial: Dial, back_end: BackEnd, conference: str) -> None:
    back_end.answers = [{**OK, "conference": conference}]

    steps = dial(ID, PIN)

    assert executed(steps) == []
    assert played(steps)[-1] == "en/unavailable"


def test_a_moderator_gets_the_flag_and_his_slot(dial: Dial, back_end: BackEnd) -> None:
    back_end.answers = [{**OK, "role": "moderator", "slot": "slot-1", "name": "Jörg Weiß"}]

    steps = dial(ID, PIN)

    assert variables(steps) == {
        "sensitive_dtmf": "true",
        "conference_member_flags": "moderator",
        "video_reservation_id": "slot-1",
    }
    assert executed(steps)[-2:] == [("set_profile_var", "caller_id_name=Joerg_Weiss"), JOINED]


def test_a_participant_gets_no_rights_that_an_earlier_step_left(dial: Dial) -> None:
    steps = dial(ID, PIN)

    unset = {value for application, value in executed(steps) if application == "unset"}
    assert {"conference_member_flags", "video_reservation_id", "supplied_pin", "conference_moderator_pin"} <= unset
    assert "conference_member_flags" not in variables(steps)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("${system rm}", "caller_id_name=__system_rm_"),
        ("a,b=c\nd", "caller_id_name=a_b_c_d"),
        ("Ω" * 10, None),
        ("x" * 80, "caller_id_name=" + "x" * 64),
        (7, None),
    ],
)
def test_a_name_is_shown_in_safe_letters_only(dial: Dial, back_end: BackEnd, name: object, shown: str | None) -> None:
    back_end.answers = [{**OK, "name": name}]

    steps = dial(ID, PIN)

    assert dict(executed(steps)).get("set_profile_var") == shown
    assert executed(steps)[-1] == JOINED


@pytest.mark.parametrize("slot", ["a b", "${x}", "a'b", 7, "x" * 65, ""])
def test_a_slot_outside_the_grammar_is_left_out(dial: Dial, back_end: BackEnd, slot: object) -> None:
    back_end.answers = [{**OK, "slot": slot}]

    steps = dial(ID, PIN)

    assert "video_reservation_id" not in variables(steps)
    assert executed(steps)[-1] == JOINED


@pytest.mark.parametrize(
    ("dialled", "caller", "languages", "heard"),
    [
        ("496131123456789", "+15550100", "", "de"),
        ("+496131123456789", "+15550100", "", "de"),
        ("00496131123456789", "+15550100", "", "de"),
        ("18005550199", "+43155501", "", "de"),
        ("18005550199", "+15550100", "", "en"),
        ("496131123456789", "+15550100", "1=de", "de"),
        ("496131123456789", "+33155501", "1=de", "en"),
        ("496131123456789", "+33155501", "49=xx", "en"),
    ],
)
def test_the_prefix_decides_the_language_where_the_route_does_not(
    dial: Dial, dialled: str, caller: str, languages: str, heard: str
) -> None:
    steps = dial(ID, PIN, dialled=dialled, number=caller, globals={"dial_in_languages": languages})

    assert played(steps)[0] == f"{heard}/welcome"


@pytest.mark.parametrize(
    ("route", "told", "heard"), [("de", "en", "de"), ("en", "de", "en"), (None, "de", "de"), ("xx", "xx", "en")]
)
def test_the_route_names_a_language_before_the_functions_do(
    dial: Dial, back_end: BackEnd, route: str | None, told: str, heard: str
) -> None:
    back_end.start = {**START, "prompts": told}

    assert played(dial(ID, PIN, language=route))[0] == f"{heard}/welcome"


def test_the_second_address_is_asked_when_the_first_is_down(dial: Dial, back_end: BackEnd) -> None:
    steps = dial(ID, PIN, functions_url="http://127.0.0.1:1", globals={"functions_url_2": back_end.url})

    assert len(back_end.checks) == 1
    assert executed(steps)[-1] == JOINED


def test_the_second_address_may_not_be_in_the_clear_either(dial: Dial) -> None:
    steps = dial(ID, PIN, functions_url="http://127.0.0.1:1", globals={"functions_url_2": "http://192.0.2.1"})

    assert "functions_url_2 is http and not loopback" in logged(steps)


def test_a_missing_prompt_does_not_stop_the_questions(dial: Dial, tmp_path: Path) -> None:
    steps = dial(ID, PIN, globals={"prompts_dir": str(tmp_path)})

    assert {step.arguments[2] for step in steps if step.what == "read"} == {"silence"}
    assert executed(steps)[-1] == JOINED


def test_a_forged_caller_number_reaches_the_functions_only_as_a_number(dial: Dial, back_end: BackEnd) -> None:
    dial(ID, PIN, number="+49'&id=1\r\nX: ${y}" + "1" * 100)

    assert back_end.checks[0]["caller"] == ("+49id1Xy" + "1" * 100)[:64]


@pytest.mark.parametrize("module", ["socket.http", "cjson.safe", "dial_in.joining"])
def test_a_node_without_a_library_apologises_and_says_so(dial: Dial, module: str) -> None:
    steps = dial(ID, PIN, missing_module=module, dialled="496131123456789")

    assert played(steps) == ["de/unavailable"]
    assert steps[-1] == Step("hangup", ["NORMAL_TEMPORARY_FAILURE"])
    assert "lua-socket" in logged(steps)


def test_whenever_the_caller_hangs_up_nothing_more_is_done(lua: str, back_end: BackEnd, tmp_path: Path) -> None:
    story = [{"result": "refused", "retry_after": 5}, {**OK, "role": "moderator", "slot": "slot-1", "name": "Ada"}]
    back_end.answers = list(story)
    whole = Caller(back_end.url, [ID, PIN] * 2).call(lua, tmp_path)
    assert executed(whole)[-1] == JOINED

    for moment in range(1, len(whole)):
        back_end.answers = list(story)
        steps = Caller(back_end.url, [ID, PIN] * 2, hang_up_at=moment).call(lua, tmp_path)

        assert [step.what for step in steps] == [step.what for step in whole[:moment]]
