"""Somebody has a node's password: it tells nothing of other domains, and opens nothing once it is taken away."""

import base64
import time
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from functions.shared.nodes.passwords import hashed
from tests.live.processes import wait_until
from tests.live.stack import Stack
from tests.live.switch import HOST, Switch
from tests.live.telephone import Telephone
from tests.live.test_dial_in import PIN, ROOM

THIEF, STOLEN = "fs9", "stolen-from-the-ninth-node-0123456789"
OWN = """
domains:
  - name: other.example
    users: [{id: "2000", password: Zr4tLm6-x8K2pQw9}]
"""
NODE = f"nodes: [{{name: {THIEF}, domains: [other.example], credentials: [%s]}}]\n"
# The documented half minute, and what the look-up itself takes.
REVOKED_WITHIN = 32.0


def asked(stack: Stack, path: str, **fields: str) -> tuple[int, str]:
    """Ask a look-up with the stolen password."""
    proof = base64.b64encode(f"{THIEF}:{STOLEN}".encode()).decode()
    headers = {"Authorization": f"Basic {proof}", "Content-Type": "application/x-www-form-urlencoded"}
    connection = HTTPConnection(HOST, stack.port, timeout=30)
    connection.request("POST", path, urlencode(fields), headers)
    answer = connection.getresponse()
    text = unescape(answer.read().decode())
    connection.close()
    return answer.status, text


def of_a_user(stack: Stack, user: str, domain: str) -> tuple[int, str]:
    return asked(stack, "/directory", section="directory", action="sip_auth", user=user, domain=domain)


def provisioned(stack: Stack, folder: Path, text: str) -> None:
    file = folder / "thief.yaml"
    file.write_text(text, encoding="utf-8")
    stack.provision(file)


@pytest.fixture(autouse=True)
def stolen(stack: Stack, tmp_path: Path) -> None:
    provisioned(stack, tmp_path, OWN + NODE % hashed(STOLEN))
    # One who is not there is remembered for five seconds.
    wait_until(lambda: of_a_user(stack, "2000", "other.example")[0] == 200, "the ninth node is known", within=15)


THEIRS = {
    "a digest": ("/directory", {"section": "directory", "action": "sip_auth", "user": "1000", "domain": "example.com"}),
    "a group": (
        "/directory",
        {"section": "directory", "action": "group_call", "group_name": "team", "domain": "example.com"},
    ),
    "gateways": ("/directory", {"section": "directory", "purpose": "gateways", "domain": "example.com"}),
    "a room": (
        "/dialplan",
        {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "999"},
    ),
    "a profile": (
        "/configuration",
        {
            "section": "configuration",
            "key_value": "conference.conf",
            "conference_name": "internal",
            "profile_name": "video",
        },
    ),
}


@pytest.mark.usefixtures("switch")
@pytest.mark.parametrize(("path", "fields"), THEIRS.values(), ids=THEIRS)
def test_a_stolen_credential_tells_nothing_of_domains_that_are_not_the_node_s(
    stack: Stack, path: str, fields: dict[str, str]
) -> None:
    status, text = asked(stack, path, **fields)

    assert status == 200
    assert not any(told in text for told in ("a1-hash", "example.com", "internal@", "conference", "1000", "Ada")), text


@pytest.mark.usefixtures("switch")
def test_a_right_pin_of_another_domain_s_room_is_wrong_with_it(stack: Stack) -> None:
    status, text = asked(stack, "/pin-check", id=ROOM, pin=PIN)

    assert status == 200
    assert "my-conf-name" not in text


def test_its_own_domain_it_tells_of_and_once_it_is_taken_away_nothing_while_telephones_go_on(
    switch: Switch, stack: Stack, tmp_path: Path
) -> None:
    assert "a1-hash" in of_a_user(stack, "2000", "other.example")[1]
    with Telephone(switch.ports["sip"], "1000", "mypassword") as telephone:
        provisioned(stack, tmp_path, OWN + NODE % "")
        began = time.monotonic()
        wait_until(lambda: of_a_user(stack, "2000", "other.example")[0] == 401, "it opens nothing", within=60)

        assert time.monotonic() - began < REVOKED_WITHIN
        assert asked(stack, "/dialplan", section="dialplan")[0] == 401
        assert asked(stack, "/pin-check", step="start")[0] == 401
        # The node of the switch has its own.
        assert telephone.register() == 200
