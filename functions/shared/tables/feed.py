"""What happened: (conference, seq of the first event of a batch), each batch written once and never changed."""

from dataclasses import dataclass

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError

from functions.shared.tables.base import ItemMeta, TableItem, Unreadable, answering, condition_failed, table_name
from functions.shared.tables.reading import items_of

KEPT_SECONDS = 48 * 3600
# The most events of one batch: whoever looks for one looks this far back for the batch that it is in.
MOST_EVENTS = 50


@dataclass(frozen=True)
class Batch:
    """Events that were appended together; each is JSON, and its seq is `first` and its place."""

    first: int
    events: tuple[bytes, ...]
    domain: str | None

    @property
    def last(self) -> int:
        return self.first + len(self.events) - 1


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


def put_batch(conference: str, batch: Batch, *, now: float) -> bool:
    """Write a batch; False where its place is taken.

    That may be by the very same batch: the client tries twice where an answer is lost.

    Raises:
        TablesUnavailable: nobody knows whether it was written.
    """
    item = FeedItem(
        conference,
        batch.first,
        events="[" + b",".join(batch.events).decode() + "]",
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


def newest_batch(conference: str, *, before: int | None = None) -> Batch | None:
    """Read the newest batch, or the newest that begins before a seq: one Query, as new as the last write."""
    older = None if before is None else FeedItem.seq < before
    with answering():
        found = FeedItem.query(conference, older, scan_index_forward=False, limit=1, consistent_read=True)
        return next((_batch(item) for item in items_of(found)), None)


def batches_after(conference: str, after: int, *, most: int) -> list[Batch]:
    """Read batches with events after a seq, in order, about as many as hold `most` events.

    The first may have earlier events in front of those, and one that has expired is not there.
    """
    found: list[Batch] = []
    count = 0
    with answering():
        items = FeedItem.query(
            conference, FeedItem.seq > after - MOST_EVENTS, page_size=min(most, 100) + MOST_EVENTS, consistent_read=True
        )
        for item in items_of(items):
            batch = _batch(item)
            if batch.last <= after:
                continue
            found.append(batch)
            count += batch.last - max(batch.first - 1, after)
            if count >= most:
                break
    return found


def _batch(item: FeedItem) -> Batch:
    try:
        events = tuple(bytes(one) for one in msgspec.json.decode(item.events, type=list[msgspec.Raw]))
    except ValueError as error:
        raise Unreadable(f"batch {int(item.seq)} of {item.conference!r} is no list: {error}") from error
    return Batch(int(item.seq), events, item.domain)
