"""Plays a script: each step in its time, and none before the feed has told the one before it."""

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from infra.local.meeting.script import Step
from infra.local.meeting.stage import Stage

# A recording is a film when all of it is in S3, which takes longest.
SEEN_SECONDS = 60.0
LOOK_SECONDS = 0.5


def never() -> bool:
    return False


class Clock(Protocol):
    """The time in which the script is played; a test has one that does not wait."""

    def now(self) -> float:
        """Seconds, from anywhere."""
        ...

    def wait(self, seconds: float, until: Callable[[], bool] = never) -> None:
        """Let so much time pass, or less if something is so before."""
        ...


class WallClock:
    """The time of those who watch."""

    def now(self) -> float:
        return time.monotonic()

    def wait(self, seconds: float, until: Callable[[], bool] = never) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not until():
            time.sleep(min(left, LOOK_SECONDS))


def play(script: Sequence[Step], stage: Stage, clock: Clock, say: Callable[[str], None]) -> None:
    """Play all of it.

    Raises:
        NotPlayed: a step could not be done, or was not told.
    """
    began = clock.now()
    for step in script:
        clock.wait(max(0.0, began + step.at - clock.now()))
        say(f"  {int(step.at) // 60}:{int(step.at) % 60:02}  {step.says}")
        stage.begin()
        step.act(stage)
        stage.see(step.told(stage), SEEN_SECONDS)
