"""The conversation with a telephone caller, on every Lua that FreeSWITCH may be built with."""

from pathlib import Path

import pytest

from tests.freeswitch.scripts.back_end import OK, REFUSED, BackEnd
from tests.freeswitch.scripts.calls import ID, JOINED, PIN, Caller, Step, executed, logged, played
from tests.freeswitch.scripts.conftest import Dial


def test_the_right_pin_joins_the_conference(dial: Dial) -> None:
    steps = dial(ID, PIN)

    assert played(steps) == ["en/welcome", "en/ask_id", "en/ask_pin", "en/joining"]
    assert executed(steps)[-1] == JOINED


def test_digits_are_hidden_before_the_call_is_answered(dial: Dial) -> None:
    steps = dial(ID, PIN)

    assert [step.what for step in steps[:2]] == ["setVariable", "answer"]
    assert steps[0].arguments == ["sensitive_dtmf", "true"]


@pytest.mark.parametrize(
    ("telephone_event", "tones", "listens"), [("101", False, False), ("", False, True), ("101", True, True)]
)
def test_tones_are_listened_for_only_where_there_are_no_telephone_events_or_the_route_says_so(
    dial: Dial, telephone_event: str, tones: bool, listens: bool
) -> None:
    steps = dial(ID, PIN, telephone_event=telephone_event, tones=tones)

    assert (("start_dtmf", "") in executed(steps)) is listens
    assert executed(steps)[-1] == JOINED


def test_three_wrong_pins_end_with_a_goodbye(dial: Dial, back_end: BackEnd) -> None:
    back_end.answers = [REFUSED]

    steps = dial(*[ID, PIN] * 9)

    assert len(back_end.checks) == 3
    assert played(steps)[-2:] == ["en/wrong", "en/goodbye"]
    assert steps[-1] == Step("hangup", ["NORMAL_CLEARING"])
    assert "conference" not in dict(executed(steps))


def test_a_right_pin_while_the_room_is_not_open_is_told_so_and_asked_no_more(dial: Dial, back_end: BackEnd) -> None:
    back_end.answers = [{"result": "not_open"}]

    steps = dial(*[ID, PIN] * 3)

    assert len(back_end.checks) == 1
    assert played(steps)[3:] == ["en/not_open", "en/goodbye"]
    assert steps[-1] == Step("hangup", ["NORMAL_CLEARING"])
    assert "conference" not in dict(executed(steps))


def test_who_is_kept_out_is_asked_no_more_and_told_nothing(dial: Dial, back_end: BackEnd) -> None:
    back_end.answers = [{"result": "kept_out"}]

    steps = dial(*[ID, PIN] * 3)

    assert len(back_end.checks) == 1
    assert played(steps)[3:] == ["en/goodbye"]
    assert steps[-1] == Step("hangup", ["NORMAL_CLEARING"])
    assert "conference" not in dict(executed(steps))


def test_who_dials_in_where_the_conference_is_not_is_told_so_and_asked_no_more(dial: Dial, back_end: BackEnd) -> None:
    back_end.answers = [{"result": "elsewhere"}]

    steps = dial(*[ID, PIN] * 3)

    assert len(back_end.checks) == 1
    assert played(steps)[3:] == ["en/unavailable", "en/goodbye"]
    assert steps[-1] == Step("hangup", ["NORMAL_CLEARING"])
    assert "conference" not in dict(executed(steps))


def test_who_dials_in_is_brought_to_the_node_that_has_the_conference(dial: Dial, back_end: BackEnd) -> None:
    bridge = "{sip_h_X-Entry=note}sofia/nodes/crossing@10.0.0.2:5090"
    back_end.answers = [{"result": "elsewhere", "across": bridge}]

    steps = dial(*[ID, PIN] * 3)

    assert len(back_end.checks) == 1
    assert played(steps)[3:] == ["en/joining"]
    assert executed(steps)[-4:] == [
        ("set", "sip_copy_custom_headers=false"), ("set", "hangup_after_bridge=false"),
        ("set", "continue_on_fail=false"), ("bridge", bridge),
    ]  # fmt: skip
    assert steps[-1] == Step("hangup", ["NORMAL_CLEARING"])


