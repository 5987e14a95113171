"""Two nodes: who comes on the one that has not the conference is in it on the other, and nobody else comes that way."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from functions.shared.claims.meetings import AFTER_SECONDS
from functions.shared.nodes.passwords import hashed
from functions.shared.tables.known.identities import KNOWN_SECONDS
from tests.live.dialling_in import dial_in
from tests.live.processes import ROOT, wait_until
from tests.live.stack import Stack
from tests.live.switch import HOST, Switch
from tests.live.telephone import Telephone
from tests.live.test_dial_in import PIN, ROOM

SECOND, PASSWORD = "fs2", "look-ups-of-the-second-node-0123456789"
NODES = """
nodes:
  - {{name: fs1, domains: [example.com]{first}}}
  - {{name: fs2, domains: [example.com], credentials: ["{hashed}"]{second}}}
"""


def provisioned(stack: Stack, folder: Path, first: str, second: str) -> None:
    file = folder / "nodes.yaml"
    file.write_text(NODES.format(first=first, second=second, hashed=hashed(PASSWORD)), encoding="utf-8")
    stack.provision(file)


def relaying(stack: Stack, *seconds_ago: str) -> None:
    """Write the second node's row."""
    subprocess.run(
        [sys.executable, "-m", "tests.live.relaying", SECOND, *seconds_ago],
        cwd=ROOT, env={"PATH": os.environ["PATH"], **stack.exported()}, check=True, timeout=60,
    )  # fmt: skip


@pytest.fixture(scope="module")
def second(node: tuple[Switch, Stack], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Switch]:
    """A second switch; both reach each other. Its relay's row stands, and no relay serves it."""
    switch, stack = node
    folder = tmp_path_factory.mktemp("second-node")
    second = Switch(
        os.environ["FREESWITCH"], folder, stack.url, PASSWORD, NODE_NAME=SECOND, XML_CURL_USER=SECOND,
        RTP_START_PORT="42000", RTP_END_PORT="42998", LOG_LEVEL="notice",
    )  # fmt: skip
    provisioned(stack, folder, *(f', address: "{HOST}:{one.ports["nodes"]}"' for one in (switch, second)))
    relaying(stack)
    second.start()
    # The functions have asked who the first node is before it had an address, and remember that for half a minute.
    known = time.monotonic() + KNOWN_SECONDS
    wait_until(lambda: time.monotonic() > known, "the nodes' addresses to be known", within=KNOWN_SECONDS + 10)
    try:
        yield second
    finally:
        second.stop()
        provisioned(stack, folder, "", "")


def users(stack: Stack, conference: str) -> list[str]:
    shown: Any = stack.ask("GET", f"/v1/conferences/{conference}")[1]
    return sorted(str(one["user"]) for one in shown.get("members", ()))


def test_an_account_on_another_node_is_in_the_conference_as_itself_and_is_heard(
    switch: Switch, stack: Stack, second: Switch
) -> None:
    with (
        Telephone(switch.ports["sip"], "1000", "mypassword") as ada,
        Telephone(second.ports["sip"], "1001", "mypassword") as grace,
    ):
        assert ada.call("999") == 200
        wait_until(lambda: len(switch.members("internal")) == 1, "one in internal")
        grace.sound.tone = 440
        assert grace.call("999") == 200
        wait_until(lambda: users(stack, "internal") == ["1000", "1001"], "both are shown")
        before = ada.sound.packets_loud

        assert second.members("internal") == []
        wait_until(lambda: ada.sound.packets_loud > before + 50, "the one hears the other")

        stack.done("DELETE", "/v1/conferences/internal/members")
        wait_until(grace.hung_up.is_set, "whoever is removed there is hung up here")


def test_who_shows_a_pin_on_another_node_is_in_the_conference(switch: Switch, stack: Stack, second: Switch) -> None:
    with (
        Telephone(switch.ports["trunk"], "+491711234567") as first,
        Telephone(second.ports["trunk"], "+491717654321") as other,
    ):
        dial_in(first, ROOM, PIN)
        wait_until(lambda: len(switch.members("my-conf-name")) == 1, "one by telephone", within=60)
        dial_in(other, ROOM, PIN)
        wait_until(lambda: len(switch.members("my-conf-name")) == 2, "the other one, too", within=60)

        assert second.members("my-conf-name") == []


def test_nobody_comes_that_way_without_a_note_of_ours(switch: Switch, second: Switch) -> None:
    with Telephone(switch.ports["nodes"], "1000") as forger:
        status = forger.call("crossing", headers=f"X-Entry: {'A' * 32}\r\n")

    assert status >= 400
    assert switch.members("internal") == []


def test_the_note_stands_in_no_log_of_either_node(switch: Switch, second: Switch) -> None:
    """The node that makes the bridge logs as nodes do by default. The other one logs at `info`: there FreeSWITCH tells
    whatever it executes, and a test of another file may have made a bridge there.
    """
    assert "X-Entry=" not in second.log()
    assert [line for line in switch.log().splitlines() if "X-Entry=" in line and "EXECUTE" not in line] == []


def test_when_the_node_of_a_conference_dies_its_callers_on_another_node_are_in_it_there(
    switch: Switch, stack: Stack, second: Switch
) -> None:
    """Without a new call: the caller hears a tone, and the conference begins where they are."""
    with (
        Telephone(second.ports["sip"], "1001", "mypassword") as grace,
        Telephone(switch.ports["sip"], "1000", "mypassword") as ada,
    ):
        # Not before the first node's claim of it has ended.
        wait_until(lambda: not stack.ask("GET", "/v1/conferences")[1]["items"], "no meeting goes on", within=30)
        began = time.monotonic()
        wait_until(lambda: time.monotonic() > began + AFTER_SECONDS + 2, "its claim is over", within=AFTER_SECONDS + 5)
        assert grace.call("999") == 200
        wait_until(lambda: len(second.members("internal")) == 1, "one on the second node")
        assert ada.call("999") == 200
        wait_until(lambda: len(second.members("internal")) == 2, "both on the second node")
        assert switch.members("internal") == []

        assert second.program
        second.program.kill()
        grace.left_alone()
        # Lost eight seconds from now.
        relaying(stack, "12")
        wait_until(lambda: len(switch.members("internal")) == 1, "the caller is in it on the first node", within=45)

        assert not ada.hung_up.is_set()
        wait_until(lambda: users(stack, "internal") == ["1000"], "it is shown there")

        stack.done("DELETE", "/v1/conferences/internal/members")
        wait_until(ada.hung_up.is_set, "whoever is removed stays away")
        assert switch.members("internal") == []
