"""Simulated callers are let in, or not, by what the functions answer, asked as a real switch asks."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.fake_freeswitch import FakeFreeswitch
from infra.fake_freeswitch.callers.phone import Phone
from infra.fake_freeswitch.callers.xml_curl_client import XmlCurl
from infra.fake_freeswitch.commands.api_commands import execute
from tests.infra.fake_freeswitch.functions_stub import NOT_FOUND, FunctionsStub

RECORDED = {
    row["request"]: row
    for row in map(
        json.loads, (Path(__file__).parents[3] / "fixtures/freeswitch/xml_curl_fields.jsonl").read_text().splitlines()
    )
}
# Depends on the telephone and its media, not on FreeSWITCH; nothing of ours reads it.
OF_THE_TELEPHONE = ("variable_rtp_", "variable_remote_", "variable_original_", "variable_video_")


@pytest.fixture
def functions() -> Iterator[FunctionsStub]:
    with FunctionsStub() as running:
        yield running


@pytest.fixture
def switch() -> Iterator[FakeFreeswitch]:
    with FakeFreeswitch(domain="example.com") as running:
        yield running


def phone(switch: FakeFreeswitch, functions: FunctionsStub, user: str = "1000", password: str = "mypassword") -> Phone:
    curl = XmlCurl(switch.switch, functions.url, "freeswitch", "secret")
    return Phone(switch.switch, curl, user, "example.com", password, "Ada Lovelace")


def test_the_right_password_registers(switch: FakeFreeswitch, functions: FunctionsStub) -> None:
    assert phone(switch, functions).register()

    assert list(switch.switch.registrations) == ["1000@example.com"]
    assert switch.events[-1].subclass == "sofia::register"


@pytest.mark.parametrize(("user", "password"), [("1000", "wrong"), ("1002", "mypassword")])
def test_a_wrong_password_and_an_unknown_user_are_refused_and_told(
    switch: FakeFreeswitch, functions: FunctionsStub, user: str, password: str
) -> None:
    assert not phone(switch, functions, user, password).register()

    assert (switch.events[-1].subclass, switch.events[-1].get("to-user")) == ("sofia::register_failure", user)


def test_a_caller_becomes_a_member_as_the_dialplan_and_the_profile_say(
    switch: FakeFreeswitch, functions: FunctionsStub
) -> None:
    call = phone(switch, functions).dial("999")

    room = switch.conferences["room42"]
    (member,) = room.members
    assert [action for action, _ in call.done] == ["multiunset", "set", "set", "answer", "conference"]
    assert (member.moderator, member.can_speak, member.reservation_id) == (True, False, "left")
    assert (member.channel.caller_name, member.energy_level) == ("Ada Lovelace", 150)
    assert (list(room.profile.layouts), room.layout, room.layer_of(member)) == (["pair"], "pair", 1)
    assert "CHANNEL_ANSWER" in [event.name for event in switch.events]


def test_who_calls_while_the_last_meeting_is_clearing_up_gets_a_whole_new_one(
    switch: FakeFreeswitch, functions: FunctionsStub
) -> None:
    first = phone(switch, functions).dial("999")
    before = switch.conferences["room42"]

    with switch.switch.lock:
        switch.hang_up(before.members[0])
        phone(switch, functions).dial("999")
    switch.wait_for(lambda: "conference-destroy" in switch.actions("room42"))

    room = switch.conferences["room42"]
    assert first.channel.hangup_cause
    assert room.uuid != before.uuid
    assert (list(room.profile.layouts), len(room.members)) == (["pair"], 1)


def test_layouts_that_the_functions_do_not_tell_are_those_on_the_node_s_disk(
    switch: FakeFreeswitch, functions: FunctionsStub
) -> None:
    functions.layouts = NOT_FOUND
    phone(switch, functions).dial("999")

    room = switch.conferences["room42"]
    assert "grid-3-seats" in room.profile.layouts
    assert "presenter-seats" in room.profile.groups


def test_the_profiles_member_limit_is_kept(switch: FakeFreeswitch, functions: FunctionsStub) -> None:
    calls = [phone(switch, functions, user).dial("999") for user in ("1000", "1001", "1000")]

    assert [bool(call.channel.hangup_cause) for call in calls] == [False, False, True]


def test_a_locked_conference_lets_nobody_in(switch: FakeFreeswitch, functions: FunctionsStub) -> None:
    phone(switch, functions).dial("999")
    switch.conferences["room42"].locked = True

    assert phone(switch, functions, "1001").dial("999").channel.hangup_cause


@pytest.mark.parametrize("status", [503, 404, 500, 204])
def test_without_an_answer_the_closed_static_configuration_refuses(
    switch: FakeFreeswitch, functions: FunctionsStub, status: int
) -> None:
    functions.status = status

    assert not phone(switch, functions).register()
    assert phone(switch, functions).dial("999").channel.hangup_cause == "CALL_REJECTED"


def test_a_context_without_an_extension_is_no_route(switch: FakeFreeswitch, functions: FunctionsStub) -> None:
    functions.actions = ""

    assert phone(switch, functions).dial("999").channel.hangup_cause == "NO_ROUTE_DESTINATION"


@pytest.mark.parametrize(
    ("actions", "cause"),
    [
        ('<action application="hangup" data="USER_BUSY"/>', "USER_BUSY"),
        ('<action application="bridge" data="user/1002@example.com"/>', "USER_NOT_REGISTERED"),
        ('<action application="playback" data="/prompts/closed.wav"/>', "NORMAL_CLEARING"),
        ('<action application="lua" data="dial_in.lua en"/>', "NORMAL_CLEARING"),
    ],
)
def test_other_actions_end_the_call_with_their_cause(
    switch: FakeFreeswitch, functions: FunctionsStub, actions: str, cause: str
) -> None:
    functions.actions = actions

    assert phone(switch, functions).dial("999").channel.hangup_cause == cause


def test_the_dial_in_script_is_admitted_by_the_pin_check(switch: FakeFreeswitch, functions: FunctionsStub) -> None:
    functions.actions = '<action application="lua" data="dial_in.lua en"/>'
    functions.pin_answer = (
        '{"result":"ok","conference":"room42","profile":"video","role":"moderator","slot":"right","name":"Соня"}'
    )
    caller = phone(switch, functions)
    caller.dial_in = ("00000000", "1234")

    caller.dial("496131123456789")

    asked = next(dict(pairs) for path, pairs, _ in functions.asked if path == "/pin-check")
    assert (asked["id"], asked["pin"], asked["caller"]) == ("00000000", "1234", "1000")
    (member,) = switch.conferences["room42"].members
    assert (member.moderator, member.reservation_id) == (True, "right")
    assert (member.channel.caller_name, member.banner) == ("Соня", "Соня")


def test_a_cacheable_user_is_asked_for_once_until_it_is_flushed(
    switch: FakeFreeswitch, functions: FunctionsStub
) -> None:
    functions.cacheable = "60000"
    for _ in range(2):
        assert phone(switch, functions).register()
    asked_before = len(functions.asked)
    functions.password = "changed"

    flushed = execute(switch.switch, "xml_flush_cache", "id 1000 example.com")

    assert (asked_before, flushed) == (1, "+OK cleared 1 entry\n")
    assert not phone(switch, functions).register()


@pytest.mark.parametrize("request_name", sorted(RECORDED))
def test_lookups_have_the_recorded_fields_and_headers(
    switch: FakeFreeswitch, functions: FunctionsStub, request_name: str
) -> None:
    caller = phone(switch, functions)
    caller.register()
    caller.dial("999")
    recorded = RECORDED[request_name]
    number = ["register", "invite", "dialplan", "conference", "layouts", "controls"].index(request_name)

    path, pairs, headers = functions.asked[number]

    asked = [name for name, _ in pairs]
    missing = [name for name in recorded["fields"] if name not in asked and not name.startswith(OF_THE_TELEPHONE)]
    assert path == "/" + recorded["section"]
    assert asked[:5] == recorded["fields"][:5]
    assert missing == []
    assert set(recorded["headers"]) <= set(headers)
    assert headers["Authorization"] == "Basic " + base64.b64encode(b"freeswitch:secret").decode()
    assert headers["User-Agent"] == "freeswitch-xml/1.0"
