"""What was told after a seq, and what of it cannot be had any more."""

from collections.abc import Iterable, Iterator
from typing import Final, Literal

import msgspec

from functions.shared.feed.events import Event
from functions.shared.tables.history.feed import Batch, batches_after, newest_batch, newest_first, own_newest_batch
from functions.shared.telemetry.observations import logger

# What is told by whoever follows FreeSWITCH's events; its time is when all events up to then were known.
FOLLOWED: Final = ("conference.", "member.", "floor.", "gap")


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
    newest = own_newest_batch(conference, domain)
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


def meeting_told(conference: str, domain: str, *, most: int) -> list[Event]:
    """Read the events of the meeting that goes on by what was told, its beginning first; none where there is none.

    Args:
        most: about how many events are looked at, the newest first; of a meeting that began before those it gives none.

    Raises:
        TablesUnavailable: no answer in time.
    """
    found: list[Event] = []
    if own_newest_batch(conference, domain) is None:
        return []
    for batch in newest_first(conference):
        if batch.domain != domain or len(found) >= most:
            return []
        for event in reversed(events_of(batch)):
            if event.type == "conference.ended":
                return []
            found.append(event)
            if event.type == "conference.started":
                return found[::-1]
    return []


def own_last_seq(conference: str, domain: str) -> int | None:
    """The seq of the newest event, if that is of this domain's conference; unlike `appending.last_seq` it only reads.

    Raises:
        TablesUnavailable: no answer in time.
    """
    newest = own_newest_batch(conference, domain)
    return None if newest is None else newest.last


def newest_event(conference: str) -> Event | None:
    """Read the event that was told last."""
    newest = newest_batch(conference)
    return None if newest is None else events_of(newest)[-1]


def heard_last(events: Iterable[Event]) -> str | None:
    """Until when FreeSWITCH was listened to by what is told, the newest event first; None where none of them says it.

    Others' events, such as the end of a command, are told whether or not anybody listens.
    """
    return next((one.at for one in events if one.type.startswith(FOLLOWED)), None)


def newest_of(conference: str, *, most: int) -> Iterator[Event]:
    """Read about so many events at most, the newest first."""
    found = 0
    for batch in newest_first(conference):
        events = events_of(batch)
        yield from reversed(events)
        found += len(events)
        if found >= most:
            return


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
