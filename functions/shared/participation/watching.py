"""Who has a page open that follows a conference: told when the first window of somebody opens and the last one closes.

What is true stands in the connections' rows; the events only save everybody from asking. They are of a meeting that
goes on: when one begins, whoever waits for it is told as its first watchers.
"""

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from functions.shared.feed.appending import append, append_once
from functions.shared.feed.events import Event, HandLowered, PresenceJoined
from functions.shared.feed.hand_rows import write_hands
from functions.shared.feed.page_events import hand_moved, presence_joined, presence_left
from functions.shared.grammars.moments import Moment, rfc3339
from functions.shared.participation.people import Person, name_of
from functions.shared.state import ConferenceState
from functions.shared.tables.conferences.hand_rows import is_up
from functions.shared.tables.live.connections import Listener, Viewer, listening

JOINED, LEFT = "presence.joined", "presence.left"


class Watcher(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who follows the conference in a page, in one window or many; `since` is the first of them."""

    subject: str
    name: str | None
    since: Moment


def watchers(state: ConferenceState | None, listeners: Iterable[Listener]) -> list[Watcher]:
    """Everybody who listens, once, by how long they do."""
    first: dict[str, Listener] = {}
    for one in sorted(listeners, key=lambda each: (each.since, each.connection)):
        first.setdefault(one.viewer.subject, one)
    return [Watcher(subject=subject, name=_name(state, one.viewer), since=one.since) for subject, one in first.items()]


def tell_joined(
    conference: ConferenceState, connection: str, listeners: Sequence[Listener], *, after: int, now: float
) -> None:
    """Tell that somebody follows the conference, if this connection is the first of theirs.

    Args:
        listeners: read after the connection listens: of two that come at once one finds itself the first.
        after: a seq of the feed from before it listens.

    Raises:
        TablesUnavailable: it may be told.
    """
    mine = next((one for one in listeners if one.connection == connection), None)
    if mine is None:
        return
    subject = mine.viewer.subject
    theirs = [one for one in listeners if one.viewer.subject == subject]
    if mine != min(theirs, key=lambda one: (one.since, one.connection)):
        return
    event = _joined(conference.name, conference.uuid, Watcher(
        subject=subject, name=_name(conference, mine.viewer), since=mine.since
    ), connection, now)  # fmt: skip
    append([event], domain=conference.domain, now=now, after=after, unless=lambda others: _tell(others, subject))


def tell_left(conference: str, meeting: str, viewer: Viewer, connection: str, *, after: int, now: float) -> None:
    """Tell that somebody follows the conference no more, unless another connection of theirs does.

    Whoever has left the page has no hand there any more.

    Args:
        after: a seq of the feed from before the connection went.

    Raises:
        TablesUnavailable: it may be told.
    """
    subject = viewer.subject
    if any(one.viewer.subject == subject for one in listening(conference, viewer.domain, now=now)):
        return
    at, name = rfc3339(now), _id(meeting, subject, connection, LEFT, str(after))
    events = [presence_left(conference, meeting, subject, name, at=at)]
    if is_up(conference, meeting, subject):
        events.insert(0, hand_moved(conference, meeting, HandLowered(subject=subject), f"{name}.hand", at=at))
    done = append(events, domain=viewer.domain, now=now, after=after, unless=lambda others: _tell(others, subject))
    write_hands(done.since, now=now)


def tell_begun(begin: Event, domain: str, *, now: float) -> None:
    """A meeting has begun: tell who waited for it. To do it twice tells it once.

    Args:
        begin: its `conference.started`.

    Raises:
        TablesUnavailable: some may be told.
    """
    listeners = listening(begin.conference, domain, now=now)
    events = [_joined(begin.conference, begin.meeting, one, "begun", now) for one in watchers(None, listeners)]
    if events:
        append_once(events, domain=domain, now=now, after=begin.seq)


def _joined(conference: str, meeting: str, watcher: Watcher, connection: str, now: float) -> Event:
    told = PresenceJoined(subject=watcher.subject, name=watcher.name, since=watcher.since)
    name = _id(meeting, watcher.subject, connection, JOINED, watcher.since)
    return presence_joined(conference, meeting, told, name, at=rfc3339(now))


def _tell(others: Sequence[Event], subject: str) -> bool:
    """Whether others have told of this somebody meanwhile, or of another meeting."""
    of_them = any(one.type in (JOINED, LEFT) and one.data.get("subject") == subject for one in others)
    return of_them or any(one.type in ("conference.started", "conference.ended") for one in others)


def _name(state: ConferenceState | None, viewer: Viewer) -> str | None:
    if state is None:
        return viewer.name or None
    return name_of(state, Person(viewer.subject, viewer.domain, viewer.can, viewer.name))


def _id(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
