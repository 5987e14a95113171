"""What the functions' answer becomes on the channel."""

import pytest

from tests.freeswitch.scripts.back_end import OK, BackEnd
from tests.freeswitch.scripts.calls import ID, JOINED, PIN, executed, played, variables
from tests.freeswitch.scripts.conftest import Dial


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
