"""What FreeSWITCH can rely on when it asks where a call goes."""

from typing import Any

import pytest

from functions.dialplan.actions import CONFERENCE_VARIABLES
from functions.dialplan.app import app
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.routes import Route, Routes, RoutesItem, ToGateway
from tests.functions.lookups import ask, document, provision
from tests.nodes import serve

pytestmark = pytest.mark.usefixtures("lookup_tables")


def call(number: str, user: str = "", context: str = "public", **fields: str) -> Any:
    known = {
        "variable_sip_authorized": "true",
        "variable_user_name": user.partition("@")[0],
        "variable_domain_name": user.partition("@")[2],
    }
    hunted = {"section": "dialplan", "Hunt-Context": context, "Hunt-Destination-Number": number}
    return document(ask(app, "/dialplan", {**hunted, **(known if user else {}), **fields}))


def actions(answer: Any) -> list[tuple[str, str]]:
    return [
        (action.get("application"), action.get("data"))
        for action in answer.findall("section/context/extension/condition/action")
    ]


def refused(answer: Any) -> bool:
    (context,) = answer.findall("section/context")
    return list(context) == []


@pytest.mark.parametrize(
    ("user", "conference"),
    [
        ("1000@example.com", "internal@video"),
        ("1001@example.com", "internal@video"),
        ("1002@example.com", "external@video"),
        ("1000@other.example", "external@video"),
        ("", "external@video"),
    ],
)
def test_999_is_the_team_meeting_for_two_users_and_the_visitors_room_for_all_others(user: str, conference: str) -> None:
    provision()
    serve("example.com", "other.example")

    answer = call("999", user)

    assert actions(answer)[-2:] == [("answer", ""), ("conference", conference)]
    assert answer.find("section/context").get("name") == "public"


def test_a_caller_who_claims_to_be_1000_is_a_stranger() -> None:
    provision()

    answer = call("999", **{"Hunt-Caller-ID-Number": "1000", "Hunt-Caller-ID-Name": "1000"})

    assert actions(answer)[-1] == ("conference", "external@video")


def test_every_variable_that_gives_rights_in_a_conference_is_taken_from_the_caller() -> None:
    provision()

    (application, data) = actions(call("999", "1000@example.com", variable_confvar_title="mine"))[0]

    assert application == "multiunset"
    assert set(CONFERENCE_VARIABLES) <= set(data.split(" "))
    assert "confvar_title" in data.split(" ")
    assert {"conference_moderator_pin", "supplied_pin", "video_reservation_id"} <= set(data.split(" "))


SEATED = """
domains: [{name: example.com}]
rooms:
  - name: board
    domain: example.com
    max_members: 12
    flags: [mute]
    seats:
      1000@example.com: {slot: presenter, banner: "Ada {x}", moderator: true}
  - {name: secret, domain: other.example, conference: hidden}
contexts:
  - name: public
    routes:
      - {name: board, number: "1", target: {kind: room, room: board}}
      - {name: as-guest, number: "2", target: {kind: room, room: board, slot: guest, banner: Guest, flags: [deaf]}}
      - {name: missing, number: "3", target: {kind: room, room: nowhere}}
      - {name: other, number: "4", target: {kind: room, room: secret.other.example}}
      - {name: named, pattern: "[a-z]+", target: {kind: room}}
"""


def test_a_seat_of_the_room_gives_slot_banner_and_moderator() -> None:
    provision(SEATED)

    assigned = [data for application, data in actions(call("1", "1000@example.com")) if application == "set"]

    assert assigned == [
        "conference_enforce_security=true",
        "conference_member_flags=mute|moderator",
        "conference_max_members=12",
        "video_reservation_id=presenter",
        "video_banner_text=Ada x",
    ]


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({"variable_effective_caller_id_name": "Ada Łovelace"}, ["caller_id_name=Ada Łovelace"]),
        # Who has no name of their own in the directory is called as their telephone says.
        ({"variable_effective_caller_id_name": "1000"}, []),
        ({"variable_effective_caller_id_name": "Eve ${x}"}, ["caller_id_name=Eve x"]),
    ],
)
def test_who_is_authenticated_is_called_as_provisioned(told: dict[str, str], named: list[str]) -> None:
    provision(SEATED)

    done = actions(call("1", "1000@example.com", **told))

    assert [data for application, data in done if application == "set_profile_var"] == named
    assert done[-1][0] == "conference"


def test_a_screen_has_the_place_of_screens_no_voice_and_none_of_its_owners_rights() -> None:
    provision(SEATED)
    shared = {"variable_sip_h_X-Share": "screen"}

    assigned = [data for application, data in actions(call("1", "1000@example.com", **shared)) if application == "set"]

    assert assigned == [
        "conference_enforce_security=true",
        "conference_member_flags=mute|deaf",
        "conference_max_members=12",
        "video_role_id=screen",
        "conference_enter_sound=silence_stream://1",
        "conference_exit_sound=silence_stream://1",
    ]


