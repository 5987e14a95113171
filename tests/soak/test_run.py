"""Between faults what has died is found and started again; queues are judged once they had time to be worked off."""

import time
from pathlib import Path
from typing import cast

import pytest

from tests.soak import run as soak_run
from tests.soak.rows import Storage
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


class Queues:
    """Storage of which only the number of messages is asked; so many counts come, and then always the last one."""

    def __init__(self, *counts: int) -> None:
        self._counts = list(counts)

    def messages(self) -> dict[str, int]:
        count = self._counts.pop(0) if len(self._counts) > 1 else self._counts[0]
        return {"CommandQueue": 0, "WakeQueue": count}


@pytest.mark.parametrize(
    ("counts", "seconds", "left"), [((84, 10, 0), 30.0, 0), ((84,), 0.0, 84)], ids=["worked off", "left for good"]
)
def test_queues_have_the_time_that_a_killed_reader_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counts: tuple[int, ...], seconds: float, left: int
) -> None:
    monkeypatch.setattr(soak_run, "EMPTY_SECONDS", seconds)
    run = Run(seed=1, seconds=1.0, patience=1.0, folder=tmp_path)

    assert run._messages(cast(Storage, Queues(*counts)))["WakeQueue"] == left
