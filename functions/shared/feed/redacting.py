"""Takes the text of a deleted message out of the feed: whoever reads its event from then on reads that it is gone.

Nothing else ever changes an event. Who was told it before has it; so have, for as long as they keep it, a queue's
message that wakes (two minutes) and the table's backup.
"""

import msgspec

from functions.shared.feed.events import Event
from functions.shared.feed.reading import events_of
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.history.feed import Batch, batches_after, rewrite_batch

# Another message of the same batch may be deleted at the same moment.
TRIES = 5


def take_text_out(conference: str, event: str, *, after: int) -> bool:
    """Leave `text` out of the event with this id; False where there is none after this seq (any more).

    Raises:
        TablesUnavailable: it may still stand there; to do it again is right.
    """
    for _ in range(TRIES):
        batch = _batch_of(conference, event, after)
        if batch is None:
            return False
        rewritten = tuple(msgspec.json.encode(_without_text(one, event)) for one in events_of(batch))
        if rewritten == batch.events or rewrite_batch(conference, batch, rewritten):
            return True
    raise TablesUnavailable(f"others kept changing a batch of {conference!r}")


def _batch_of(conference: str, event: str, after: int) -> Batch | None:
    position = after
    while batches := batches_after(conference, position, most=1000):
        for batch in batches:
            if any(one.id == event for one in events_of(batch)):
                return batch
        position = batches[-1].last
    return None


def _without_text(one: Event, event: str) -> Event:
    if one.id != event:
        return one
    return msgspec.structs.replace(one, data={**one.data, "text": None})
