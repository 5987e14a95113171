"""What the functions' answer becomes on the channel."""

import json
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.shared.encoders.dial_strings import assignment
from tests.freeswitch.scripts.back_end import OK, BackEnd
from tests.freeswitch.scripts.calls import ID, JOINED, PIN, SCRIPT, executed, played, variables
from tests.freeswitch.scripts.conftest import Dial
from tests.functions.freeswitch_model import expand


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
        "video_banner_text": "Jörg Weiß",
        "dial_in_invitee": "Jörg Weiß",
    }
    assert executed(steps)[-2:] == [("set_profile_var", "caller_id_name=Jörg Weiß"), JOINED]


@pytest.mark.parametrize(
    ("role", "flags", "given"),
    [
        ("participant", ["mute", "nomoh"], "mute|nomoh"),
        ("moderator", ["endconf"], "endconf|moderator"),
        ("participant", ["mute|moderator", "${x}", "a b", 7, "vmute"], "vmute"),
        ("participant", [], None),
        ("participant", "mute", None),
        ("participant", ["a"] * 20, "|".join(["a"] * 8)),
    ],
)
def test_the_rooms_flags_reach_who_dials_in(
    dial: Dial, back_end: BackEnd, role: str, flags: object, given: str | None
) -> None:
    back_end.answers = [{**OK, "role": role, "flags": flags}]

    assert variables(dial(ID, PIN)).get("conference_member_flags") == given


def test_a_participant_gets_no_rights_that_an_earlier_step_left(dial: Dial) -> None:
    steps = dial(ID, PIN)

    unset = {value for application, value in executed(steps) if application == "unset"}
    assert {"conference_member_flags", "video_reservation_id", "supplied_pin", "conference_moderator_pin"} <= unset
    assert "conference_member_flags" not in variables(steps)


@pytest.mark.parametrize(
    "name", ["Соня", "李雷", "Łukasz Żak", "José", "محمد", "O'Brien, Ann (2)", "👩🏽‍💻", "Ω" * 128]
)
def test_a_name_is_shown_as_it_is_written(dial: Dial, back_end: BackEnd, name: str) -> None:
    back_end.answers = [{**OK, "name": name}]

    steps = dial(ID, PIN)

    assert executed(steps)[-2:] == [("set_profile_var", f"caller_id_name={name}"), JOINED]
    assert variables(steps)["video_banner_text"] == name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("${system rm}", "caller_id_name=system rm"),
        ("a,b=c\nd", "caller_id_name=a,b=cd"),
        ("{fg=#fff}A\\'", "caller_id_name=fg=#fffA'"),
        ("Ω" * 200, "caller_id_name=" + "Ω" * 128),
        (" ", None),
        ("$", None),
        (7, None),
    ],
)
def test_what_a_name_could_do_to_the_switch_is_dropped(
    dial: Dial, back_end: BackEnd, name: object, shown: str | None
) -> None:
    back_end.answers = [{**OK, "name": name}]

    steps = dial(ID, PIN)

    assert dict(executed(steps)).get("set_profile_var") == shown
    assert executed(steps)[-1] == JOINED


NAMES = st.lists(
    st.one_of(
        st.sampled_from(
            [*"$\\{}=,;'\"%&<> \n\r\t", "${", "$${", "\x00", "\x7f", "\x85", "\u2028", "ß", "李", "\U0001f469"]
        ),
        st.text(max_size=6),
    ),
    max_size=40,
).map("".join)
# Prints what the script shows of each name of a JSON list.
SHOW = """
package.path = os.getenv("SCRIPTS") .. "/?.lua;" .. package.path
local json, joining = require("cjson"), require("dial_in.joining")
local shown = {}
for index, name in ipairs(json.decode(io.read("*a"))) do
    local entry = joining.entry({ conference = "c", profile = "p", role = "participant", name = name })
    shown[index] = entry.name or json.null
end
io.write(json.encode(shown))
"""


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES, min_size=50, max_size=100))
def test_the_script_shows_of_any_name_what_the_encoder_would_assign(lua: str, names: list[str]) -> None:
    asked = json.dumps(names, ensure_ascii=False).encode("utf-8", "surrogatepass")

    run = subprocess.run(
        [lua, "-e", SHOW],
        input=asked,
        env={"SCRIPTS": str(SCRIPT.parent)},
        capture_output=True,
        timeout=30,
        check=True,
    )

    for name, shown in zip(names, json.loads(run.stdout), strict=True):
        kept = assignment("caller_id_name", name).partition("=")[2][:128]
        assert shown == (kept if kept.strip(" ") else None)
        assert expand(f"caller_id_name={shown}", {}) == f"caller_id_name={shown}"


@pytest.mark.parametrize("slot", ["a b", "${x}", "a'b", 7, "x" * 65, ""])
def test_a_slot_outside_the_grammar_is_left_out(dial: Dial, back_end: BackEnd, slot: object) -> None:
    back_end.answers = [{**OK, "slot": slot}]

    steps = dial(ID, PIN)

    assert "video_reservation_id" not in variables(steps)
    assert executed(steps)[-1] == JOINED


def test_who_waits_goes_where_the_functions_say_neither_heard_nor_seen(dial: Dial, back_end: BackEnd) -> None:
    waits = {"conference": "waiting.board", "profile": "waiting", "waits": True, "waiting_flags": ["mute", "vmute"]}
    back_end.answers = [{**OK, **waits, "flags": ["nomoh"], "admitted_to": "wide", "slot": "left"}]

    steps = dial(ID, PIN)

    assert executed(steps)[-1] == ("conference", "waiting.board@waiting+flags{mute|vmute}")
    assert played(steps)[-1] == "en/waiting"
    said = variables(steps)
    assert (said["conference_permanent_wait_mod_moh"], said["admitted_with_moderator_to"]) == ("true", "wide")
    # For when they are let in.
    assert (said["conference_member_flags"], said["video_reservation_id"]) == ("nomoh", "left")


@pytest.mark.parametrize("flags", [None, [], "mute", ["mute|moderator"], [7]])
def test_nobody_goes_where_people_wait_without_being_muted(dial: Dial, back_end: BackEnd, flags: object) -> None:
    back_end.answers = [{**OK, "conference": "waiting.board", "waits": True, "waiting_flags": flags}]

    steps = dial(ID, PIN)

    assert executed(steps) == []
    assert played(steps)[-1] == "en/unavailable"
