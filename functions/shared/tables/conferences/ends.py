"""The end of a conference in its table: seen by its relay, or by nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from functions.shared.state import ConferenceState
from functions.shared.tables.base import answering, condition_failed
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.conferences.rows import (
    CONFERENCE_KEY,
    ENDED_SECONDS,
    MEMBER,
    ConferencesItem,
    salvaged_state,
)
from functions.shared.tables.reading import items_of
from functions.shared.tables.transactions import Update, Write, write_together

# Far longer than a meeting whose first row comes a moment after its members' goes on.
LEFT_SECONDS = 7 * 24 * 3600


def end_conference(name: str, uuid: str, *, now: float, told: int | None = None) -> bool:
    """Mark a meeting as ended and drop its members; False when that meeting is not the one stored or ended before."""
    # Members first: once the row has ended no relay that comes next looks for what was left of it.
    left = _drop_members(name, uuid)
    ended = _mark_ended(name, at=now, told=told, condition=ConferencesItem.uuid == uuid)
    if ended:
        _let_expire(name, left, at=now)
    return ended


@dataclass(frozen=True)
class LeftAlone:
    """A living conference of a node that is gone, as its own row was read."""

    conference: str
    meeting: str
    # What its row says, without members and outputs, and the text itself.
    state: ConferenceState
    body: str


def left_alone(node: str, *, most: int) -> list[LeftAlone]:
    """Read what stands under a node that is gone, at most so many."""
    with answering():
        items = items_of(ConferencesItem.by_node.query(node, limit=most))
        # A node's recordings and streams are in the same index, under another name.
        return [LeftAlone(item.conference, item.uuid, salvaged_state(item), item.body) for item in items]


def end_unseen(one: LeftAlone, *, at: float, reason: str, told: int | None, also: Sequence[Write] = ()) -> bool:
    """Mark as ended what nobody sees any more; False if it was written meanwhile: the node is back with it.

    Args:
        told: up to which seq of the feed that is so.
        also: what is written along with it, or none of it is.
    """
    same = ConferencesItem.body == one.body
    if not _mark_ended(one.conference, at=at, reason=reason, told=told, condition=same, also=also):
        return False
    _let_expire(one.conference, _drop_members(one.conference, one.meeting), at=at)
    return True


def _mark_ended(
    name: str,
    *,
    at: float,
    condition: Condition,
    reason: str | None = None,
    told: int | None = None,
    also: Sequence[Write] = (),
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
    row, living = ConferencesItem(name, CONFERENCE_KEY), ConferencesItem.ended_at.does_not_exist()
    if also:
        return not write_together([Update(row, changes, condition & living), *also])
    with answering():
        try:
            row.update(actions=changes, condition=condition & living)
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
