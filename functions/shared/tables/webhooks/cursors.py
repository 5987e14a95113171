"""How far a webhook has been told of a conference, and who is telling it: one row, changed by its lease's owner only.

A lease has an end, so that what a killed function held is taken up by another one.
"""

from dataclasses import dataclass

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from functions.shared.tables.base import answering
from functions.shared.tables.reading import items_of
from functions.shared.tables.webhooks.rows import CURSOR, OPEN, WORK, WebhooksItem, change

# Longer than one try and its rows take, and short enough for what was killed.
LEASE_SECONDS = 25.0
# By then a function that took it up has ended, whatever it did.
WORKED_SECONDS = 90.0
KEPT_SECONDS = 30 * 24 * 3600
# A meeting that is over may still tell something, such as a recording: it is looked after so much later, and each time
# as much later again as it has been quiet. So a day of it costs a dozen looks, however many are over.
OVER_SECONDS = 60.0


@dataclass(frozen=True)
class Cursor:
    """Where a webhook is in a conference. Times are seconds since 1970.

    Attributes:
        after: the seq up to which all was told.
        at: when the last event happened that it was told (RFC 3339).
        gap: an event that is to be told before anything else, as JSON.
        due: when the clock looks after it; 0 each time.
    """

    domain: str
    hook: str
    conference: str
    after: int = 0
    at: str = ""
    wanted: int = 0
    lease_owner: str = ""
    lease_until: float = 0.0
    failures: int = 0
    failing_since: float = 0.0
    retry_at: float = 0.0
    touched_at: float = 0.0
    gap: str = ""
    due: float = 0.0
    is_new: bool = False

    @property
    def key(self) -> str:
        return f"{CURSOR}{self.hook}#{self.conference}"


def find_cursor(domain: str, hook: str, conference: str) -> Cursor | None:
    """Read a cursor by the webhook's id, as new as the last write."""
    with answering():
        try:
            return _cursor(WebhooksItem.get(domain, Cursor(domain, hook, conference).key, consistent_read=True))
        except WebhooksItem.DoesNotExist:
            return None


def waiting_cursors(domain: str, hook: str) -> list[Cursor]:
    """Cursors of a webhook with something to do, whenever that may be done."""
    begun = WebhooksItem.key.startswith(f"{CURSOR}{hook}#")
    with answering():
        found = WebhooksItem.query(domain, begun, WebhooksItem.listed == WORK, consistent_read=True)
        return [_cursor(item) for item in items_of(found)]


def all_cursors(domain: str, hook: str) -> list[Cursor]:
    """Every cursor of a webhook."""
    with answering():
        found = WebhooksItem.query(domain, WebhooksItem.key.startswith(f"{CURSOR}{hook}#"), consistent_read=True)
        return [_cursor(item) for item in items_of(found)]


def take(cursor: Cursor, *, owner: str, now: float) -> bool:
    """Become the one who tells; False where somebody else has just become that, or has moved it on."""
    row = WebhooksItem
    actions = [
        row.after.set(cursor.after),
        row.lease_owner.set(owner),
        row.lease_until.set(now + LEASE_SECONDS),
        row.touched_at.set(now),
        row.listed.set(WORK),
        row.due.set(now + WORKED_SECONDS),
        row.expires.set(int(now + KEPT_SECONDS)),
    ]
    if cursor.is_new:
        return change(cursor.domain, cursor.key, actions, row.after.does_not_exist())
    free = row.lease_owner == cursor.lease_owner if cursor.lease_owner else row.lease_owner.does_not_exist()
    until = row.lease_until == cursor.lease_until if cursor.lease_owner else free
    # Nor may it have been tried, and given back, since it was read.
    untried = row.failures == cursor.failures if cursor.failures else row.failures.does_not_exist()
    return change(cursor.domain, cursor.key, actions, (row.after == cursor.after) & free & until & untried)


def note_wanted(cursor: Cursor, seq: int, *, now: float) -> bool:
    """Let who is telling know of events up to this one; False where nobody is telling any more."""
    row = WebhooksItem
    held = (row.lease_owner == cursor.lease_owner) & (row.lease_until > now)
    later = row.wanted.does_not_exist() | (row.wanted < seq)
    if change(cursor.domain, cursor.key, [row.wanted.set(seq)], held & later):
        return True
    found = find_cursor(cursor.domain, cursor.hook, cursor.conference)
    return found is not None and found.lease_until > now and found.wanted >= seq


def move(cursor: Cursor, after: int, at: str, *, owner: str, now: float) -> bool:
    """All up to this seq was told; False where the lease is somebody else's by now."""
    row = WebhooksItem
    actions = [
        row.after.set(after),
        row.at.set(at),
        row.lease_until.set(now + LEASE_SECONDS),
        row.failures.remove(),
        row.failing_since.remove(),
        row.retry_at.remove(),
        row.body.remove(),
    ]
    return change(cursor.domain, cursor.key, actions, row.lease_owner == owner)


