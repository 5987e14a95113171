"""Stills whose pictures went with a node's memory: their rows say so, and then it is told, once.

Whoever dies in between leaves a row that is open, so whoever looks next tells it.
"""

from collections.abc import Callable

from msgspec import structs

from functions.shared.feed.events import Event
from functions.shared.feed.own_events import still_over
from functions.shared.grammars.moments import rfc3339
from functions.shared.tables.conferences.stills import OpenStill, fail_still, still_is_told


def end_lost_still(found: OpenStill, reason: str, tell: Callable[[Event, int], None], *, now: float) -> bool:
    """Let the row say that it failed, and tell it; False where somebody has written the row meanwhile.

    Args:
        tell: append the event, which cannot be told up to that seq.

    Raises:
        TablesUnavailable: it may be told; to do it again is right.
    """
    row = found.row
    if row.state.state == "processing":
        state = structs.replace(row.state, state="failed", reason=reason)
        failed = fail_still(found, structs.replace(row, state=state))
        if failed is None:
            return False
        found = failed
    if row.told_after is not None:
        event = still_over(row.state.conference, row.conference_uuid, found.row.state, at=rfc3339(now))
        tell(event, row.told_after)
    still_is_told(found)
    return True
