"""The audit: (domain, time and id). Entries are written once; no policy lets anybody change or delete one."""

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError

from functions.shared.audit.entry import Entry
from functions.shared.tables.base import ItemMeta, TableItem, answering, condition_failed, table_name
from functions.shared.tables.transactions import Put


class AuditItem(TableItem):
    class Meta(ItemMeta):
        table_name = table_name("audit")

    domain = UnicodeAttribute(hash_key=True)
    key = UnicodeAttribute(range_key=True)
    # What can be asked for; the whole entry is the body.
    conference = UnicodeAttribute(null=True)
    pseudonym = UnicodeAttribute(null=True)
    about = UnicodeAttribute(null=True)
    body = UnicodeAttribute()
    expires = NumberAttribute(null=True)


def new_entry(entry: Entry) -> Put:
    """An entry, to be written together with what it tells of: both or neither."""
    item = AuditItem(
        entry.domain,
        entry.key,
        conference=entry.conference or None,
        pseudonym=entry.pseudonym or None,
        about=entry.about or None,
        body=msgspec.json.encode(entry).decode(),
        expires=None if entry.expires is None else int(entry.expires),
    )
    return Put(item, AuditItem.body.does_not_exist())


def append(entry: Entry) -> bool:
    """Write an entry; False where it stands there already, which is no failure: twice is once.

    Raises:
        TablesUnavailable: no answer in time; it may be written.
    """
    new = new_entry(entry)
    with answering():
        try:
            new.item.save(condition=new.condition)
        except PutError as error:
            if not condition_failed(error):
                raise
            return False
    return True
