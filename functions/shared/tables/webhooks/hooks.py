"""Webhooks of a domain, and how well their receivers are."""

from dataclasses import dataclass

from pynamodb.expressions.condition import Condition

from functions.shared.audit.entry import Entry
from functions.shared.tables.base import answering
from functions.shared.tables.history.audit import new_entry
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.reading import decoded, readable
from functions.shared.tables.transactions import Delete, Put, write_together
from functions.shared.tables.webhooks.rows import HOOK, HOOKS, WebhooksItem, change
from functions.shared.webhooks.hooks import Hook


@dataclass(frozen=True)
class Health:
    """Tries that failed one after the other, since when, and when the next one may be made (seconds since 1970)."""

    failures: int = 0
    since: float = 0.0
    retry_at: float = 0.0


@dataclass(frozen=True)
class FoundHook:
    """A webhook, how well its receiver is, and the text in its row, which tells whether it was changed since."""

    hook: Hook
    health: Health
    text: str


def hooks_of(domain: str) -> list[FoundHook]:
    """Every webhook of a domain by name, as new as the last write: one Query."""
    with answering():
        found = WebhooksItem.query(domain, WebhooksItem.key.startswith(HOOK), consistent_read=True)
        return list(readable(found, _found))


def find_hook(domain: str, name: str) -> FoundHook | None:
    """Read one webhook, as new as the last write."""
    with answering():
        try:
            return _found(WebhooksItem.get(domain, HOOK + name, consistent_read=True))
        except WebhooksItem.DoesNotExist:
            return None


def put_hook(hook: Hook, before: FoundHook | None, entry: Entry | None = None, health: Health | None = None) -> bool:
    """Write a webhook with its entry in the audit; False where it is not `before` any more.

    What was known of its receiver is forgotten, unless `health` is given: it is tried at once.
    """
    item = WebhooksItem(hook.domain, HOOK + hook.name, body=encode(hook))
    if hook.enabled:
        item.listed, item.due = HOOKS, 0
    if health is not None and health.failures:
        item.failures, item.failing_since, item.retry_at = health.failures, health.since, health.retry_at
    refused = write_together([Put(item, _unchanged(before)), *_entered(entry)])
    # The client tries twice where an answer is lost.
    return not refused or _body(hook) == item.body


def delete_hook(found: FoundHook, entry: Entry) -> bool:
    """Delete a webhook; False where it is another one by now. What it has been told goes by its time."""
    hook = found.hook
    refused = write_together([Delete(WebhooksItem(hook.domain, HOOK + hook.name), _unchanged(found)), new_entry(entry)])
    return not refused or _body(hook) is None


def note_failure(hook: Hook, before: Health, *, retry_at: float, now: float) -> None:
    """The receiver failed once more; where somebody else has noted that already, it is not counted twice."""
    row = WebhooksItem
    same = row.failures == before.failures if before.failures else row.failures.does_not_exist()
    actions = [
        row.failures.set(before.failures + 1),
        row.failing_since.set(before.since or now),
        row.retry_at.set(retry_at),
        row.lease_until.remove(),
        row.lease_owner.remove(),
    ]
    change(hook.domain, HOOK + hook.name, actions, row.body.exists() & same)


def note_success(hook: Hook) -> None:
    """The receiver is well."""
    row = WebhooksItem
    gone = (row.failures, row.failing_since, row.retry_at, row.lease_until, row.lease_owner)
    change(hook.domain, HOOK + hook.name, [each.remove() for each in gone], row.body.exists())


def take_turn(hook: Hook, before: Health, *, owner: str, now: float, seconds: float) -> bool:
    """Be the one who tries whether a failing receiver is well again; False while somebody else is."""
    row = WebhooksItem
    free = row.lease_until.does_not_exist() | (row.lease_until < now) | (row.lease_owner == owner)
    return change(
        hook.domain,
        HOOK + hook.name,
        [row.lease_owner.set(owner), row.lease_until.set(now + seconds)],
        (row.failures == before.failures) & free,
    )


def _unchanged(before: FoundHook | None) -> Condition:
    return WebhooksItem.body.does_not_exist() if before is None else WebhooksItem.body == before.text


def _entered(entry: Entry | None) -> list[Put]:
    return [] if entry is None else [new_entry(entry)]


def _body(hook: Hook) -> str | None:
    with answering():
        found = WebhooksItem.query(hook.domain, WebhooksItem.key == HOOK + hook.name, consistent_read=True)
        return next((item.body for item in found), None)


def _found(item: WebhooksItem) -> FoundHook:
    health = Health(int(item.failures or 0), float(item.failing_since or 0), float(item.retry_at or 0))
    return FoundHook(decoded(item.body, Hook, f"the webhook {item.key!r}"), health, item.body or "")
