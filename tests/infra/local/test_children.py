"""Processes of the local stack: none outlives it, and whoever ends them goes on as before."""

import os
import signal

from infra.local.children import ENDING, Children


def test_signals_mean_afterwards_what_they_meant_before() -> None:
    before = [signal.getsignal(number) for number in ENDING]
    with Children() as children:
        waiting = children.start("gate", "infra.local.when_told", dict(os.environ), ["0", "nothing"])

    assert waiting.poll() is not None
    assert [signal.getsignal(number) for number in ENDING] == before
    assert signal.SIG_IGN not in before
