"""Whether a file grows: the only sign that FreeSWITCH really records.

FreeSWITCH's Matroska comes in pieces of 256 KiB: at 130 kbit/s, a picture in which little moves, one in 16 s (seen). So
how long a file may rest depends on how fast it grew before.
"""

from dataclasses import dataclass
from pathlib import Path

PIECE = 256 * 1024
# Bytes a second of silence and a picture that stands still.
SLOWEST = 4000.0


@dataclass
class Growth:
    """What was last seen of a part's file; `since` is when it last grew."""

    path: Path | None
    since: float
    size: int = 0
    began: float = -1.0

    def __post_init__(self) -> None:
        self.began = self.since

    def look(self, now: float) -> bool:
        """Look at the file; tells whether it is there. One that cannot be seen from here counts as grown."""
        if self.path is None:
            self.since = now
            return True
        try:
            size = self.path.stat().st_size
        except OSError:
            return False
        if size != self.size:
            self.size, self.since = size, now
        return True

    def still(self, now: float) -> float:
        """For how many seconds it has not grown."""
        return now - self.since

    def patience(self, least: float) -> float:
        """How long it may rest: twice as long as a piece takes at the speed so far, but not less than so."""
        if self.path is None or self.path.suffix == ".wav":
            return least
        if self.size == 0:
            return max(least, PIECE / SLOWEST)
        speed = self.size / max(self.since - self.began, 1.0)
        return max(least, min(2 * PIECE / speed, 2 * PIECE / SLOWEST))

    def rest(self, now: float) -> None:
        """Nothing is expected of it at the moment."""
        self.since = now
