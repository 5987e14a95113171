"""Events that no feed holds: what a webhook is told of its own."""

import hashlib
from uuid import uuid4

from functions.shared.feed.events import Event, Gap, plain, type_of
from functions.shared.grammars.moments import rfc3339

TEST = "webhook.test"


def missing_event(
    conference: str, first: int, to: int, *, since: str, next_event: Event | None, at: str, reason: str
) -> Event:
    """Tell that the events from one seq to another cannot be told any more.

    Args:
        since: when the last event happened that was told, RFC 3339; empty: nobody knows.
        next_event: the first one that can be told again.
        at: when that was seen, RFC 3339.
    """
    until = at if next_event is None or not next_event.at else next_event.at
    gap = Gap(since=since or None, to=until, reason=reason)
    name = hashlib.sha256(conference.encode()).hexdigest()[:8]
    return Event(
        conference=conference,
        seq=to,
        id=f"gap-{name}-{first}-{to}",
        type=type_of(gap),
        at=at,
        meeting="" if next_event is None else next_event.meeting,
        data=plain(gap),
    )


def trial_event(webhook: str, *, now: float) -> Event:
    """An event that only shows that events arrive."""
    return Event(conference="", id=uuid4().hex, type=TEST, at=rfc3339(now), meeting="", data={"webhook": webhook})
