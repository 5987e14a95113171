"""What somebody may use up, counted atomically over all processes, and places that are held for a while.

A counter is a row for each window of time, a place a row that says until when it is held. Both end by themselves:
nothing has to be set back after a crash. Keys hold hashes, no names.
"""

import hashlib
import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DeleteError, PutError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from functions.shared.tables.base import ItemMeta, TableItem, answering, batch_get_rows, condition_failed, table_name

# A clock that is a little late still finds its row.
KEPT_SECONDS = 600


class AllowancesItem(TableItem):
    class Meta(ItemMeta):
        table_name = table_name("allowances")

    what = UnicodeAttribute(hash_key=True)
    used = NumberAttribute(null=True)
    holder = UnicodeAttribute(null=True)
    # Places: until when (seconds since 1970); DynamoDB deletes what has expired within days, not at once.
    until = NumberAttribute(null=True)
    expires = NumberAttribute()


@dataclass(frozen=True)
class Allowance:
    """So much of something in a window of so many seconds that begins when the clock's does."""

    name: str
    whose: tuple[str, ...]
    most: int
    seconds: int

    def ends(self, now: float) -> float:
        """When the window is over (seconds since 1970)."""
        return (now // self.seconds + 1) * self.seconds

    def key(self, now: float) -> str:
        """A key of one length, in which no name stands."""
        return f"{self.name}#{_digest(self.whose)}#{int(now // self.seconds)}"


def _digest(whose: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(whose).encode()).hexdigest()[:32]


def use(allowance: Allowance, amount: int, now: float) -> bool:
    """Use up so much; False where not so much is left, and then nothing was used. One write.

    Raises:
        TablesUnavailable: no answer in time; it may have been used.
    """
    if amount > allowance.most:
        return False
    room = AllowancesItem.used.does_not_exist() | (AllowancesItem.used <= allowance.most - amount)
    return _add(allowance, amount, now, room)


def give_back(allowance: Allowance, amount: int, now: float) -> None:
    """Give back what was not needed after all."""
    _add(allowance, -amount, now, AllowancesItem.used >= amount)


def _add(allowance: Allowance, amount: int, now: float, condition: Condition) -> bool:
    item = AllowancesItem(allowance.key(now))
    actions: list[Action] = [
        AllowancesItem.used.add(amount),
        AllowancesItem.expires.set(int(allowance.ends(now)) + KEPT_SECONDS),
    ]
    with answering():
        try:
            item.update(actions=actions, condition=condition)
        except UpdateError as error:
            if not condition_failed(error):
                raise
            return False
    return True


@dataclass(frozen=True)
class Place:
    """One of the places of somebody, held by this holder."""

    key: str
    holder: str


def hold_place(whose: Sequence[str], places: int, *, now: float, seconds: float) -> Place | None:
    """Take one of somebody's places for so long at most; None where all are held. One write, more where few are free.

    Raises:
        TablesUnavailable: no answer in time.
    """
    digest = _digest(whose)
    holder = secrets.token_hex(8)
    free = AllowancesItem.until.does_not_exist() | (AllowancesItem.until < now)
    for number in random.sample(range(places), places):
        key = f"place#{digest}#{number}"
        item = AllowancesItem(key, holder=holder, until=now + seconds, expires=int(now + seconds) + KEPT_SECONDS)
        with answering():
            try:
                # The client tries twice where an answer is lost: a place that this holder has is its.
                item.save(condition=free | (AllowancesItem.holder == holder))
            except PutError as error:
                if not condition_failed(error):
                    raise
                continue
        return Place(key, holder)
    return None


def next_free(whose: Sequence[str], places: int) -> float:
    """When the first of somebody's places ends (seconds since 1970); 0 where one is free."""
    digest = _digest(whose)
    rows = batch_get_rows(AllowancesItem, [(f"place#{digest}#{number}",) for number in range(places)])
    return min((float(row["until"]["N"]) for row in rows), default=0.0) if len(rows) == places else 0.0


def leave_place(place: Place) -> None:
    """Give a place back before its time; one that is another's by now stays."""
    with answering():
        try:
            AllowancesItem(place.key).delete(condition=AllowancesItem.holder == place.holder)
        except DeleteError as error:
            if not condition_failed(error):
                raise
