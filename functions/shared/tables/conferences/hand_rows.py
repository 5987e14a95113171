"""Raised hands: rows beside a conference's own, each as the last event of its feed left it.

Several write them: the relay, and whoever raised or lowered the hand. The seq of the event says which is the last, so
that they may come in any order and twice.
"""

import msgspec
from pynamodb.exceptions import PutError

from functions.shared.tables.base import answering, condition_failed
from functions.shared.tables.conferences.hands import HAND, Hand
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.reading import decoded, items_of

# Far longer than a meeting goes on; a meeting that is over shows none.
KEPT_SECONDS = 7 * 24 * 3600


def is_up(conference: str, meeting: str, subject: str) -> bool:
    """Whether somebody who is in a page only has the hand up, as new as the last write."""
    key = Hand(subject=subject).key
    with answering():
        try:
            item = ConferencesItem.get(conference, key, consistent_read=True)
        except ConferencesItem.DoesNotExist:
            return False
    return item.uuid == meeting and decoded(item.body, Hand, f"hand {key!r}").raised_at is not None


def hands_up(conference: str) -> dict[str, str]:
    """Since when (RFC 3339) whose hand is up, by call, as new as the last write: one Query.

    Raises:
        TablesUnavailable: nobody can say.
    """
    with answering():
        of_hands = ConferencesItem.key.startswith(HAND)
        rows = list(items_of(ConferencesItem.query(conference, of_hands, consistent_read=True)))
    hands = [decoded(item.body, Hand, f"hand {item.key!r}") for item in rows]
    return {one.uuid: one.raised_at for one in hands if one.uuid is not None and one.raised_at is not None}


def write_hand(conference: str, meeting: str, hand: Hand, *, seq: int, now: float) -> None:
    """Write how a hand is since the event `seq`, unless a later one is written.

    Raises:
        TablesUnavailable: to write it again is right.
    """
    item = ConferencesItem(
        conference,
        hand.key,
        body=msgspec.json.encode(hand).decode(),
        uuid=meeting,
        version=seq,
        expires=int(now + KEPT_SECONDS),
    )
    earlier = ConferencesItem.key.does_not_exist() | (ConferencesItem.version < seq)
    with answering():
        try:
            item.save(condition=earlier)
        except PutError as error:
            if not condition_failed(error):
                raise
