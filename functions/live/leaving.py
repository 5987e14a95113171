"""A connection follows conferences no more, and others are told."""

import time
from collections.abc import Callable, Sequence

from functions.live.snapshots import going_on
from functions.shared.feed.appending import last_seq
from functions.shared.feed.reading import own_last_seq
from functions.shared.participation.watching import tell_left
from functions.shared.state import ConferenceState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.live.connections import Viewer, forget_connection, listened_to
from functions.shared.telemetry.observations import logger


def forget(connection: str, viewer: Viewer) -> None:
    """Forget a connection that is gone, and tell wherever it listened.

    Raises:
        TablesUnavailable: it may listen still.
    """
    stop_watching(connection, viewer, listened_to(connection), lambda: forget_connection(connection))


def stop_watching(connection: str, viewer: Viewer, conferences: Sequence[str], leave: Callable[[], bool]) -> None:
    """Let a connection listen no more, and tell it where nobody else of the same subject listens.

    Args:
        leave: tells whether it listened until now.

    Raises:
        TablesUnavailable: it may listen still.
    """
    now = time.time()
    before = [(name, own_last_seq(name, viewer.domain)) for name in conferences]
    if not leave():
        return
    for name, position in before:
        presence = going_on(name, viewer.domain)
        if presence is not None:
            _tell(presence.conference, connection, viewer, position, now)


def _tell(conference: ConferenceState, connection: str, viewer: Viewer, position: int | None, now: float) -> None:
    try:
        after = last_seq(conference.name, now=now) if position is None else position
        tell_left(conference.name, conference.uuid, viewer, connection, after=after, now=now)
    except TablesUnavailable as error:
        # The rows are right, and so is whoever asks for them.
        logger.warning("nobody was told who left", extra={"conference": conference.name, "reason": str(error)})
