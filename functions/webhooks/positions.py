"""Where a webhook begins in a feed, and whether what is not kept any more was to be told."""

from functions.shared.feed.appending import EVENTS_A_DAY
from functions.shared.feed.reading import Page
from functions.shared.tables.history.feed import batches_after, last_seq_before
from functions.shared.tables.webhooks.cursors import Cursor
from functions.shared.webhooks.hooks import Hook


def is_missing(page: Page, cursor: Cursor, resumed_at: float) -> bool:
    """Whether what is not there any more was ever to be told.

    A feed that was empty begins with the number of a day. Who had been told all of it before, and listened since,
    misses nothing.
    """
    if page.gap is None or page.gap.reason != "expired" or not page.items:
        return False
    begins_anew = page.gap.to % EVENTS_A_DAY == 0
    had_all = not cursor.failures and cursor.touched_at >= resumed_at
    return not (begins_anew and had_all)


def first_cursor(hook: Hook, conference: str) -> Cursor:
    """Where a webhook begins in a conference that it was never told of: with what happened since it was made."""
    after = last_seq_before(conference, hook.since)
    if not after and (oldest := batches_after(conference, 0, most=1)):
        # Not 0, which stands for the oldest that there is: what expires from now on is missing.
        after = oldest[0].first - 1
    return Cursor(hook.domain, hook.id, conference, after=after, touched_at=hook.since, is_new=True)
