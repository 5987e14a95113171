"""Entries: what each code opens, how often it was used and by which browsers; read by room for their list."""

from collections.abc import Iterable
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from functions.shared.tables.base import ItemMeta, TableItem, answering, table_name
from functions.shared.tables.reading import decoded, items_of, readable
from functions.shared.tables.transactions import Put, Update

# After its end, so that whoever comes too late is told so.
KEPT_SECONDS = 30 * 24 * 3600


class EntryTerms(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was agreed when the entry was made; times are seconds since 1970, `made` is milliseconds."""

    id: str
    domain: str
    # The room's key, as the rooms table has it.
    room: str
    name: str = ""
    moderator: bool = False
    slot: str = ""
    not_before: int = 0
    until: int
    uses: int = 1
    made: int


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as it stands; `browsers` are hashes of what its browsers come again with."""

    terms: EntryTerms
    used: int = 0
    browsers: frozenset[str] = frozenset()
    revoked: bool = False


class EntriesByRoom(GlobalSecondaryIndex["EntriesItem"]):  # type: ignore[no-untyped-call]  # pynamodb leaves __init_subclass__ untyped
    class Meta:
        index_name = "by_room"
        projection = AllProjection()

    room = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class EntriesItem(TableItem):
    """One entry under its id, which is half of its code's hash."""

    class Meta(ItemMeta):
        table_name = table_name("entries")

    id = UnicodeAttribute(hash_key=True)
    body = UnicodeAttribute()
    used = NumberAttribute(default=0)
    browsers = UnicodeSetAttribute(null=True)
    revoked = NumberAttribute(null=True)
    room = UnicodeAttribute()
    # When it was made, and its id: lists are in this order.
    place = UnicodeAttribute()
    expires = NumberAttribute()
    by_room = EntriesByRoom()


def new_entry_row(terms: EntryTerms) -> Put:
    """A new entry, to be written together with its user; refused where there is one already."""
    item = EntriesItem(
        terms.id,
        body=msgspec.json.encode(terms).decode(),
        used=0,
        room=terms.room,
        place=f"{terms.made:015}#{terms.id}",
        expires=terms.until + KEPT_SECONDS,
    )
    return Put(item, EntriesItem.id.does_not_exist())


def spend(terms: EntryTerms, browser: str) -> Update:
    """Use it once more, for this browser: refused where it is used up, revoked or gone, or this browser has it."""
    return Update(
        EntriesItem(terms.id),
        (EntriesItem.used.add(1), EntriesItem.browsers.add({browser})),
        EntriesItem.id.exists()
        & EntriesItem.revoked.does_not_exist()
        & (EntriesItem.used < terms.uses)
        & (EntriesItem.browsers.does_not_exist() | ~EntriesItem.browsers.contains(browser)),
    )


def revoke(terms: EntryTerms, *, now: float) -> Update:
    """Let nobody in with it any more; refused where that is so already, or there is none."""
    return Update(
        EntriesItem(terms.id),
        (EntriesItem.revoked.set(int(now)),),
        EntriesItem.id.exists() & EntriesItem.revoked.does_not_exist(),
    )


def find_entry(entry_id: str) -> Entry | None:
    """Read an entry, as new as the last write."""
    with answering():
        try:
            return _entry(EntriesItem.get(entry_id, consistent_read=True))
        except EntriesItem.DoesNotExist:
            return None


def page_of_entries(room: str, after: str | None, limit: int) -> tuple[list[Entry], str | None]:
    """Read a page of a room's entries by age, with one Query; the place after which to go on, None at the end."""
    begin: Any = None
    if after is not None:
        begin = {"room": {"S": room}, "place": {"S": after}, "id": {"S": after.partition("#")[2]}}
    with answering():
        found = EntriesItem.by_room.query(room, last_evaluated_key=begin, limit=limit, page_size=limit)
        items: Iterable[EntriesItem] = list(items_of(found))
    more = found.last_evaluated_key
    return list(readable(items, _entry)), None if more is None else str(more["place"]["S"])


def _entry(item: EntriesItem) -> Entry:
    return Entry(
        terms=decoded(item.body, EntryTerms, f"the entry {item.id!r}"),
        used=int(item.used),
        browsers=frozenset(item.browsers or ()),
        revoked=item.revoked is not None,
    )
