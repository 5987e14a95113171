"""Between faults what has died is found and started again, however late everything is."""

import time
from typing import cast

import pytest

from tests.soak.run import Run
from tests.soak.stack import Stack


class Watched:
    """A stack of which only deaths are asked."""

    def __init__(self) -> None:
        self.looks = 0

    def look_for_deaths(self) -> None:
        self.looks += 1


@pytest.mark.parametrize("seconds", [-5.0, 0.3], ids=["late already", "in time"])
def test_the_dead_are_looked_for_before_every_fault(seconds: float) -> None:
    watched = Watched()
    Run._wait_until(time.time() + seconds, cast(Stack, watched))

    assert watched.looks >= 1
