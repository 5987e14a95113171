"""What a request with an `Idempotency-Key` was answered, kept for a day so that asking again changes nothing again."""

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from functions.shared.tables.base import ItemMeta, TableItem, answering, table_name
from functions.shared.tables.reading import decoded
from functions.shared.tables.transactions import Put

KEPT_SECONDS = 24 * 3600


class KeptAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer without its secrets; `made` names them, for they are made again from the key."""

    fingerprint: str
    status: int
    body: msgspec.Raw
    made: tuple[str, ...] = ()
    # The id of the key with which they, and the fingerprint, were made; empty where it is none of the PINs'.
    key: str = ""


class KeptAnswersItem(TableItem):
    """Beside the allowances: a row that ends by itself, under a hash."""

    class Meta(ItemMeta):
        table_name = table_name("allowances")

    what = UnicodeAttribute(hash_key=True)
    answer = UnicodeAttribute()
    expires = NumberAttribute()


def new_answer(key: str, answer: KeptAnswer, *, now: float) -> Put:
    """An answer, to be written together with what it tells of; refused where the key has one already."""
    item = KeptAnswersItem(
        f"answer#{key}", answer=msgspec.json.encode(answer).decode(), expires=int(now) + KEPT_SECONDS
    )
    free = KeptAnswersItem.what.does_not_exist() | (KeptAnswersItem.expires <= int(now))
    return Put(item, free)


def find_answer(key: str, *, now: float) -> KeptAnswer | None:
    """Read what a key was answered, as new as the last write."""
    with answering():
        try:
            item = KeptAnswersItem.get(f"answer#{key}", consistent_read=True)
        except KeptAnswersItem.DoesNotExist:
            return None
    return decoded(item.answer, KeptAnswer, "a kept answer") if item.expires > now else None
