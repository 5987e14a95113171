"""Whom a call rings: a user, whoever gets the user's calls, a group."""

from typing import Any

import pytest

from functions.dialplan.app import app
from functions.dialplan.ringing import CAUSES, MOST_FORWARDS
from tests.functions.lookups import ask, document, provision

pytestmark = pytest.mark.usefixtures("lookup_tables")

FILE = """
domains:
  - name: example.com
    context: office
    outbound_caller_number: "4961311000"
    users:
      - {id: "1000", password: x}
      - {id: "1001", password: x, alias: "77", outbound_caller_number: "4961311001", forward: {always: "+49 171-1234"}}
      - {id: "1002", password: x, context: branch, anonymous: true,
         forward: {busy: "1000", no_answer: "*98", seconds: 15}}
      - {id: "1003", password: x, forward: {not_registered: "1000"}}
      - {id: "1004", password: x, forward: {seconds: 10}}
    groups:
      - {name: sales, members: ["1000", "1001", "1002"]}
      - {name: one, members: ["1000"]}
    gateways: [{name: carrier, proxy: sip.carrier.example}]
rooms:
  - {name: board, domain: example.com, seats: {1001@example.com: {moderator: true}}}
contexts:
  - name: office
    may_call_out: true
    routes:
      - {name: people, pattern: '10\\d\\d|77', target: {kind: user, domain: example.com}}
      - {name: out, pattern: '\\+\\d+', when: {users: [1001@example.com]},
         target: {kind: gateway, domain: example.com, gateway: carrier}}
      - {name: room, number: "999", when: {users: [1001@example.com]}, target: {kind: room, room: board}}
      - {name: sales, number: "1", target: {kind: group, domain: example.com, group: sales}}
      - {name: row, number: "2",
         target: {kind: group, domain: example.com, group: sales, strategy: in_order, timeout: 12}}
      - {name: one, number: "3", target: {kind: group, domain: example.com, group: one, strategy: in_order}}
"""


BRIDGED = (("set", "hangup_after_bridge=true"), ("set", "sip_ignore_remote_cause=true"))


def actions(number: str, **fields: str) -> list[tuple[str, str]]:
    hunted = {"section": "dialplan", "Hunt-Context": "office", "Hunt-Destination-Number": number}
    found: Any = document(ask(app, "/dialplan", {**hunted, **fields}))
    return [
        (action.get("application"), action.get("data"))
        for action in found.findall("section/context/extension/condition/action")
    ]


def assigned(done: list[tuple[str, str]]) -> dict[str, str]:
    return dict(data.split("=", 1) for application, data in done if application == "set")


@pytest.mark.parametrize("number", ["1000", "1004", "1099"])
def test_who_forwards_nothing_rings(number: str) -> None:
    provision(FILE)

    assert actions(number)[1:] == [
        ("lua", f"contacts.lua {number}@example.com"),
        *BRIDGED,
        ("bridge", f"user/{number}@example.com"),
    ]


@pytest.mark.parametrize("number", ["1001", "77"])
def test_a_call_that_is_always_forwarded_is_looked_up_anew_as_the_forwarders(number: str) -> None:
    provision(FILE)

    done = actions(number)

    assert done[-1] == ("transfer", "+491711234 XML office")
    assert assigned(done) == {
        "forwarded_by": "1001@example.com",
        "forwards": "1",
        "outbound_caller_id_name": "",
        "outbound_caller_id_number": "4961311001",
        "outbound_anonymous": "",
    }


def test_a_call_is_forwarded_by_what_became_of_it() -> None:
    provision(FILE)

    done = actions("1002")

    assert done[-3:] == [
        ("lua", "contacts.lua 1002@example.com"),
        ("bridge", "user/1002@example.com"),
        ("transfer", "${forward_${originate_disposition}} XML branch"),
    ]
    told = assigned(done)
    assert told["call_timeout"] == "15"
    assert told["outbound_anonymous"] == "true"
    assert told["outbound_caller_id_number"] == "4961311000"
    assert {name: told[name] for name in told if name.startswith("forward_")} == {
        **{f"forward_{cause}": "1000" for cause in CAUSES["busy"]},
        **{f"forward_{cause}": "*98" for cause in CAUSES["no_answer"]},
    }
    # Nothing else goes on to the transfer.
    assert told["continue_on_fail"].split(",") == [*CAUSES["busy"], *CAUSES["no_answer"]]


def forwarded(number: str, times: int = 1) -> list[tuple[str, str]]:
    known = {"variable_forwarded_by": "1001@example.com", "variable_forwards": str(times)}
    return actions(number, variable_outbound_caller_id_number="4961311001", **known)


def test_a_forwarded_call_may_do_what_the_forwarder_may_and_shows_the_forwarders_number() -> None:
    provision(FILE)

    assert actions("+491711234") == []
    done = forwarded("+491711234")
    assert done[-1] == ("bridge", "sofia/gateway/example.com-carrier/+491711234")
    assert ("set", "effective_caller_id_number=4961311001") in done


def test_a_forwarded_call_enters_no_room_as_the_forwarder() -> None:
    provision(FILE)

    assert forwarded("999") == []


@pytest.mark.parametrize("times", [MOST_FORWARDS - 1, MOST_FORWARDS])
def test_calls_that_are_forwarded_in_a_circle_end(times: int) -> None:
    provision(FILE)

    assert bool(forwarded("1001", times)) == (times < MOST_FORWARDS)


DEVICES = [f"${{all_contacts_{user}@example.com}}" for user in ("1000", "1001", "1002")]


def test_a_group_rings_together() -> None:
    provision(FILE)

    assert actions("1")[1:] == [
        ("lua", "contacts.lua 1000@example.com 1001@example.com 1002@example.com"),
        ("set", "call_timeout=30"),
        *BRIDGED,
        (
            "bridge",
            "{ignore_early_media=true,sip_invite_domain=example.com,outbound_redirect_fatal=true}" + ",".join(DEVICES),
        ),
    ]


def test_a_group_rings_one_after_the_other_and_the_last_one_says_why_nobody_answered() -> None:
    provision(FILE)

    assert actions("2")[1:] == [
        ("lua", "contacts.lua 1000@example.com 1001@example.com 1002@example.com"),
        ("set", "call_timeout=12"),
        *BRIDGED,
        ("set", "continue_on_fail=true"),
        ("bridge", "user/1000@example.com"),
        ("bridge", "user/1001@example.com"),
        ("set", "continue_on_fail=false"),
        ("bridge", "user/1002@example.com"),
    ]
    assert actions("3")[1:] == [
        ("lua", "contacts.lua 1000@example.com"),
        ("set", "call_timeout=30"),
        *BRIDGED,
        ("bridge", "user/1000@example.com"),
    ]


def test_what_an_earlier_route_set_for_itself_is_gone() -> None:
    provision(FILE)

    assert {"call_timeout", "continue_on_fail"} <= set(actions("1000")[0][1].split())
