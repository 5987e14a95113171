"""A conference as it is now, and up to which event that is so; and who follows it in a page."""

import time
from collections.abc import Sequence

from functions.shared.api.problems import Problem
from functions.shared.api.sight.now import begun, folded
from functions.shared.api.sight.presence import Presence, presence_in, presence_of
from functions.shared.api.sight.standing import require_in
from functions.shared.live.frames import snapshot_frames
from functions.shared.participation.watching import watchers
from functions.shared.tables.live.connections import Listener, Viewer, listening

OVER = ("conference_not_found", "conference_ended")


def snapshot(
    conference: str, viewer: Viewer, presence: Presence | None, listeners: Sequence[Listener] | None = None
) -> list[bytes]:
    """The frames of a snapshot; of a conference that does not go on now it says so, and what comes later is told.

    Args:
        presence: what `going_on` gave.
        listeners: who listens, where that is known already.

    Raises:
        Problem: what was told and does not stand in the rows yet lets them see nothing.
    """
    if listeners is None:
        listeners = listening(conference, viewer.domain, now=time.time())
    there, told = (None, None) if presence is None else (presence.conference, presence.told)
    state, seq = folded(conference, there, viewer.domain, told)
    require_in(state, viewer.subject, viewer.domain, viewer.can, inside=viewer.inside)
    seen = watchers(state, listeners)
    if presence is None or state is None:
        return snapshot_frames(conference, None, seq, seen)
    return snapshot_frames(conference, presence.with_conference(state).view, seq, seen)


def going_on(conference: str, domain: str) -> Presence | None:
    """The conference, if it goes on: by its rows, or by what was told where those are not written yet.

    Raises:
        TablesUnavailable: nobody can say.
    """
    try:
        return presence_of(conference, domain)
    except Problem as problem:
        if problem.code not in OVER:
            raise
    try:
        stored = begun(conference, domain)
        return None if stored is None else presence_in(stored)
    except Problem as problem:
        if problem.code not in OVER:
            raise
    return None
