"""How many requests of one token's holder may wait for long at the same time, over all processes.

A place is a row with an end, taken by a conditional write: a process that dies holds it for as long as a wait lasts and
no longer, so nothing can leak. What waits no longer than a second takes none: most commands have ended by then.
"""

import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from functions.shared.api.queries import MAX_WAIT_SECONDS
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.counters.allowances import Place, hold_place, leave_place
from functions.shared.telemetry.observations import count, logger

# A page waits for a command or two; so many more are somebody who holds connections.
AT_ONCE = 8
SHORT_SECONDS = 1.0
# The longest wait, and clocks that differ.
HELD_SECONDS = MAX_WAIT_SECONDS + 5.0

Holder = tuple[str, str]

# Who has all the places in this process needs no write to be told so.
_waiting: Counter[Holder] = Counter()


@asynccontextmanager
async def long_wait(holder: Holder) -> AsyncIterator[bool]:
    """Say whether one more may wait; a preference that cannot be granted in full is granted in part."""
    if _waiting[holder] >= AT_ONCE:
        count("WaitCutShort")
        yield False
        return
    _waiting[holder] += 1
    place = None
    try:
        place = _hold(holder)
        if place is None:
            count("WaitCutShort")
        yield place is not None
    finally:
        _waiting[holder] -= 1
        if not _waiting[holder]:
            del _waiting[holder]
        if place is not None:
            _leave(place)


def _hold(holder: Holder) -> Place | None:
    try:
        return hold_place(holder, AT_ONCE, now=time.time(), seconds=HELD_SECONDS)
    except TablesUnavailable as error:
        # The command is on its way whatever the table says: who asked is told what is known now.
        logger.warning("a wait is cut short", extra={"reason": str(error)})
        return None


def _leave(place: Place) -> None:
    try:
        leave_place(place)
    except TablesUnavailable as error:
        logger.warning("a place is free only when its time is over", extra={"reason": str(error)})
