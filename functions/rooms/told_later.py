"""What requests left to be told or ended: done when the queue brings it, and once a minute whatever is left."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from functions.rooms.telling import OBSERVERS_OF, tell
from functions.shared.observers.ending import end_observers
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.fleet.tellings import all_tellings, find_telling
from functions.shared.telemetry.observations import count, logger

# Lambda ends it after 29 s.
BUDGET_SECONDS = 15.0
# And for observers: one who may go on takes a few reads, one who is ended some writes more.
OBSERVER_SECONDS = 8.0
# A request that is still at it has its time first.
YOUNG_SECONDS = 10.0


def tell_those(records: Sequence[Mapping[str, Any]], now: float) -> list[str]:
    """Tell what these messages name; returns the ids of those that are to come once more."""
    failed = []
    for record in records:
        try:
            _tell_one(str(record["body"]), now)
        except TablesUnavailable as error:
            count("TablesUnavailable")
            logger.error("nodes were not told", extra={"telling": record["body"], "reason": str(error)})
            failed.append(str(record["messageId"]))
    return failed


def _tell_one(body: str, now: float) -> None:
    if body.startswith(OBSERVERS_OF):
        end_observers(now=now, domain=body.removeprefix(OBSERVERS_OF))
    elif (telling := find_telling(body, now=now)) is not None:
        tell(telling, now=now)


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


def look_at_observers(now: float, clock: Callable[[], float] = time.monotonic) -> None:
    """End those who may observe no more, whatever took their right: no message tells of a file, or of a host's doing.

    Raises:
        TablesUnavailable: of one or more; the next run goes on.
    """
    began = clock()
    end_observers(now=now, has_time=lambda: clock() - began < OBSERVER_SECONDS)
