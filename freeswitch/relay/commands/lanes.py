"""One command of a conference at a time, whoever brings it: a message, or a look at the open rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from gevent.lock import RLock


@dataclass
class Lane:
    """One group's lane; `users` are who is in it and who waits for it."""

    lock: RLock = field(default_factory=RLock)
    users: int = 0


class Lanes:
    """The lanes that somebody is in or waits for: no more than there are hands."""

    def __init__(self) -> None:
        self._lanes: dict[str, Lane] = {}

    def __len__(self) -> int:
        return len(self._lanes)

    @contextmanager
    def hold(self, group: str, seconds: float) -> Iterator[bool]:
        """Wait for the group's lane, first come first served; tells whether it came within `seconds`."""
        lane = self._lanes.setdefault(group, Lane())
        lane.users += 1
        held = False
        try:
            held = bool(lane.lock.acquire(timeout=seconds))
            yield held
        finally:
            if held:
                lane.lock.release()
            lane.users -= 1
            if not lane.users:
                del self._lanes[group]
