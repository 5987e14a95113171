"""What nodes have still to be told of changed users: written with the change, gone once every node has its commands."""

from collections.abc import Iterator

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from functions.shared.tables.base import ItemMeta, TableItem, answering, table_name
from functions.shared.tables.reading import decoded, readable
from functions.shared.tables.transactions import Put

# FreeSWITCH keeps an answer for 30 minutes at most: afterwards there is nothing left to forget.
KEPT_SECONDS = 1800


class Changed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A user that was changed, disabled or removed; `names` are the id and every alias, the old ones included."""

    names: tuple[str, ...]
    may_call: bool = True
    profile: str = "internal"


class Telling(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the nodes of a domain are to be told, and who did it as commands and the audit name them.

    `at` and `audit_until` are seconds since 1970.
    """

    id: str
    domain: str
    users: tuple[Changed, ...] = ()
    # Whether the users with fixed addresses are others now.
    addresses: bool = False
    subject: str
    pseudonym: str = ""
    audit_until: float | None = None
    at: float


class TellingsItem(TableItem):
    """Only what is still to be told stands here, so that a scan reads little."""

    class Meta(ItemMeta):
        table_name = table_name("tellings")

    id = UnicodeAttribute(hash_key=True)
    body = UnicodeAttribute()
    expires = NumberAttribute()


def new_telling(telling: Telling) -> Put:
    """To be written together with what it tells of."""
    body = msgspec.json.encode(telling).decode()
    return Put(TellingsItem(telling.id, body=body, expires=int(telling.at) + KEPT_SECONDS))


def find_telling(telling_id: str, *, now: float) -> Telling | None:
    """Read what is still to be told; None where it was told, was never written, or is over."""
    with answering():
        try:
            item = TellingsItem.get(telling_id, consistent_read=True)
        except TellingsItem.DoesNotExist:
            return None
    return _telling(item) if item.expires > now else None


def all_tellings(*, now: float) -> Iterator[Telling]:
    """What is still to be told, all domains together; what cannot be read is left out and told in the log."""
    with answering():
        items = [item for item in TellingsItem.scan(consistent_read=True) if item.expires > now]
    yield from readable(items, _telling)


def is_told(telling_id: str) -> None:
    """Take it away."""
    with answering():
        TellingsItem(telling_id).delete()


def _telling(item: TellingsItem) -> Telling:
    return decoded(item.body, Telling, f"telling {item.id!r}")
