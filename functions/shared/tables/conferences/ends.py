"""The end of a conference in its table: seen by its relay, or by nobody."""

from collections.abc import Iterable, Iterator

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from functions.shared.tables.base import answering, condition_failed
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.conferences.rows import CONFERENCE_KEY, ENDED_SECONDS, MEMBER, ConferencesItem
from functions.shared.tables.reading import items_of

# Far longer than a meeting whose first row comes a moment after its members' goes on.
LEFT_SECONDS = 7 * 24 * 3600


def end_conference(name: str, uuid: str, *, now: float, told: int | None = None) -> bool:
    """Mark a meeting as ended and drop its members; False when that meeting is not the one stored or ended before."""
    ended = _mark_ended(name, at=now, told=told, condition=ConferencesItem.uuid == uuid)
    left = _drop_members(name, uuid)
    if ended:
        _let_expire(name, left, at=now)
    return ended


def end_unseen(node: str, *, at: float, reason: str, most: int) -> Iterator[str]:
    """Mark as ended what a node held that is gone, as its rows were read, at most so many; gives their names.

    One that was written meanwhile is left alone: the node is back with it.
    """
    with answering():
        items = list(items_of(ConferencesItem.by_node.query(node, limit=most)))
    for item in items:
        if _mark_ended(item.conference, at=at, reason=reason, condition=ConferencesItem.body == item.body):
            _let_expire(item.conference, _drop_members(item.conference, item.uuid), at=at)
            yield item.conference


def _mark_ended(
    name: str, *, at: float, condition: Condition, reason: str | None = None, told: int | None = None
) -> bool:
    changes: list[Action] = [
        ConferencesItem.ended_at.set(at),
        ConferencesItem.expires.set(int(at + ENDED_SECONDS)),
        ConferencesItem.live_domain.remove(),
        ConferencesItem.live_node.remove(),
    ]
    if reason is not None:
        changes.append(ConferencesItem.ended_reason.set(reason))
    if told is not None:
        changes.append(ConferencesItem.told.set(told))
    with answering():
        try:
            living = ConferencesItem.ended_at.does_not_exist()
            ConferencesItem(name, CONFERENCE_KEY).update(actions=changes, condition=condition & living)
        except UpdateError as error:
            if condition_failed(error):
                return False
            raise
    return True


def _drop_members(name: str, meeting: str) -> list[ConferencesItem]:
    """Delete a meeting's members; gives those of other meetings under its name, which may be about to be shown."""
    with answering():
        rows = list(items_of(ConferencesItem.query(name, ConferencesItem.key.startswith(MEMBER))))
    write_in_batches(ConferencesItem, [], [(name, row.key) for row in rows if row.uuid == meeting])
    return [row for row in rows if row.uuid != meeting]


def _let_expire(name: str, rows: Iterable[ConferencesItem], *, at: float) -> None:
    """Forget members of meetings that were never shown, as a relay that died leaves them; one written anew stays."""
    for row in rows:
        if row.expires:
            continue
        same = (ConferencesItem.uuid == row.uuid) & ConferencesItem.expires.does_not_exist()
        with answering():
            try:
                expires = ConferencesItem.expires.set(int(at + LEFT_SECONDS))
                ConferencesItem(name, row.key).update(actions=[expires], condition=same)
            except UpdateError as error:
                if not condition_failed(error):
                    raise
