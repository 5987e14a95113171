"""Whether a connection may go on: its token may have ended or been revoked meanwhile."""

from functions.shared.tables.known.revocations import known_revocations
from functions.shared.tables.live.connections import Viewer


def is_over(viewer: Viewer, now: float) -> bool:
    """Whether the token that opened the connection is good no more; of a revocation it is known within 30 seconds.

    Raises:
        TablesUnavailable: nobody can say.
    """
    if viewer.ends <= now:
        return True
    return known_revocations(viewer.domain).refuse(viewer.token, viewer.subject, viewer.issued)


def covers(viewer: Viewer, conference: str) -> bool:
    """Whether the token covers the conference."""
    return "*" in viewer.conferences or conference in viewer.conferences