@pytest.mark.parametrize(("owner", "named"), [("Mary", ["caller_id_name=Mary – screen"]), ("1000", [])])
def test_a_screen_is_called_as_its_owner_and_a_screen(owner: str, named: list[str]) -> None:
    provision(SEATED)
    shared = {"variable_sip_h_X-Share": "screen", "variable_effective_caller_id_name": owner}

    done = actions(call("1", "1000@example.com", **shared))

    assert [data for application, data in done if application == "set_profile_var"] == named


@pytest.mark.parametrize(("user", "share"), [("", "screen"), ("1000@example.com", "Screen"), ("1000@example.com", "")])
def test_only_somebody_who_is_known_shows_a_screen_and_only_by_its_word(user: str, share: str) -> None:
    provision()

    assigned = actions(call("999", user, **{"variable_sip_h_X-Share": share}))

    assert not [data for application, data in assigned if application == "set" and "video_role_id" in data]


def test_what_the_route_says_comes_before_the_seat() -> None:
    provision(SEATED)

    assigned = [data for application, data in actions(call("2", "1000@example.com")) if application == "set"]

    assert "video_reservation_id=guest" in assigned
    assert "video_banner_text=Guest" in assigned
    assert "conference_member_flags=mute|deaf|moderator" in assigned


@pytest.mark.parametrize(
    ("user", "flags"),
    [("1000@example.com", "vmute|endconf|moderator"), ("1001@example.com", "vmute|mute"), ("", "vmute|mute")],
)
def test_flags_are_for_whom_they_name(user: str, flags: str) -> None:
    provision(
        SEATED.replace(
            "flags: [mute]", "open: true\n    flags: {all: [vmute], participants: [mute], moderators: [endconf]}"
        )
    )

    assigned = [data for application, data in actions(call("1", user)) if application == "set"]

    assert f"conference_member_flags={flags}" in assigned


def test_a_room_that_is_not_open_takes_no_stranger() -> None:
    provision(SEATED)

    assert refused(call("1"))
    assert not refused(call("1", "1002@example.com"))


TIMED = """
rooms: [{{name: board, domain: example.com, open: {open}, {window}}}]
contexts:
  - name: public
    routes: [{{name: board, number: "1", target: {{kind: room, room: board}}}}]
"""


@pytest.mark.parametrize(
    ("window", "opens"),
    [
        ("not_before: 2020-01-01T00:00:00+00:00", True),
        ("not_after: 2120-01-01T00:00:00+00:00", True),
        ("not_before: 2120-01-01T00:00:00+00:00", False),
        ("not_after: 2020-01-01T00:00:00+00:00", False),
    ],
)
@pytest.mark.parametrize("who", ["", "1000@example.com"])
def test_a_room_that_is_closed_now_says_so_and_lets_nobody_in(window: str, opens: bool, who: str) -> None:
    provision(TIMED.format(window=window, open="true"))

    done = actions(call("1", who))

    if opens:
        assert done[-1] == ("conference", "board@video")
    else:
        assert ("set", "sip_bye_h_X-Ended=not_open") in done
        assert done[-3:] == [("answer", ""), ("playback", "en/not_open.wav"), ("hangup", "NORMAL_CLEARING")]
        assert all(application != "conference" for application, _ in done)


def test_whoever_may_not_enter_a_room_is_not_told_when_it_opens() -> None:
    provision(TIMED.format(window="not_before: 2120-01-01T00:00:00+00:00", open="false"))

    assert refused(call("1"))


def test_a_route_to_a_room_that_is_gone_refuses_the_call() -> None:
    provision(SEATED)

    assert refused(call("3", "1000@example.com"))


def test_a_room_of_another_domain_has_its_domain_in_its_name_and_its_own_conference() -> None:
    provision(SEATED)

    assert actions(call("4", "1000@example.com"))[-1] == ("conference", "hidden@video")


def test_a_route_without_a_room_reaches_the_room_named_like_the_number() -> None:
    provision(SEATED)

    assert actions(call("board", "1000@example.com"))[-1] == ("conference", "board@video")