def to(node: str) -> str:
    return f"{{sip_h_X-Entry=note}}sofia/nodes/crossing@{node}:5090"


def test_who_was_removed_on_the_other_node_is_hung_up(dial: Dial, back_end: BackEnd) -> None:
    back_end.answers = [{"result": "elsewhere", "across": to("fs2")}]

    steps = dial(ID, PIN, bridges_end=["NORMAL_CLEARING"])

    assert len(back_end.checks) == 1
    assert executed(steps)[-1] == ("bridge", to("fs2"))
    assert steps[-1] == Step("hangup", ["NORMAL_CLEARING"])


def test_whose_node_is_gone_goes_to_its_successor_or_comes_in_here(dial: Dial, back_end: BackEnd) -> None:
    across = [{"result": "elsewhere", "across": to(node)} for node in ("fs2", "fs2", "fs3")]
    back_end.answers = [*across, OK]

    steps = dial(ID, PIN, bridges_end=["MEDIA_TIMEOUT", "MEDIA_TIMEOUT", "MEDIA_TIMEOUT"])

    bridges = [data for name, data in executed(steps) if name == "bridge"]
    assert bridges == [to("fs2"), to("fs2"), to("fs3")]
    assert [data for name, data in executed(steps) if name == "set" and data.startswith("continue_on_fail")] == [
        "continue_on_fail=false", "continue_on_fail=true", "continue_on_fail=true",
    ]  # fmt: skip
    assert [name for name, _ in executed(steps)].count("playback") == 3
    # The PIN was asked for once.
    assert played(steps).count("en/ask_pin") == 1
    assert executed(steps)[-1] == JOINED


def test_who_loses_a_second_node_long_afterwards_is_kept_as_at_the_first(dial: Dial, back_end: BackEnd) -> None:
    across = [{"result": "elsewhere", "across": to(node)} for node in ("fs2", "fs3")]
    back_end.answers = [*across, OK]

    was_there = dial(ID, PIN, bridges_end=["MEDIA_TIMEOUT"] * 2, bridges_last=[60, 3600])
    back_end.answers = [*across, OK]
    unanswered = dial(ID, PIN, bridges_end=["MEDIA_TIMEOUT"] * 2, bridges_last=[60, -45])

    assert executed(was_there)[-1] == JOINED
    assert played(unanswered)[-1] == "en/unavailable"


def test_whose_node_is_gone_and_who_may_not_come_in_any_more_is_told_so(dial: Dial, back_end: BackEnd) -> None:
    back_end.answers = [{"result": "elsewhere", "across": to("fs2")}, {"result": "kept_out"}]

    steps = dial(ID, PIN, bridges_end=["MEDIA_TIMEOUT"])

    assert len(back_end.checks) == 2
    assert "conference" not in dict(executed(steps))
    assert played(steps)[-1] == "en/unavailable"


def test_a_wrong_pin_is_waited_out_before_the_next_question(dial: Dial, back_end: BackEnd) -> None:
    back_end.answers = [{"result": "refused", "retry_after": 7.5}, OK]

    steps = dial(ID, PIN, ID, PIN)

    (at,) = [at for at, step in enumerate(steps) if step.what == "sleep"]
    assert steps[at].arguments == [pytest.approx(7500, abs=500)]
    assert steps[at + 1] == Step("flushDigits", [])
    assert len(back_end.checks) == 2
    assert played(steps)[3:6] == ["en/wrong", "en/please_wait", "en/ask_id"]
    assert executed(steps)[-1] == JOINED


@pytest.mark.parametrize(("told", "waited"), [(3600, 600_000), (-1, None), ("x", 1000), (None, 1000)])
def test_an_odd_wait_neither_parks_the_caller_nor_breaks_the_call(
    dial: Dial, back_end: BackEnd, told: object, waited: int | None
) -> None:
    back_end.answers = [{"result": "refused", "retry_after": told}, OK]

    steps = dial(ID, PIN, ID, PIN)

    assert slept(steps) == pytest.approx(waited or 0, abs=500)
    assert executed(steps)[-1] == JOINED


