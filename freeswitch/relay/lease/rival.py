"""The relay that holds the node's lease, watched by one that waits for it: whether it still lives."""

from freeswitch.relay.lease.sign_of_life import is_gone
from functions.shared.tables.nodes import Node


class Rival:
    """Knows it at once where both run on one host; else it counts by our steady clock how long the row has not changed.

    No clock is compared with another's.
    """

    def __init__(self, owner: str, lease_seconds: float) -> None:
        self._owner = owner
        self._lease_seconds = lease_seconds
        self._seen: tuple[str | None, int] = (None, 0)
        self._since = 0.0

    def look(self, row: Node | None, now: float) -> float:
        """Take in the row as it was read at `now`; gives the seconds until the lease may be taken, 0 for at once."""
        if row is None or row.lease_owner is None or row.lease_owner == self._owner:
            return 0.0
        seen = (row.lease_owner, row.beats)
        if seen != self._seen:
            self._seen, self._since = seen, now
        return 0.0 if is_gone(row.lease_owner) else max(0.0, self._since + self._lease_seconds - now)
