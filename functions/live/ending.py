"""Ends connections whose token has ended or was revoked, when the queue says that it is time to look.

What is said over a connection later is none of it: the gateway tells of its end, and then its rows go.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, TypeVar

import msgspec

from functions.live.leaving import forget
from functions.shared.live.ending import Revoked, TokenEnds, wake_at_end
from functions.shared.live.posting import AT_ONCE, close
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.live.connections import Viewer, connections_of, find_viewer
from functions.shared.tables.revocations import find_revocations
from functions.shared.telemetry.observations import count, logger

# Which connection, and whose.
Ending = tuple[str, Viewer]

One = TypeVar("One")
Made = TypeVar("Made")

_at_once = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="end")


class _Later(Exception):
    """Not all of it could be done; the same message once more is right."""


def end_those(records: Iterable[Mapping[str, Any]], now: float) -> list[str]:
    """End what these messages say is over; returns the ids of those that are to come once more."""
    asked: dict[TokenEnds | Revoked, list[str]] = {}
    for record in records:
        try:
            message = msgspec.json.decode(record["body"], type=TokenEnds | Revoked)
        except msgspec.DecodeError as error:
            # It will be no better the next time.
            logger.error("a wake cannot be read", extra={"reason": str(error)})
            continue
        asked.setdefault(message, []).append(str(record["messageId"]))
    found = _side_by_side(lambda message: _over(message, now), asked)
    endings = {connection: viewer for each in found if each is not None for connection, viewer in each}
    ended = _side_by_side(_end, endings.items())
    failed = {connection for connection, done in zip(endings, ended, strict=True) if not done}
    return [
        name
        for names, each in zip(asked.values(), found, strict=True)
        if each is None or failed & {connection for connection, _ in each}
        for name in names
    ]


def _side_by_side(act: Callable[[One], Made], those: Iterable[One]) -> list[Made]:
    running = [_at_once.submit(copy_context().run, act, one) for one in those]
    return [each.result() for each in running]


def _over(message: TokenEnds | Revoked, now: float) -> list[Ending] | None:
    """Whose token is over of those that a message is about; None where nobody can say."""
    try:
        return _refused(message, now) if isinstance(message, Revoked) else _ended(message, now)
    except (TablesUnavailable, _Later) as error:
        count("TablesUnavailable" if isinstance(error, TablesUnavailable) else "WakesFailed")
        logger.error("connections were not looked at", extra={"reason": str(error)})
        return None


def _ended(message: TokenEnds, now: float) -> list[Ending]:
    viewer = find_viewer(message.connection)
    if viewer is None:
        return []
    if viewer.ends <= now:
        return [(message.connection, viewer)]
    if not wake_at_end(message.connection, viewer, now=now):
        raise _Later(f"the connection {message.connection} is not waited for")
    return []


def _refused(message: Revoked, now: float) -> list[Ending]:
    # Not what this process remembers: it is about what was written just now.
    revocations = find_revocations(message.domain, now)
    return [
        (connection, viewer)
        for connection, viewer in connections_of(message.domain, message.subject)
        if revocations.refuse(viewer.token, viewer.subject, viewer.issued)
    ]


def _end(ending: Ending) -> bool:
    """End one; False where it is open still."""
    connection, viewer = ending
    closed = close(connection)
    if closed == "gone":
        try:
            forget(connection, viewer)
        except TablesUnavailable as error:
            logger.warning("a connection was not forgotten", extra={"reason": str(error)})
            return False
    elif closed == "closed":
        count("ViewersEnded")
    return closed != "open"
