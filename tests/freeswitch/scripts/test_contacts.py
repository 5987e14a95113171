"""The script that asks where users are registered: all their devices, and no text of a device's that does more."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from functions.shared.encoders.dial_strings import contacts_in
from tests.freeswitch.scripts.calls import SCRIPT

# Runs the script against an API that answers from a JSON object, and prints what it asked and set.
RUN = """
local json = require("cjson")
local given = json.decode(io.read("*a"))
local asked, variables = {}, {}
argv = given.argv
freeswitch = { API = function()
    return { executeString = function(_, command)
        asked[#asked + 1] = command
        return given.answers[command]
    end }
end }
session = { setVariable = function(_, name, value) variables[name] = value end }
dofile(os.getenv("SCRIPT"))
io.write(json.encode({ asked = asked, variables = variables }))
"""
ONE, TWO = "sofia/internal/sip:1000@192.0.2.1:5060", "sofia/internal/sip:1000@192.0.2.2:5060;transport=tcp"
BROWSER = "sofia/internal/sip:k3@xyz.invalid;transport=ws;fs_nat=yes;fs_path=sip%3A192.0.2.3%3A5066%3Btransport%3Dws"
IPV6 = "sofia/internal/sip:1000@[2001:db8::1]:5060"
NOBODY = "error/user_not_registered"
HOSTILE = [
    "sofia/gateway/trunk/+49900",
    "sofia/internal/sip:x@y|sofia/gateway/trunk/1",
    "sofia/internal/sip:${system}@y",
    "sofia/internal/sip:x@y'",
    "sofia/internal/sip:{a=b}x@y",
    "sofia/internal/sip:x y@z",
    "sofia/internal/sip:x:_:y@z",
    "sofia/internal/sip:" + "x" * 1001,
    "user/1001@example.com",
]


def run(lua: str, *argv: str, **answers: str) -> tuple[list[str], Mapping[str, str]]:
    known = {f"sofia_contact */{address}": answer for address, answer in answers.items()}
    known |= {command: answer for command, answer in answers.items() if " " in command}
    done = subprocess.run(
        [lua, "-e", RUN],
        input=json.dumps({"argv": argv, "answers": known}).encode(),
        env={"SCRIPT": str(Path(SCRIPT).parent / "contacts.lua")},
        capture_output=True,
        timeout=30,
        check=True,
    )
    told = json.loads(done.stdout)
    return list(told["asked"]), told["variables"]


def test_every_device_of_every_user_is_named(lua: str) -> None:
    asked, variables = run(
        lua,
        "1000@example.com",
        "1001@example.com",
        **{"1000@example.com": f"{ONE},{TWO},{BROWSER}", "1001@example.com": IPV6},
    )

    assert variables == {
        "all_contacts_1000@example.com": f"{ONE},{TWO},{BROWSER}",
        "more_contacts_1000@example.com": f"{ONE},{TWO},{BROWSER},error/",
        "all_contacts_1001@example.com": IPV6,
        # The dial-string names the one itself.
        "more_contacts_1001@example.com": "",
    }
    assert asked == ["sofia_contact */1000@example.com", "sofia_contact */1001@example.com"]


def test_an_alias_rings_the_devices_of_the_user(lua: str) -> None:
    of_alias = "user_data 77@example.com attr id"

    _, variables = run(
        lua, "77@example.com", **{"77@example.com": NOBODY, of_alias: "1000", "1000@example.com": f"{ONE},{TWO}"}
    )

    assert variables == {
        "all_contacts_77@example.com": f"{ONE},{TWO}",
        "more_contacts_1000@example.com": f"{ONE},{TWO},error/",
    }


@pytest.mark.parametrize("user_data", ["1000", "", "-ERR no such user", "a b"])
def test_who_is_not_registered_is_told_as_such(lua: str, user_data: str) -> None:
    of_user = "user_data 1000@example.com attr id"

    _, variables = run(lua, "1000@example.com", **{"1000@example.com": NOBODY, of_user: user_data})

    assert variables["all_contacts_1000@example.com"] == NOBODY
    assert set(variables.values()) == {NOBODY, ""}


@pytest.mark.parametrize("address", ["1000", "10 00@example.com", "1000@", "a'b@example.com", "${x}@y", "1@2@3"])
def test_an_argument_outside_the_grammar_is_not_asked_about(lua: str, address: str) -> None:
    asked, variables = run(lua, address)

    assert not asked
    assert not variables


@pytest.mark.parametrize("contact", HOSTILE)
def test_a_contact_that_could_do_more_is_left_out_here_and_in_calls_of_the_api(lua: str, contact: str) -> None:
    answer = f"{contact},{ONE}"

    _, variables = run(lua, "1000@example.com", **{"1000@example.com": answer})

    assert variables["all_contacts_1000@example.com"] == ONE
    assert contacts_in(answer) == (ONE,)


def test_calls_of_the_api_ring_the_same_devices() -> None:
    assert contacts_in(f"{ONE},{TWO},{BROWSER},{IPV6}\n") == (ONE, TWO, BROWSER, IPV6)
    assert contacts_in(NOBODY) == ()
    assert contacts_in(",".join(f"sofia/internal/sip:{n}@192.0.2.1" for n in range(20)))[-1].endswith(":9@192.0.2.1")