def hold(cursor: Cursor, *, owner: str, now: float) -> bool:
    """Have the lease for its full time from now; False where it is somebody else's."""
    row = WebhooksItem
    return change(cursor.domain, cursor.key, [row.lease_until.set(now + LEASE_SECONDS)], row.lease_owner == owner)


def keep_gap(cursor: Cursor, gap: str, *, owner: str) -> bool:
    """Write down what is missing before it is told, so that it is the same on every try."""
    row = WebhooksItem
    return change(cursor.domain, cursor.key, [row.body.set(gap)], row.lease_owner == owner)


def rest(cursor: Cursor, after: int, known: int, *, owner: str, now: float, goes_on: bool) -> bool:
    """Give the lease back with all told up to a seq; False where somebody knows of a later one, or has the lease.

    Args:
        known: the latest seq that was looked for.
        goes_on: whether the meeting does: then the clock looks after it each time, and otherwise ever less.
    """
    row = WebhooksItem
    actions = [
        row.after.set(after),
        row.lease_owner.remove(),
        row.lease_until.remove(),
        row.wanted.remove(),
        row.touched_at.set(now),
        row.listed.set(OPEN),
        row.due.set(0 if goes_on else now + OVER_SECONDS),
    ]
    told = row.wanted.does_not_exist() | (row.wanted <= known)
    return change(cursor.domain, cursor.key, actions, (row.lease_owner == owner) & told)


def look_later(cursor: Cursor, *, now: float, last: float) -> None:
    """Nothing has come of a meeting that is over: look again when it has been quiet for twice as long, or at `last`."""
    row = WebhooksItem
    due = min(now + max(OVER_SECONDS, now - cursor.touched_at), last)
    change(cursor.domain, cursor.key, [row.due.set(due)], (row.listed == OPEN) & (row.due == cursor.due))


def leave(cursor: Cursor, after: int, *, owner: str, due: float | None) -> bool:
    """Give the lease back in the middle; it goes on when it is due, and without a time when somebody asks anew."""
    row = WebhooksItem
    quiet = (row.listed, row.due, row.failures, row.failing_since, row.retry_at)
    listed = [each.remove() for each in quiet] if due is None else _listed(due)
    actions = [row.after.set(after), *listed, row.lease_owner.remove(), row.lease_until.remove()]
    return change(cursor.domain, cursor.key, actions, row.lease_owner == owner)


def fail(cursor: Cursor, after: int, *, owner: str, now: float, retry_at: float) -> bool:
    """Give the lease back after a try that failed."""
    row = WebhooksItem
    actions = [
        row.after.set(after),
        *_listed(retry_at),
        row.failures.set(cursor.failures + 1),
        row.failing_since.set(cursor.failing_since or now),
        row.retry_at.set(retry_at),
        row.lease_owner.remove(),
        row.lease_until.remove(),
    ]
    return change(cursor.domain, cursor.key, actions, row.lease_owner == owner)


def put_off(cursor: Cursor, *, due: float, now: float) -> None:
    """There is something to do that must wait; nothing is changed for who is telling."""
    row = WebhooksItem
    unheld: Condition = row.lease_owner.does_not_exist() | (row.lease_until < now)
    same = row.after.does_not_exist() if cursor.is_new else row.after == cursor.after
    expires = row.expires.set(int(now + KEPT_SECONDS))
    change(cursor.domain, cursor.key, [row.after.set(cursor.after), expires, *_listed(due)], unheld & same)


def unlist(domain: str, key: str) -> None:
    """Nothing is to be done about a row until somebody asks for it."""
    row = WebhooksItem
    change(domain, key, [row.listed.remove(), row.due.remove()], row.listed.exists())


def forget_failures(cursor: Cursor) -> None:
    """Try at once what failed before, as after a change of the webhook."""
    row = WebhooksItem
    actions = [row.failures.remove(), row.failing_since.remove(), row.retry_at.remove(), row.due.set(0)]
    change(cursor.domain, cursor.key, actions, row.lease_owner.does_not_exist() & row.after.exists())


def _listed(due: float) -> list[Action]:
    return [WebhooksItem.listed.set(WORK), WebhooksItem.due.set(due)]


def _cursor(item: WebhooksItem) -> Cursor:
    _, hook, conference = item.key.split("#", 2)
    return Cursor(
        domain=item.domain,
        hook=hook,
        conference=conference,
        after=int(item.after or 0),
        at=item.at or "",
        wanted=int(item.wanted or 0),
        lease_owner=item.lease_owner or "",
        lease_until=float(item.lease_until or 0),
        failures=int(item.failures or 0),
        failing_since=float(item.failing_since or 0),
        retry_at=float(item.retry_at or 0),
        touched_at=float(item.touched_at or 0),
        gap=item.body or "",
        due=float(item.due or 0),
    )
