"""The life of a recording or a stream: which state may follow which."""

from collections.abc import Mapping
from typing import Final

from functions.shared.state import OutputLife

# `processing` is for files; a stream that was stopped is `ready` at once, which for it means: over, as it should be.
NEXT: Final[Mapping[OutputLife, frozenset[OutputLife]]] = {
    "starting": frozenset({"live", "interrupted", "stopping", "failed"}),
    "live": frozenset({"interrupted", "stopping", "failed"}),
    "interrupted": frozenset({"live", "stopping", "failed"}),
    "stopping": frozenset({"processing", "ready", "failed"}),
    "processing": frozenset({"ready", "failed"}),
    "ready": frozenset(),
    "failed": frozenset(),
}
# FreeSWITCH has something to do with it.
RUNNING: Final[frozenset[OutputLife]] = frozenset({"starting", "live", "interrupted", "stopping"})
OVER: Final[frozenset[OutputLife]] = frozenset({"ready", "failed"})


class WrongMove(ValueError):
    """A state that may not follow; the program is wrong, not its user."""


def moved(before: OutputLife, after: OutputLife) -> OutputLife:
    """Return the next state; staying where one is moves nothing and is always allowed."""
    if after != before and after not in NEXT[before]:
        raise WrongMove(f"{before} → {after}")
    return after
