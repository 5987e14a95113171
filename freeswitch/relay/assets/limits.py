"""What the process may use that reads a stranger's file, and how it says that the file is none."""

import resource
from typing import Final

MIB: Final = 1024 * 1024
# A picture of the most pixels takes some 130 MB, and as much again while it is changed.
MOST_MEMORY: Final = 1024 * MIB
CPU_SECONDS: Final = 20
# By the clock, from its start.
WALL_SECONDS: Final = 90.0
MOST_WRITTEN: Final = 64 * MIB
MOST_FILES: Final = 64


class NotUsable(Exception):
    """The file cannot be had: `reason` is a stable word, the text is for people."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def limit_this_process() -> None:
    """From now on the kernel ends it, or refuses what it asks for, beyond these limits."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_NOFILE, MOST_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
