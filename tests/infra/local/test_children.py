"""Processes of the local stack: none outlives it, and whoever ends them goes on as before."""

import os
import signal
from collections.abc import Iterator

import pytest

from infra.local.children import ENDING, Children


def ended_by(_number: int, _frame: object) -> None:
    """Stands for what a signal meant before."""


@pytest.fixture
def own_handlers() -> Iterator[None]:
    # Whoever started the tests may have had signals ignored, as nohup does.
    before = {number: signal.signal(number, ended_by) for number in ENDING}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("own_handlers")
def test_signals_mean_afterwards_what_they_meant_before() -> None:
    with Children() as children:
        waiting = children.start("gate", "infra.local.when_told", dict(os.environ), ["0", "nothing"])

    assert waiting.poll() is not None
    assert [signal.getsignal(number) for number in ENDING] == [ended_by] * len(ENDING)
