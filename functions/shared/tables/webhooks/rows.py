"""The webhooks table: (domain, `hook#name`), and by a webhook's id `cursor#`, `delivery#`, `errand#`, `asked#`."""

from collections.abc import Sequence

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from functions.shared.tables.base import ItemMeta, TableItem, answering, condition_failed, table_name
from functions.shared.tables.reading import items_of

HOOK, CURSOR, DELIVERY, ERRAND, ASKED = "hook#", "cursor#", "delivery#", "errand#", "asked#"
# What the index lists: webhooks that are on; what is to be done when its time comes; cursors whose meeting goes on.
HOOKS, WORK, OPEN = "hooks", "work", "open"
# An index has no more rows of one kind than a look takes in its time.
MOST_LISTED = 5000


class ByDue(GlobalSecondaryIndex["WebhooksItem"]):  # type: ignore[no-untyped-call]  # pynamodb leaves __init_subclass__ untyped
    """What the clock looks at, by the time at which it is due."""

    class Meta:
        index_name = "by_due"
        projection = KeysOnlyProjection()

    listed = UnicodeAttribute(hash_key=True)
    due = NumberAttribute(range_key=True)


class WebhooksItem(TableItem):
    class Meta(ItemMeta):
        table_name = table_name("webhooks")

    domain = UnicodeAttribute(hash_key=True)
    key = UnicodeAttribute(range_key=True)
    # Of a hook, a delivery, an errand: what it is, as JSON; of a cursor: a gap that is to be told.
    body = UnicodeAttribute(null=True)
    # Of a cursor: the seq up to which all was told, when that happened, and the newest seq that somebody knows of.
    after = NumberAttribute(null=True)
    at = UnicodeAttribute(null=True)
    wanted = NumberAttribute(null=True)
    # Who works on it, or tries whether a failing receiver is well again, and until when (seconds since 1970).
    lease_owner = UnicodeAttribute(null=True)
    lease_until = NumberAttribute(null=True)
    # Tries that failed since then, and when the next one may be made.
    failures = NumberAttribute(null=True)
    failing_since = NumberAttribute(null=True)
    retry_at = NumberAttribute(null=True)
    touched_at = NumberAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    due = NumberAttribute(null=True)
    expires = NumberAttribute(null=True)
    by_due = ByDue()


def listed_until(kind: str, now: float) -> list[tuple[str, str]]:
    """The keys (domain, key) of what is listed and due; what was written a moment ago may be missing."""
    with answering():
        found = WebhooksItem.by_due.query(kind, WebhooksItem.due <= now, limit=MOST_LISTED)
        return [(item.domain, item.key) for item in items_of(found)]


def change(domain: str, key: str, actions: Sequence[Action], condition: Condition) -> bool:
    """Change a row where the condition holds; False where it does not."""
    with answering():
        try:
            WebhooksItem(domain, key).update(actions=list(actions), condition=condition)
        except UpdateError as error:
            if condition_failed(error):
                return False
            raise
    return True