OTHERS = """
domains:
  - name: example.com
    gateways: [{name: carrier, proxy: sip.carrier.example}]
contexts:
  - name: office
    may_call_out: true
    routes:
      - {name: out, pattern: "0[1-9]\\\\d{3,}", target: {kind: gateway, domain: example.com, gateway: carrier,
         strip: 1, prefix: "+49"}}
      - {name: inside, pattern: "1\\\\d{3}", target: {kind: user, domain: example.com}}
      - {name: boss, number: "1", target: {kind: user, domain: example.com, user: "1000"}}
      - {name: phone, number: "2", target: {kind: dial_in, language: de}}
      - {name: busy, number: "3", target: {kind: hang_up, cause: USER_BUSY}}
      - {name: told, number: "4", target: {kind: prompt, prompt: not_open}}
"""


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("061311234", ("bridge", "sofia/gateway/example.com-carrier/+4961311234")),
        ("1001", ("bridge", "user/1001@example.com")),
        ("1", ("bridge", "user/1000@example.com")),
        ("3", ("hangup", "USER_BUSY")),
        ("4", ("hangup", "NORMAL_CLEARING")),
    ],
)
def test_other_targets_become_their_one_application(number: str, expected: tuple[str, str]) -> None:
    provision(OTHERS)

    done = actions(call(number, "1000@example.com", "office"))

    assert done[-1] == expected
    # A variable such as execute_on_answer would run in each of them.
    assert done[0][0] == "multiunset"
    assert {"api_hangup_hook", "execute_on_answer"} <= set(done[0][1].split())


OUTSIDE = {
    "variable_outbound_caller_id_name": "Example ${x}",
    "variable_outbound_caller_id_number": "4961311000",
}
TO_CARRIER = "sofia/gateway/example.com-carrier/+4961311234"
HIDDEN = (
    "{origination_privacy=screen:hide_name:hide_number,sip_from_display=Anonymous,"
    "sip_invite_from_uri=sip:anonymous@anonymous.invalid}"
)


def test_a_telephone_company_is_told_the_number_for_outside_and_not_the_extension() -> None:
    provision(OTHERS)

    done = actions(call("061311234", "1000@example.com", "office", **OUTSIDE))

    assert done[1:] == [
        ("set", "effective_caller_id_name=Example x"),
        ("set", "effective_caller_id_number=4961311000"),
        ("set", "sip_copy_custom_headers=false"),
        ("set", "hangup_after_bridge=true"),
        ("set", "sip_ignore_remote_cause=true"),
        ("bridge", TO_CARRIER),
    ]


@pytest.mark.parametrize("caller", ["", "1000@other.example"], ids=["nobody", "of another domain"])
def test_a_gateway_is_chosen_only_by_its_owner(caller: str) -> None:
    provision(OTHERS)

    assert refused(call("061311234", caller, "office"))
    assert not refused(call("061311234", "1000@example.com", "office"))


def test_a_route_to_a_gateway_lets_in_strangers_only_where_it_says_so_aloud() -> None:
    provision(OTHERS.replace("strip: 1", "open: true, strip: 1"))

    assert actions(call("061311234", "", "office"))[-1] == ("bridge", HIDDEN + TO_CARRIER)


def test_a_gateway_that_a_route_names_without_its_domain_is_nobodys() -> None:
    """As provisioned before gateways had an owner."""
    provision(OTHERS)
    route = Route(name="out", pattern=".*", target=ToGateway(gateway="carrier"))
    RoutesItem("office", "#patterns", body=encode(Routes((route,), may_call_out=True))).save()

    assert refused(call("061311234", "1000@example.com", "office"))


SHOWN = [("", "Anonymous", "anonymous"), ("outbound_caller_number: '4961319'", "4961319", "4961319")]


@pytest.mark.parametrize(("domain", "name", "number"), SHOWN, ids=["without a number", "with a number"])
def test_a_stranger_who_says_to_be_the_police_is_not_told_as_such(domain: str, name: str, number: str) -> None:
    provision(OTHERS.replace("strip: 1", "open: true, strip: 1").replace("gateways:", f"{domain}\n    gateways:"))
    police = {"Hunt-Caller-ID-Number": "110", "Hunt-Caller-ID-Name": "Police"}

    done = actions(call("061311234", "", "office", **OUTSIDE, **police))

    assert done[1:3] == [
        ("set", f"effective_caller_id_name={name}"),
        ("set", f"effective_caller_id_number={number}"),
    ]


@pytest.mark.parametrize("by", ["user", "route"])
def test_who_wants_to_be_anonymous_asks_for_privacy_and_has_no_name_in_from(by: str) -> None:
    provision(OTHERS.replace("strip: 1", "anonymous: true, strip: 1") if by == "route" else OTHERS)
    fields = {**OUTSIDE, "variable_outbound_anonymous": "true"} if by == "user" else OUTSIDE

    done = actions(call("061311234", "1000@example.com", "office", **fields))

    assert done[-1] == ("bridge", HIDDEN + TO_CARRIER)
    # The carrier, which asks for it, is told all the same.
    assert ("set", "effective_caller_id_number=4961311000") in done


def test_dial_in_hides_the_digits_and_runs_the_script_in_its_language() -> None:
    provision(OTHERS)

    applications = actions(call("2", context="office"))

    assert applications[-3:] == [
        ("set", "sensitive_dtmf=true"),
        ("lua", "dial_in.lua de"),
        ("hangup", "NORMAL_CLEARING"),
    ]


