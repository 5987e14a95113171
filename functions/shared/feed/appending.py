"""Events get the next seqs of their conference: no hole, none twice, however many write at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from functions.shared.feed.events import Event
from functions.shared.feed.reading import events_of, events_since
from functions.shared.feed.waking import wake
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.history.feed import (
    KEPT_SECONDS,
    MOST_EVENTS,
    Batch,
    Opening,
    batches_after,
    newest_or_opening,
    put_batch,
    put_opening,
)

# An item may have 400 kB, a wake message 256 kB.
MOST_BYTES = 100_000
# Each time somebody else was faster: with so many writers of one conference something is wrong.
TRIES = 200
# A feed that is empty begins with the day, so that what has expired is never counted again: nobody tells a conference
# of so many events in a day. Which day that is one of those who begin says for all of them, in the feed's opening.
DAY_SECONDS, EVENTS_A_DAY = 86_400, 100_000_000
# A position is good for a day at most (whoever has an older one asks again) and an opening is renewed before it is half
# a day old. So nobody counts on from one that is replaced, which happens after two days without a word.
LONG_AGO, RENEWED_SECONDS = KEPT_SECONDS / 2, KEPT_SECONDS / 4


@dataclass(frozen=True)
class Appended:
    """What was told."""

    # Ours with their seqs.
    events: tuple[Event, ...]
    # All that was appended since `after`, ours among it.
    since: tuple[Event, ...]
    # The newest seq.
    seq: int
    # False where `unless` kept the rest from being told.
    all_told: bool = True


def last_seq(conference: str, *, now: float) -> int:
    """The seq of the newest event; of an empty feed the one that all who begin it count on from.

    It is good for `LONG_AGO` seconds: then the events after it may have expired, and the next seq is another.
    """
    for _ in range(TRIES):
        newest = newest_or_opening(conference)
        if isinstance(newest, Batch):
            return newest.last
        if newest is not None and now - newest.opened < RENEWED_SECONDS:
            return newest.base
        # In two days all that may have been told has expired.
        over = newest is None or now - newest.opened >= KEPT_SECONDS
        base = first_seq(now) if newest is None or over else newest.base
        if put_opening(conference, Opening(base, now), over=newest):
            return base
    raise TablesUnavailable(f"others kept opening the feed of {conference!r}")


def first_seq(now: float) -> int:
    """What an empty feed counts on from."""
    return int(now // DAY_SECONDS) * EVENTS_A_DAY


def append(
    events: Sequence[Event],
    *,
    domain: str | None,
    now: float,
    after: int | None = None,
    unless: Callable[[Sequence[Event]], bool] = lambda _others: False,
) -> Appended:
    """Append events of one conference; those whose ids are told already after `after` are not told again.

    So whoever does not know what became of an attempt calls once more with the same events and the same `after`.

    Args:
        domain: whose conference it is; nobody sees events without.
        unless: told what others have appended meanwhile; where it says yes, what is not told yet is not told.
        after: a seq up to which none of them can have been told, not older than `LONG_AGO`; without it, the newest one.

    Raises:
        TablesUnavailable: a part of them may be told.
    """
    conference = events[0].conference
    position = last_seq(conference, now=now) if after is None else after
    waiting = list(events)
    ours = {one.id for one in events}
    since: list[Event] = []
    stopped = False
    for _ in range(TRIES):
        if not waiting or stopped:
            told_of_ours = tuple(one for one in since if one.id in ours)
            return Appended(told_of_ours, tuple(since), position, all_told=not waiting)
        batch = _next_batch(waiting, position + 1)
        if put_batch(conference, _encoded(batch, domain), now=now):
            told = batch
            wake(told, domain)
        else:
            told = [one for found in batches_after(conference, position, most=1000) for one in events_of(found)]
            told = [one for one in told if one.seq > position]
            # What was ours already: nobody knows whether anybody was woken.
            wake([one for one in told if one.id in ours], domain)
            stopped = unless([one for one in told if one.id not in ours])
        since += told
        position = told[-1].seq if told else position
        there = {one.id for one in told}
        waiting = [one for one in waiting if one.id not in there]
    raise TablesUnavailable(f"others kept appending to the feed of {conference!r}")


def append_once(events: Sequence[Event], *, domain: str | None, now: float, after: int) -> None:
    """Append those of one conference that are not told yet; `after` may be as old as it likes.

    What was told longer ago than the feed is kept is told once more.

    Raises:
        TablesUnavailable: a part of them may be told; to call once more is right.
    """
    conference = events[0].conference
    position = last_seq(conference, now=now)
    there = {one.id for one in events_since(conference, after)} if after < position else set[str]()
    if missing := [one for one in events if one.id not in there]:
        append(missing, domain=domain, now=now, after=position)


def _next_batch(waiting: Sequence[Event], first: int) -> list[Event]:
    batch: list[Event] = []
    size = 0
    for one in waiting[:MOST_EVENTS]:
        event = msgspec.structs.replace(one, seq=first + len(batch))
        size += len(msgspec.json.encode(event))
        if batch and size > MOST_BYTES:
            break
        batch.append(event)
    return batch


def _encoded(batch: Sequence[Event], domain: str | None) -> Batch:
    return Batch(batch[0].seq, tuple(msgspec.json.encode(one) for one in batch), domain)
