"""Events get the next seqs of their conference: no hole, none twice, however many write at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from functions.shared.feed.events import Event
from functions.shared.feed.reading import events_of
from functions.shared.feed.waking import wake
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.feed import MOST_EVENTS, Batch, batches_after, newest_batch, put_batch

# An item may have 400 kB, a wake message 256 kB.
MOST_BYTES = 100_000
# Each time somebody else was faster: with so many writers of one conference something is wrong.
TRIES = 200
# A feed that is empty begins with the day, so that what expired yesterday is never counted again: nobody tells a
# conference of so many events in two days.
DAY_SECONDS, EVENTS_A_DAY = 86_400, 100_000_000


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
    """The seq of the newest event; of an empty feed, one that was never told."""
    newest = newest_batch(conference)
    return first_seq(now) if newest is None else newest.last


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
        after: a seq up to which none of them can have been told; without it, the newest one.

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
