"""What requests left to be told: told when the queue brings it, and once a minute whatever is left."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from functions.rooms.telling import tell
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.tellings import all_tellings, find_telling
from functions.shared.telemetry.observations import count, logger

# Lambda ends it after 29 s.
BUDGET_SECONDS = 20.0
# A request that is still at it has its time first.
YOUNG_SECONDS = 10.0


def tell_those(records: Sequence[Mapping[str, Any]], now: float) -> list[str]:
    """Tell what these messages name; returns the ids of those that are to come once more."""
    failed = []
    for record in records:
        try:
            telling = find_telling(str(record["body"]), now=now)
            if telling is not None:
                tell(telling, now=now)
        except TablesUnavailable as error:
            count("TablesUnavailable")
            logger.error("nodes were not told", extra={"telling": record["body"], "reason": str(error)})
            failed.append(str(record["messageId"]))
    return failed


def tell_all(now: float, clock: Callable[[], float] = time.monotonic) -> None:
    """Tell whatever is left, as far as the time goes; one that fails keeps no other from being told.

    Raises:
        TablesUnavailable: of one or more; the next run goes on.
    """
    began, failure = clock(), None
    for telling in all_tellings(now=now):
        if telling.at + YOUNG_SECONDS > now:
            continue
        if clock() - began > BUDGET_SECONDS:
            logger.error("nodes are not told everything yet; the next run goes on")
            break
        try:
            tell(telling, now=now)
        except TablesUnavailable as error:
            count("TablesUnavailable")
            logger.error("nodes were not told", extra={"telling": telling.id, "reason": str(error)})
            failure = error
    if failure is not None:
        raise failure
