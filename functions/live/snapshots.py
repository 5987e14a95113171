"""A conference as it is now, and up to which event that is so."""

from functions.shared.api.problems import Problem
from functions.shared.feed.folding import fold
from functions.shared.feed.reading import events_after
from functions.shared.live.frames import snapshot_frames
from functions.shared.sight.presence import Presence, presence_of
from functions.shared.tables.live.connections import Viewer

# A relay tells an event before it writes the rows: what was told last may not be in them yet. To fold an event a second
# time changes nothing.
LAST_EVENTS = 100


def snapshot(conference: str, viewer: Viewer) -> list[bytes]:
    """The frames of a snapshot; of a conference that does not go on now it says so, and what comes later is told."""
    presence = _presence(conference, viewer.domain)
    newest = events_after(conference, None, domain=viewer.domain, limit=1).seq
    page = events_after(conference, max(0, newest - LAST_EVENTS), domain=viewer.domain, limit=2 * LAST_EVENTS)
    seq = page.seq if page.items else newest
    if presence is None:
        return snapshot_frames(conference, None, seq)
    state = fold(presence.conference, page.items)
    return snapshot_frames(conference, None if state is None else presence.with_conference(state).view, seq)


def _presence(conference: str, domain: str) -> Presence | None:
    try:
        return presence_of(conference, domain)
    except Problem as problem:
        if problem.code in ("conference_not_found", "conference_ended"):
            return None
        raise
