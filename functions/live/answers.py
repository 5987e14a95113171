"""What a client's message does, and the frames that answer it."""

import time
from collections.abc import Sequence
from functools import partial

import msgspec

from functions.live.leaving import stop_watching
from functions.live.messages import tag_of
from functions.live.moving import tell_moving
from functions.live.snapshots import going_on, snapshot
from functions.live.standing import node_views
from functions.live.taking_part import following, take_part
from functions.shared.api.problems import Problem
from functions.shared.api.sight.presence import Presence
from functions.shared.api.sight.standing import has_lobby, kept_out
from functions.shared.api.tokens import no_conference, require
from functions.shared.feed.appending import last_seq
from functions.shared.feed.events import Event
from functions.shared.feed.reading import events_after, own_last_seq
from functions.shared.live.frame_shapes import PongFrame
from functions.shared.live.frames import event_frames, gap_frame
from functions.shared.live.message_shapes import EVERY, HandFrame, Message, MoveFrame, SayFrame, Subscribe, Unsubscribe
from functions.shared.live.seeing import seen_by
from functions.shared.live.viewers import covers, kept_out_by
from functions.shared.participation.watching import tell_joined
from functions.shared.rights import FRAMES
from functions.shared.state import ConferenceState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.live.connections import (
    Listener,
    Viewer,
    beginnings,
    listen,
    listen_no_more,
    listened_to,
    listening,
)
from functions.shared.telemetry.observations import logger

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
    kind = tag_of(message)
    require(viewer.can, FRAMES[kind], f"the frame {kind!r}")
    if isinstance(message, Subscribe):
        return _subscribed(message, connection, viewer)
    if isinstance(message, Unsubscribe):
        leave = partial(listen_no_more, _listened(message.conference, viewer), connection)
        stop_watching(connection, viewer, [message.conference] if message.conference != EVERY else [], leave)
        return []
    if isinstance(message, (SayFrame, HandFrame)):
        take_part(message, viewer)
        return []
    if isinstance(message, MoveFrame):
        tell_moving(message, connection, viewer)
        return []
    names = [name for name in listened_to(connection) if name != beginnings(viewer.domain)]
    newest = {name: events_after(name, None, domain=viewer.domain, limit=1).seq for name in names}
    return [msgspec.json.encode(PongFrame(seqs=newest, nodes=node_views(names, viewer.domain, now=time.time())))]


def _subscribed(message: Subscribe, connection: str, viewer: Viewer) -> list[bytes]:
    if message.conference == EVERY:
        if viewer.guest and any(has_lobby(name, viewer.domain) for name in viewer.conferences):
            raise no_conference(EVERY)
        # Nothing to begin with: `GET /v1/conferences` says which there are.
        listen(_listened(EVERY, viewer), connection, viewer, now=time.time())
        return []
    if not covers(viewer, message.conference):
        raise no_conference(message.conference)
    viewer = following(message.conference, viewer)
    already = listened_to(connection)
    if message.conference not in already and len(already) >= MOST_CONFERENCES:
        raise Problem("wrong_state", f"a connection listens to {MOST_CONFERENCES} conferences at most")
    now = time.time()
    position = own_last_seq(message.conference, viewer.domain)
    # First: what happens while the snapshot is read is told as well, and who has it already drops it.
    listen(message.conference, connection, viewer, now=now)
    listeners = listening(message.conference, viewer.domain, now=now)
    presence = going_on(message.conference, viewer.domain)
    try:
        if message.after is None:
            frames = snapshot(message.conference, viewer, presence, listeners)
        else:
            frames = _missed(message.conference, message.after, viewer, presence)
    except Problem:
        # They were kept out, or have left, in this very moment: an event is told before the rows say so.
        listen_no_more(message.conference, connection)
        raise
    if presence is not None and message.conference not in already:
        # Last: whoever comes is told of themselves with everybody else.
        _tell_joined(presence.conference, connection, listeners, position, now)
    return frames


def _listened(conference: str, viewer: Viewer) -> str:
    return beginnings(viewer.domain) if conference == EVERY else conference


def _tell_joined(
    conference: ConferenceState, connection: str, listeners: Sequence[Listener], position: int | None, now: float
) -> None:
    try:
        after = last_seq(conference.name, now=now) if position is None else position
        tell_joined(conference, connection, listeners, after=after, now=now)
    except TablesUnavailable as error:
        # They listen all the same, and whoever asks who is there sees them.
        logger.warning("nobody was told who came", extra={"conference": conference.name, "reason": str(error)})


def _missed(conference: str, after: int, viewer: Viewer, presence: Presence | None) -> list[bytes]:
    events: list[Event] = []
    position = after
    while len(events) <= MOST_MISSED:
        page = events_after(conference, position, domain=viewer.domain, limit=MOST_MISSED)
        if page.gap is not None:
            first, to = page.gap.first, page.gap.to
            return [gap_frame(conference, first, to), *snapshot(conference, viewer, presence)]
        if not page.items:
            if kept_out_by(viewer, events):
                raise kept_out()
            return event_frames(conference, [seen_by(one, viewer.can) for one in events])
        events += page.items
        position = page.seq
    return [gap_frame(conference, after + 1, position), *snapshot(conference, viewer, presence)]
