"""Whether a file grows: the only sign that FreeSWITCH really records."""

from dataclasses import dataclass
from pathlib import Path


@dataclass
class Growth:
    """What was last seen of a part's file; `since` is when it last grew."""

    path: Path | None
    since: float
    size: int = 0

    def look(self, now: float) -> bool:
        """Look at the file; tells whether it has begun. One that cannot be seen from here counts as grown."""
        if self.path is None:
            self.since = now
            return True
        try:
            size = self.path.stat().st_size
        except OSError:
            size = 0
        if size != self.size:
            self.size, self.since = size, now
        return size > 0

    def still(self, now: float) -> float:
        """For how many seconds it has not grown."""
        return now - self.since

    def rest(self, now: float) -> None:
        """Nothing is expected of it at the moment."""
        self.since = now
