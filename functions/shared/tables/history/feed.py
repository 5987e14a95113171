"""What happened: (conference, seq of the first event of a batch), each written once; only a deleted text goes.

Under seq 0 stands where an empty feed begins to count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError, UpdateError

from functions.shared.tables.base import ItemMeta, TableItem, Unreadable, answering, condition_failed, table_name
from functions.shared.tables.reading import items_of

KEPT_SECONDS = 48 * 3600
# The most events of one batch: whoever looks for one looks this far back for the batch that it is in.
MOST_EVENTS = 50
OPENING = 0


@dataclass(frozen=True)
class Batch:
    """Events that were appended together; each is JSON, and its seq is `first` and its place."""

    first: int
    events: tuple[bytes, ...]
    domain: str | None
    # When it goes, in seconds since 1970; of one that is not written yet 0.
    expires: float = 0.0

    @property
    def last(self) -> int:
        return self.first + len(self.events) - 1


@dataclass(frozen=True)
class Opening:
    """Where an empty feed begins: its first event gets the seq after `base`; `opened` is in seconds since 1970."""

    base: int
    opened: float


class FeedItem(TableItem):
    """One batch: `events` is a JSON list."""

    class Meta(ItemMeta):
        table_name = table_name("feed")

    conference = UnicodeAttribute(hash_key=True)
    seq = NumberAttribute(range_key=True)
    events = UnicodeAttribute()
    # Whose conference it was: a name may be another domain's tomorrow.
    domain = UnicodeAttribute(null=True)
    expires = NumberAttribute()
    # Of the opening only.
    base = NumberAttribute(null=True)
    opened = NumberAttribute(null=True)


def put_batch(conference: str, batch: Batch, *, now: float) -> bool:
    """Write a batch; False where its place is taken.

    That may be by the very same batch: the client tries twice where an answer is lost.

    Raises:
        TablesUnavailable: nobody knows whether it was written.
    """
    item = FeedItem(
        conference,
        batch.first,
        events=_written(batch.events),
        domain=batch.domain,
        expires=int(now + KEPT_SECONDS),
    )
    with answering():
        try:
            item.save(condition=FeedItem.seq.does_not_exist())
        except PutError as error:
            if condition_failed(error):
                return False
            raise
    return True


def rewrite_batch(conference: str, batch: Batch, events: tuple[bytes, ...]) -> bool:
    """Write other events in the place of a batch's; False where it is not as it was read."""
    item = FeedItem(conference, batch.first)
    with answering():
        try:
            item.update(
                actions=[FeedItem.events.set(_written(events))], condition=FeedItem.events == _written(batch.events)
            )
        except UpdateError as error:
            if condition_failed(error):
                return False
            raise
    return True


def newest_batch(conference: str) -> Batch | None:
    """Read the newest batch: one Query, as new as the last write."""
    newest = newest_or_opening(conference)
    return newest if isinstance(newest, Batch) else None


def own_newest_batch(conference: str, domain: str) -> Batch | None:
    """Read the newest batch if it is this domain's: one Query.

    Another domain's is left out by DynamoDB, so it takes no longer than none and tells nobody that it is there.
    """
    table: Any = FeedItem._get_connection()
    with answering():
        found = table.query(
            conference,
            filter_condition=FeedItem.domain == domain,
            limit=1,
            scan_index_forward=False,
            consistent_read=True,
        )
        item = next(items_of(map(FeedItem.from_raw_data, found["Items"])), None)
    return None if item is None else _batch(item)


def newest_or_opening(conference: str) -> Batch | Opening | None:
    """Read the newest batch; of an empty feed where it begins, if anybody has said so: one Query."""
    with answering():
        found = FeedItem.query(conference, scan_index_forward=False, limit=1, consistent_read=True)
        item = next(items_of(found), None)
    if item is None or item.seq > OPENING:
        return None if item is None else _batch(item)
    return Opening(int(item.base or 0), float(item.opened or 0))


def put_opening(conference: str, opening: Opening, *, over: Opening | None) -> bool:
    """Say where an empty feed begins, in the place of `over`; False if somebody else has said so meanwhile."""
    item = FeedItem(
        conference,
        OPENING,
        events="[]",
        base=opening.base,
        opened=opening.opened,
        expires=int(opening.opened + 2 * KEPT_SECONDS),
    )
    same = FeedItem.seq.does_not_exist() if over is None else FeedItem.opened == over.opened
    with answering():
        try:
            item.save(condition=same)
        except PutError as error:
            if condition_failed(error):
                return False
            raise
    return True


def last_seq_before(conference: str, moment: float) -> int:
    """The seq up to which a feed went at a moment (seconds since 1970); 0 where it has nothing that old.

    What was appended in the same second counts as later. Reads from the newest batch backwards, as far as is needed.
    """
    kept_until = int(moment) + KEPT_SECONDS
    return next((batch.last for batch in newest_first(conference) if batch.expires < kept_until), 0)


def newest_first(conference: str) -> Iterator[Batch]:
    """Read batches from the newest backwards, page by page, as far as the reader goes on."""
    with answering():
        told = FeedItem.seq > OPENING
        found = FeedItem.query(conference, told, scan_index_forward=False, page_size=20, consistent_read=True)
        yield from map(_batch, items_of(found))


def batches_after(conference: str, after: int, *, most: int) -> list[Batch]:
    """Read batches with events after a seq, in order, about as many as hold `most` events.

    The first may have earlier events in front of those, and one that has expired is not there.
    """
    found: list[Batch] = []
    count = 0
    with answering():
        begin = FeedItem.seq > max(OPENING, after - MOST_EVENTS)
        items = FeedItem.query(conference, begin, page_size=min(most, 100) + MOST_EVENTS, consistent_read=True)
        for item in items_of(items):
            batch = _batch(item)
            if batch.last <= after:
                continue
            found.append(batch)
            count += batch.last - max(batch.first - 1, after)
            if count >= most:
                break
    return found


def _written(events: tuple[bytes, ...]) -> str:
    return "[" + b",".join(events).decode() + "]"


def _batch(item: FeedItem) -> Batch:
    try:
        events = tuple(bytes(one) for one in msgspec.json.decode(item.events, type=list[msgspec.Raw]))
    except ValueError as error:
        raise Unreadable(f"batch {int(item.seq)} of {item.conference!r} is no list: {error}") from error
    return Batch(int(item.seq), events, item.domain, float(item.expires))
