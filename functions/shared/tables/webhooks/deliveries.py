"""Deliveries by the webhook's id, newest event first; and errands: deliveries that somebody asked for."""

from pynamodb.exceptions import PutError
from pynamodb.expressions.condition import Condition

from functions.shared.audit.entry import Entry
from functions.shared.tables.base import TablesUnavailable, answering, condition_failed
from functions.shared.tables.history.audit import new_entry
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.reading import decoded, readable
from functions.shared.tables.transactions import Put, write_together
from functions.shared.tables.webhooks.cursors import LEASE_SECONDS
from functions.shared.tables.webhooks.rows import ASKED, DELIVERY, ERRAND, WORK, WebhooksItem, change
from functions.shared.webhooks.deliveries import KEPT_SECONDS, Attempt, Delivery

# Whoever asks for one and who tries it at the same time write the same row.
CONFLICT_TRIES = 5
# As long as every Idempotency-Key counts.
ASKED_SECONDS = 24 * 3600


def find_delivery(domain: str, hook: str, delivery: str) -> Delivery | None:
    """Read a delivery, as new as the last write."""
    item = _row(domain, hook, delivery)
    return None if item is None else _delivery(item)


def deliveries_of(domain: str, hook: str, *, after: str | None, limit: int) -> tuple[list[Delivery], str | None]:
    """Read a page, newest first.

    Returns:
        The deliveries, and the id after which to go on; None where there is no more.
    """
    prefix = f"{DELIVERY}{hook}#"
    # Ids begin with digits: `:` sorts behind all of them.
    keys = WebhooksItem.key.between(prefix, prefix + (":" if after is None else after))
    with answering():
        found = WebhooksItem.query(domain, keys, scan_index_forward=False, limit=limit + 2, consistent_read=True)
        read = [one for one in readable(found, _delivery) if one.id != after]
    return read[:limit], read[limit - 1].id if len(read) > limit else None


def record(
    domain: str, hook: str, fresh: Delivery, attempt: Attempt, *, next_at: float | None, again: bool, is_first: bool
) -> None:
    """Add a try to its delivery.

    Args:
        fresh: the delivery as it is before any try.
        is_first: whether there is no row of it, as far as is known.
    """
    row = None if is_first else _row(domain, hook, fresh.id)
    for _ in range(CONFLICT_TRIES):
        known = fresh if row is None else _delivery(row)
        # The client tries twice where an answer is lost.
        if attempt in known.attempts:
            return
        same = WebhooksItem.body.does_not_exist() if row is None else WebhooksItem.body == row.body
        if _save(domain, hook, known.after(attempt, next_at=next_at, again=again), attempt.at, same):
            return
        row = _row(domain, hook, fresh.id)
    raise TablesUnavailable(f"others kept writing the delivery {fresh.id}")


def ask_for(domain: str, hook: str, delivery: Delivery, entry: Entry, *, asked_by: str, now: float) -> bool:
    """Write that a delivery is to be tried, with the entry in the audit; False where it is asked for already.

    Args:
        asked_by: a hash of the request's Idempotency-Key; empty where it has none.
    """
    expires = int(now + KEPT_SECONDS)
    row = WebhooksItem(domain, f"{DELIVERY}{hook}#{delivery.id}", body=encode(delivery), expires=expires)
    errand = WebhooksItem(
        domain, f"{ERRAND}{hook}#{delivery.id}", body=delivery.id, listed=WORK, due=now, expires=expires
    )
    new = WebhooksItem.body.does_not_exist()
    asked = WebhooksItem(domain, f"{ASKED}{hook}#{asked_by}", body=delivery.id, expires=int(now + ASKED_SECONDS))
    known = [Put(asked, new)] if asked_by else []
    return not write_together([Put(errand, new), Put(row), *known, new_entry(entry)])


def find_asked(domain: str, hook: str, asked_by: str, *, now: float) -> str | None:
    """The delivery that a request with this Idempotency-Key asked for within a day; None where there was none."""
    with answering():
        try:
            item = WebhooksItem.get(domain, f"{ASKED}{hook}#{asked_by}", consistent_read=True)
        except WebhooksItem.DoesNotExist:
            return None
    return item.body if (item.expires or 0) > now else None


def take_errand(domain: str, hook: str, delivery: str, *, owner: str, now: float) -> bool:
    """Become the one who runs it; False where somebody else does, or has done so."""
    row = WebhooksItem
    free = row.lease_until.does_not_exist() | (row.lease_until < now)
    actions = [row.lease_owner.set(owner), row.lease_until.set(now + LEASE_SECONDS), row.due.set(now + LEASE_SECONDS)]
    return change(domain, f"{ERRAND}{hook}#{delivery}", actions, row.body.exists() & free)


def end_errand(domain: str, hook: str, delivery: str) -> None:
    """It is done, however it ended."""
    with answering():
        WebhooksItem(domain, f"{ERRAND}{hook}#{delivery}").delete()


def _row(domain: str, hook: str, delivery: str) -> WebhooksItem | None:
    with answering():
        try:
            return WebhooksItem.get(domain, f"{DELIVERY}{hook}#{delivery}", consistent_read=True)
        except WebhooksItem.DoesNotExist:
            return None


def _save(domain: str, hook: str, delivery: Delivery, now: float, condition: Condition) -> bool:
    item = WebhooksItem(
        domain, f"{DELIVERY}{hook}#{delivery.id}", body=encode(delivery), expires=int(now + KEPT_SECONDS)
    )
    with answering():
        try:
            item.save(condition=condition)
        except PutError as error:
            if condition_failed(error):
                return False
            raise
    return True


def _delivery(item: WebhooksItem) -> Delivery:
    return decoded(item.body, Delivery, f"the delivery {item.key!r}")
