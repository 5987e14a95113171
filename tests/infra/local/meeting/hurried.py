"""The minute of `make demo` in a time that does not wait: only for the feed, which tells each step."""

import sys
from collections.abc import Callable

from infra.local.meeting.__main__ import main
from infra.local.meeting.playing import never


class HurriedClock:
    """Is as late as it was told to wait."""

    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float, until: Callable[[], bool] = never) -> None:
        if not until():
            self.time += seconds


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], HurriedClock()))
