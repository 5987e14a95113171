"""One round: what is new in some conferences, told to each of their viewers, all side by side.

The cost of an event is its viewers: one Query for the conference, one post for each connection.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial

from functions.shared.api.sight.standing import has_lobby
from functions.shared.feed.events import Event
from functions.shared.feed.waking import Wake
from functions.shared.live.frames import event_frames
from functions.shared.live.posting import AT_ONCE, Posted, close, post
from functions.shared.live.seeing import seen_by
from functions.shared.live.viewers import covers, is_over, last_for
from functions.shared.participation.watching import tell_left
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.live.connections import Viewer, beginnings, listen_no_more, listeners
from functions.shared.telemetry.observations import count, logger

# A viewer gets five frames a second of a conference at most: the queue gives its next messages only when this round is
# over, and what happened meanwhile comes in one frame.
FRAME_SECONDS = 0.2

# What somebody is told who listens to which conferences there are.
TURNS = frozenset({"conference.started", "conference.ended"})

_posts = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="post")


@dataclass
class Round:
    """What is new in one conference."""

    conference: str
    domain: str
    _events: dict[int, Event] = field(default_factory=dict)

    def add(self, wake: Wake) -> None:
        """A message may come twice; a seq is told once."""
        self._events |= {one.seq: one for one in wake.events}

    @property
    def events(self) -> list[Event]:
        return [self._events[seq] for seq in sorted(self._events)]


def tell(rounds: Iterable[Round], *, now: float, sleep: Callable[[float], None] = time.sleep) -> list[str]:
    """Tell it, and end no sooner than the next frames may follow.

    Returns:
        The conferences whose viewers could not be looked up.
    """
    begun = time.monotonic()
    failed: list[str] = []
    running: list[Future[Posted]] = []
    most = 0
    for one in rounds:
        try:
            for deliver, frames in _deliveries(one, now):
                most = max(most, frames)
                running.append(_posts.submit(copy_context().run, deliver))
        except TablesUnavailable as error:
            count("TablesUnavailable")
            logger.error("viewers were not looked up", extra={"conference": one.conference, "reason": str(error)})
            failed.append(one.conference)
    done = Counter(each.result() for each in running)
    count("ViewersTold", done["sent"])
    count("ViewersDropped", done["slow"] + done["gone"])
    sleep(max(0.0, FRAME_SECONDS * most - (time.monotonic() - begun)))
    return failed


def _deliveries(one: Round, now: float) -> Iterator[tuple[Callable[[], Posted], int]]:
    """What is to be done for each viewer, and how many frames that is."""
    # Those who may see the same get the same bytes.
    frames: dict[frozenset[str], list[bytes]] = {}
    # A name may have been another domain's yesterday.
    found = [(connection, viewer) for connection, viewer in listeners(one.conference) if viewer.domain == one.domain]
    # Who began to follow it before there was a lobby connects anew; who is in the meeting follows it again.
    locked_out = any(_is_unbound(viewer) for _, viewer in found) and has_lobby(one.conference, one.domain)
    for connection, viewer in found:
        gone = partial(_forget, one, connection, viewer)
        if is_over(viewer, now) or (locked_out and _is_unbound(viewer)):
            yield partial(_end, connection, gone), 0
            continue
        can = frozenset(viewer.can)
        last = last_for(viewer, one.events)
        if last is not None:
            # Whoever is in by another browser connects anew; whoever waits again, or is kept out, is told nothing.
            told = event_frames(one.conference, [seen_by(event, can) for event in one.events if event.seq <= last])
            yield partial(_bring_and_end, connection, told, gone), len(told)
            continue
        if can not in frames:
            frames[can] = event_frames(one.conference, [seen_by(event, can) for event in one.events])
        yield partial(_bring, connection, frames[can], gone), len(frames[can])
    turns = [event for event in one.events if event.type in TURNS]
    if turns:
        yield from _to_domain(one, turns, now)


def _to_domain(one: Round, turns: list[Event], now: float) -> Iterator[tuple[Callable[[], Posted], int]]:
    """Whoever listens to which conferences begin and end is told that, of those that their token covers."""
    frames = event_frames(one.conference, turns)
    found = listeners(beginnings(one.domain))
    guests = [viewer for _, viewer in found if _is_unbound(viewer) and covers(viewer, one.conference)]
    locked_out = guests if guests and has_lobby(one.conference, one.domain) else []
    for connection, viewer in found:
        gone = partial(_forget_beginnings, one.domain, connection)
        if is_over(viewer, now) or viewer in locked_out:
            yield partial(_end, connection, gone), 0
        elif covers(viewer, one.conference):
            yield partial(_bring, connection, frames, gone), len(frames)


def _is_unbound(viewer: Viewer) -> bool:
    """Whether they came by a participant's link, and followed a conference before they had to be in it."""
    return viewer.guest and not viewer.inside


def _bring(connection: str, frames: list[bytes], forget: Callable[[], None]) -> Posted:
    for frame in frames:
        posted = post(connection, frame)
        if posted == "gone":
            forget()
            return "gone"
        if posted == "slow":
            return _end(connection, forget)
    return "sent"


def _bring_and_end(connection: str, frames: list[bytes], forget: Callable[[], None]) -> Posted:
    posted = _bring(connection, frames, forget)
    if posted == "sent":
        _end(connection, forget)
    return posted


def _end(connection: str, forget: Callable[[], None]) -> Posted:
    close(connection)
    forget()
    return "slow"


def _forget(one: Round, connection: str, viewer: Viewer) -> None:
    last = one.events[-1]
    try:
        if listen_no_more(one.conference, connection) and last.type != "conference.ended":
            tell_left(one.conference, last.meeting, viewer, connection, after=last.seq, now=time.time())
    except TablesUnavailable as error:
        # The next event finds it again.
        logger.warning("a connection was not forgotten", extra={"reason": str(error)})


def _forget_beginnings(domain: str, connection: str) -> None:
    try:
        listen_no_more(beginnings(domain), connection)
    except TablesUnavailable as error:
        logger.warning("a connection was not forgotten", extra={"domain": domain, "reason": str(error)})
