"""What a client's message does, and the frames that answer it."""

import time

import msgspec

from functions.live.messages import Message, Subscribe, Unsubscribe
from functions.live.snapshots import snapshot
from functions.shared.api.problems import Problem
from functions.shared.api.tokens import no_conference
from functions.shared.feed.events import Event
from functions.shared.feed.reading import events_after
from functions.shared.live.frames import event_frames, gap_frame
from functions.shared.live.seeing import seen_by
from functions.shared.live.viewers import covers
from functions.shared.tables.live.connections import Viewer, listen, listen_no_more, listened_to

# Of a list of conferences a page shows a screenful.
MOST_CONFERENCES = 50
# Whoever misses more of them takes the conference itself: that is shorter.
MOST_MISSED = 500


def answers(message: Message, connection: str, viewer: Viewer) -> list[bytes]:
    """Do it; the frames are in order.

    Raises:
        Problem: the token does not cover it, or it is too much.
        TablesUnavailable: nobody can say; to say it again is right.
    """
    if isinstance(message, Subscribe):
        return _subscribed(message, connection, viewer)
    if isinstance(message, Unsubscribe):
        listen_no_more(message.conference, connection)
        return []
    newest = {name: events_after(name, None, domain=viewer.domain, limit=1).seq for name in listened_to(connection)}
    return [msgspec.json.encode({"type": "pong", "seqs": newest})]


def _subscribed(message: Subscribe, connection: str, viewer: Viewer) -> list[bytes]:
    if not covers(viewer, message.conference):
        raise no_conference(message.conference)
    already = listened_to(connection)
    if message.conference not in already and len(already) >= MOST_CONFERENCES:
        raise Problem("wrong_state", f"a connection listens to {MOST_CONFERENCES} conferences at most")
    # First: what happens while the snapshot is read is told as well, and who has it already drops it.
    listen(message.conference, connection, viewer, now=time.time())
    if message.after is None:
        return snapshot(message.conference, viewer)
    return _missed(message.conference, message.after, viewer)


def _missed(conference: str, after: int, viewer: Viewer) -> list[bytes]:
    events: list[Event] = []
    position = after
    while len(events) <= MOST_MISSED:
        page = events_after(conference, position, domain=viewer.domain, limit=MOST_MISSED)
        if page.gap is not None:
            first, to = page.gap.first, page.gap.to
            return [gap_frame(conference, first, to), *snapshot(conference, viewer)]
        if not page.items:
            return event_frames(conference, [seen_by(one, viewer.can) for one in events])
        events += page.items
        position = page.seq
    return [gap_frame(conference, after + 1, position), *snapshot(conference, viewer)]