def test_a_route_whose_trunk_sends_keys_as_tones_has_them_listened_for() -> None:
    provision(OTHERS.replace("language: de", "language: de, tones: true"))
    dialled = actions(call("2", context="office"))

    assert dialled[-4:] == [
        ("set", "sensitive_dtmf=true"),
        ("set", "dial_in_tones=true"),
        ("lua", "dial_in.lua de"),
        ("hangup", "NORMAL_CLEARING"),
    ]


def test_in_a_room_tones_are_listened_for_once_the_call_is_answered() -> None:
    provision(SEATED.replace("room: board}", "room: board, tones: true}", 1))

    assert [name for name, _ in actions(call("1", "1000@example.com"))[-3:]] == ["answer", "start_dtmf", "conference"]


def test_a_caller_brings_no_word_about_tones() -> None:
    provision(OTHERS)
    application, names = actions(call("2", context="office"))[0]

    assert (application, "dial_in_tones" in names.split()) == ("multiunset", True)


@pytest.mark.parametrize(
    "number", ["", "12", "999\r\nevil", "999%0a", "9" * 65, "${system id}", "user/1000", "999,1000", "9/99", "ä"]
)
def test_a_number_that_matches_nothing_or_is_no_number_is_refused(number: str) -> None:
    provision()

    assert refused(call(number, "1000@example.com"))


DIALLED = """
domains:
  - name: example.com
    gateways: [{name: carrier, proxy: sip.carrier.example}]
contexts:
  - name: public
    country: "49"
    national: "0"
    may_call_out: true
    routes:
      - {name: ours, number: "06131 123-456", target: {kind: dial_in}}
      - {name: known, number: "999", target: {kind: hang_up, cause: USER_BUSY}, when: {}}
      - {name: abroad, pattern: '\\+\\d+', target: {kind: gateway, domain: example.com, gateway: carrier,
         strip: 1, prefix: "00"}}
"""


@pytest.mark.parametrize(
    "number", ["+496131123456", "496131123456", "00496131123456", "06131123456", "+49 (6131) 123-456;npdi",
               "tel:+49-6131-123456", "6131123456;phone-context=+49"],
)  # fmt: skip
def test_a_number_is_reached_however_it_is_dialled(number: str) -> None:
    provision(DIALLED)

    assert ("lua", "dial_in.lua") in actions(call(number))


def test_the_context_of_a_tel_address_counts() -> None:
    provision(DIALLED)

    answer = call("6131-123456", variable_sip_req_params="phone-context=+49;user=phone")

    assert ("lua", "dial_in.lua") in actions(answer)
    assert refused(call("6131-123456"))


def test_a_pattern_and_a_gateway_see_the_one_form_of_a_number() -> None:
    provision(DIALLED)

    ada = "1000@example.com"

    assert actions(call("0049 611-5555", ada))[-1] == ("bridge", "sofia/gateway/example.com-carrier/00496115555")
    assert actions(call("0611 5555", ada))[-1] == actions(call("+496115555", ada))[-1]
    assert actions(call("999"))[-1] == ("hangup", "USER_BUSY")


def test_a_callers_number_is_compared_in_its_one_form_too() -> None:
    provision(
        """
rooms: [{name: board, domain: example.com, open: true}]
contexts:
  - name: public
    country: "49"
    routes: [{name: known, number: "1", when: {callers: ["0049 6131 123456"]}, target: {kind: room, room: board}}]
"""
    )

    assert not refused(call("1", **{"Hunt-Caller-ID-Number": "+496131123456"}))
    assert refused(call("1", **{"Hunt-Caller-ID-Number": "+496131123457"}))


@pytest.mark.parametrize("context", ["", "unknown", "pub lic", '"/><extension name="x"', "x" * 65536])
def test_an_unknown_context_is_answered_empty(context: str) -> None:
    provision()

    assert refused(call("999", "1000@example.com", context=context))


@pytest.mark.parametrize("number", ["dial-in#123456", "conference#my-room"])
def test_a_number_that_looks_like_a_key_of_the_rooms_table_is_no_room(number: str) -> None:
    provision("""
rooms:
  - {name: board, domain: example.com, open: true, conference: my-room, dial_in: {id: "123456", pin: "654321"}}
contexts:
  - name: public
    routes: [{name: any, pattern: ".*", target: {kind: room}}]
""")

    assert refused(call(number))


@pytest.mark.parametrize("section", ["", "directory", "nonsense"])
def test_another_section_is_answered_with_an_empty_context(section: str) -> None:
    provision()

    assert refused(call("999", "1000@example.com", section=section))


def test_a_variable_of_64_kib_changes_nothing() -> None:
    provision()

    assert not refused(call("999", "1000@example.com", **{"variable_sip_h_X-Long": "x" * 65536}))
