"""Connections whose token has ended or was revoked are closed, also where no message of a queue said so."""

from collections.abc import Callable

from functions.shared.feed.appending import last_seq
from functions.shared.live.posting import close
from functions.shared.live.viewers import is_over
from functions.shared.participation.watching import tell_left
from functions.shared.tables.conferences.rows import find_conference
from functions.shared.tables.live.connections import (
    Viewer,
    forget_connection,
    is_beginnings,
    listened_to,
    open_connections,
)
from functions.shared.telemetry.observations import count, logger


def close_ended(has_time: Callable[[], bool], *, now: float) -> None:
    """Close them: of a revocation it is known within 30 seconds.

    The gateway tells of each end, and then the rows go. It does not promise to: where the connection is gone and its
    rows are there, they go here.

    Raises:
        TablesUnavailable: the next run goes on.
    """
    for connection, viewer in open_connections():
        if not has_time():
            logger.error("connections were not all looked at; the next run begins anew")
            return
        if not is_over(viewer, now):
            continue
        closed = close(connection)
        if closed == "closed":
            count("ViewersEnded")
        elif closed == "gone":
            _forget(connection, viewer, now)


def _forget(connection: str, viewer: Viewer, now: float) -> None:
    conferences = [name for name in listened_to(connection) if not is_beginnings(name)]
    before = [(name, last_seq(name, now=now)) for name in conferences]
    forget_connection(connection)
    for name, position in before:
        stored = find_conference(name)
        if stored is not None and stored.ended_at is None and stored.state.domain == viewer.domain:
            tell_left(name, stored.state.uuid, viewer, connection, after=position, now=now)
