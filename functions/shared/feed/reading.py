"""What was told after a seq, and what of it cannot be had any more."""

from typing import Literal

import msgspec

from functions.shared.feed.events import Event
from functions.shared.observations import logger
from functions.shared.tables.feed import Batch, batches_after, newest_batch


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """Seqs that were told and cannot be read: take the conference itself, then what comes after."""

    first: int = msgspec.field(name="from")
    to: int
    # `expired`: older than the feed is kept. `unknown_position`: nobody has told so much.
    reason: Literal["expired", "unknown_position"]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Events in order, and the seq to ask after next."""

    items: list[Event]
    seq: int
    gap: Missing | None = None


def events_of(batch: Batch) -> list[Event]:
    """Read a batch; an event that cannot be read is told as one of type `unreadable`, so that no seq is missing."""
    return [_event(batch.first + place, text) for place, text in enumerate(batch.events)]


def events_after(conference: str, after: int | None, *, domain: str, limit: int) -> Page:
    """Read up to `limit` events after a seq; without one, only the newest seq.

    Args:
        after: 0 for the oldest that there is.
        domain: events of another domain's conference of the same name are as good as expired.

    Raises:
        TablesUnavailable: no answer in time.
    """
    newest = newest_batch(conference)
    if newest is not None and newest.domain != domain:
        newest = None
    last = 0 if newest is None else newest.last
    if after is None or after == last:
        return Page(items=[], seq=last)
    if newest is None or after > last:
        reason: Literal["expired", "unknown_position"] = "expired" if newest is None else "unknown_position"
        return Page(items=[], seq=last, gap=Missing(first=last + 1, to=after, reason=reason))
    # What is asked for most is in the newest batch.
    found = [newest] if newest.first <= after + 1 else batches_after(conference, after, most=limit)
    items = [one for batch in found if batch.domain == domain for one in events_of(batch) if one.seq > after]
    return _page(items, after, last, limit)


def events_since(conference: str, after: int) -> list[Event]:
    """Read all events after a seq, of whichever domain: what somebody who writes must know.

    Raises:
        TablesUnavailable: no answer in time.
    """
    found: list[Event] = []
    while batches := batches_after(conference, found[-1].seq if found else after, most=1000):
        found += [one for batch in batches for one in events_of(batch) if one.seq > after]
    return found


def newest_event(conference: str) -> Event | None:
    """Read the event that was told last."""
    newest = newest_batch(conference)
    return None if newest is None else events_of(newest)[-1]


def _page(items: list[Event], after: int, last: int, limit: int) -> Page:
    """Events without a hole: one in front is told as a gap, one further on with the next question."""
    if not items:
        return Page(items=[], seq=last, gap=Missing(first=after + 1, to=last, reason="expired"))
    begun = after == 0 or items[0].seq == after + 1
    gap = None if begun else Missing(first=after + 1, to=items[0].seq - 1, reason="expired")
    together = [one for place, one in enumerate(items[:limit]) if one.seq == items[0].seq + place]
    return Page(items=together, seq=together[-1].seq, gap=gap)


def _event(seq: int, text: bytes) -> Event:
    try:
        return msgspec.json.decode(text, type=Event)
    except msgspec.DecodeError as error:
        logger.error("an event cannot be read", extra={"seq": seq, "reason": str(error)})
        return Event(conference="", seq=seq, id=f"unreadable-{seq}", type="unreadable", at="", meeting="", data={})