def slept(steps: list[Step]) -> float:
    """For how many milliseconds the caller waited."""
    return sum(float(step.arguments[0]) for step in steps if step.what == "sleep")


def test_a_guess_whose_turn_is_later_waits_here_and_is_asked_again_with_its_ticket(
    dial: Dial, back_end: BackEnd
) -> None:
    back_end.answers = [{"result": "wait", "retry_after": 60, "ticket": "a ticket"}, OK]

    steps = dial(ID, PIN)

    asked = [(check["id"], check["pin"], check.get("ticket")) for check in back_end.checks]
    assert asked == [(ID, PIN, None), (ID, PIN, "a ticket")]
    assert slept(steps) == pytest.approx(60_000, abs=500)
    # Nobody hears silence for a minute and thinks that the line is dead.
    assert played(steps).count("en/please_wait") == 3
    assert executed(steps)[-1] == JOINED


def test_a_wait_that_never_ends_is_given_up(dial: Dial, back_end: BackEnd) -> None:
    back_end.answers = [{"result": "wait", "retry_after": 1, "ticket": "a ticket"}]

    steps = dial(ID, PIN)

    assert len(back_end.checks) == 4
    assert played(steps)[-1] == "en/unavailable"


@pytest.mark.parametrize("ticket", [None, 7, {}])
def test_a_wait_without_a_ticket_is_no_answer(dial: Dial, back_end: BackEnd, ticket: object) -> None:
    back_end.answers = [{"result": "wait", "retry_after": 1, "ticket": ticket}]

    assert played(dial(ID, PIN))[-1] == "en/unavailable"
    assert len(back_end.checks) == 1


def test_the_functions_say_how_many_digits_and_tries(dial: Dial, back_end: BackEnd) -> None:
    back_end.start = {"id_digits": [3, 3], "pin_digits": [8, 10], "tries": 2, "prompts": "de"}
    back_end.answers = [REFUSED]

    steps = dial("123", "12345678", "456", "12345678", "789", "12345678")

    # One more than may be typed, so that the # after the last digit ends this question and not the next one.
    asked = [step.arguments[:2] for step in steps if step.what == "read"]
    assert asked == [[3, 4], [8, 11]] * 2
    assert played(steps)[0] == "de/welcome"


@pytest.mark.parametrize("start", [{}, {"id_digits": [9, 2], "pin_digits": "4", "tries": 0, "prompts": "../x"}])
def test_odd_rules_are_replaced_by_safe_ones(dial: Dial, back_end: BackEnd, start: object) -> None:
    back_end.start = start
    back_end.answers = [REFUSED]

    steps = dial(*[ID, PIN] * 9)

    assert [step.arguments[:2] for step in steps if step.what == "read"] == [[6, 10], [4, 13]] * 3
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


@pytest.mark.parametrize("module", ["socket.http", "cjson.safe", "dial_in.joining"])
def test_a_node_without_a_library_apologises_and_says_so(dial: Dial, module: str) -> None:
    steps = dial(ID, PIN, missing_module=module, dialled="496131123456789")

    assert played(steps) == ["de/unavailable"]
    assert steps[-1] == Step("hangup", ["NORMAL_TEMPORARY_FAILURE"])
    assert "lua-socket" in logged(steps)


def test_whenever_the_caller_hangs_up_nothing_more_is_done(lua: str, back_end: BackEnd, tmp_path: Path) -> None:
    wait = {"result": "wait", "retry_after": 25, "ticket": "a ticket"}
    story = [
        {"result": "refused", "retry_after": 5},
        wait,
        {**OK, "role": "moderator", "slot": "slot-1", "name": "Ada"},
    ]
    back_end.answers = list(story)
    whole = Caller(back_end.url, [ID, PIN] * 2).call(lua, tmp_path)
    assert executed(whole)[-1] == JOINED

    for moment in range(1, len(whole)):
        back_end.answers = list(story)
        steps = Caller(back_end.url, [ID, PIN] * 2, hang_up_at=moment).call(lua, tmp_path)

        assert [step.what for step in steps] == [step.what for step in whole[:moment]]
