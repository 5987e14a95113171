"""The end of a conference in its table: seen by its relay, or by nobody."""

from collections.abc import Iterator

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from functions.shared.tables.base import answering, condition_failed
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.conferences import CONFERENCE_KEY, ENDED_SECONDS, MEMBER, ConferencesItem
from functions.shared.tables.reading import items_of


def end_conference(name: str, uuid: str, *, now: float) -> bool:
    """Mark a meeting as ended and drop its members; False when that meeting is not the one stored or ended before."""
    ended = _mark_ended(name, at=now, condition=ConferencesItem.uuid == uuid)
    drop_members(name, None if ended else uuid)
    return ended


def end_unseen(node: str, *, at: float, reason: str, most: int) -> Iterator[str]:
    """Mark as ended what a node held that is gone, as its rows were read, at most so many; gives their names.

    One that was written meanwhile is left alone: the node is back with it.
    """
    with answering():
        items = list(items_of(ConferencesItem.by_node.query(node, limit=most)))
    for item in items:
        if _mark_ended(item.conference, at=at, reason=reason, condition=ConferencesItem.body == item.body):
            drop_members(item.conference)
            yield item.conference


def _mark_ended(name: str, *, at: float, condition: Condition, reason: str | None = None) -> bool:
    changes: list[Action] = [
        ConferencesItem.ended_at.set(at),
        ConferencesItem.expires.set(int(at + ENDED_SECONDS)),
        ConferencesItem.live_domain.remove(),
        ConferencesItem.live_node.remove(),
    ]
    if reason is not None:
        changes.append(ConferencesItem.ended_reason.set(reason))
    with answering():
        try:
            living = ConferencesItem.ended_at.does_not_exist()
            ConferencesItem(name, CONFERENCE_KEY).update(actions=changes, condition=condition & living)
        except UpdateError as error:
            if condition_failed(error):
                return False
            raise
    return True


def drop_members(name: str, meeting: str | None = None) -> None:
    """Delete the members under a name: all of them, or those of one meeting."""
    with answering():
        rows = items_of(ConferencesItem.query(name, ConferencesItem.key.startswith(MEMBER)))
        left = [row.key for row in rows if meeting in (None, row.uuid)]
    write_in_batches(ConferencesItem, [], [(name, key) for key in left])
