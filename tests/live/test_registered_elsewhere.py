"""Two nodes: a user who is registered on the other one is rung there, and hears who calls."""

import os
import subprocess
import sys

import pytest

from tests.live.processes import ROOT, wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone
from tests.live.test_between_nodes import SECOND, second

__all__ = ["second"]

ADDRESS = "1001@example.com"


@pytest.fixture
def told(stack: Stack, second: Switch) -> None:
    """The second node has no relay of its own here: what one would say is said for it.

    `second` comes first: the node's row that is written here is the one that it has left.
    """
    subprocess.run(
        [sys.executable, "-m", "tests.live.relaying", SECOND, ADDRESS],
        cwd=ROOT, env={"PATH": os.environ["PATH"], **stack.exported()}, check=True, timeout=60,
    )  # fmt: skip


@pytest.mark.usefixtures("told")
def test_who_is_registered_there_answers_a_call_that_was_made_here_and_is_heard(switch: Switch, second: Switch) -> None:
    with (
        Telephone(switch.ports["sip"], "1000", "mypassword") as ada,
        Telephone(second.ports["sip"], "1001", "mypassword") as grace,
    ):
        grace.register()
        grace.sound.tone = 440
        assert ada.call("1001") == 200
        before = ada.sound.packets_loud
        wait_until(lambda: ada.sound.packets_loud > before + 50, "the one hears the other")

        ada.hang_up()
        wait_until(grace.hung_up.is_set, "the call ends there when it ends here")
