"""What people wrote: (meeting, `message#time#id`), and (meeting, `id#id`) where the message with that id is."""

from collections.abc import Collection
from itertools import islice

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError

from functions.shared.tables.base import ItemMeta, TableItem, answering, condition_failed, table_name
from functions.shared.tables.reading import decoded, items_of, readable
from functions.shared.tables.transactions import Put, write_together

MESSAGE, ID = "message#", "id#"
# After every message.
BEYOND = "message$"


class StoredMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A message; `text` is None once it is deleted. Of who was erased the sender is empty, and name and text are None.

    Times are RFC 3339 in UTC.
    """

    id: str
    conference: str
    # The meeting's uuid.
    meeting: str
    domain: str
    # The token's subject, and what the sender was called at that moment.
    sender: str
    name: str | None
    text: str | None
    at: str
    deleted_at: str | None = None
    # Seqs of the conference's feed from before it was written, and from before it was deleted.
    told_after: int
    deleted_after: int | None = None

    @property
    def key(self) -> str:
        """Its place among the meeting's: by time, then by id."""
        return f"{MESSAGE}{self.at}#{self.id}"


class MessagesItem(TableItem):
    class Meta(ItemMeta):
        table_name = table_name("messages")

    meeting = UnicodeAttribute(hash_key=True)
    key = UnicodeAttribute(range_key=True)
    # The message as JSON, or its key.
    body = UnicodeAttribute()
    domain = UnicodeAttribute()
    # None: kept for ever.
    expires = NumberAttribute(null=True)


def put_message(message: StoredMessage, *, expires: float | None) -> bool:
    """Write a message; False where its id is taken in the meeting.

    Raises:
        TablesUnavailable: it may be written.
    """
    ends = None if expires is None else int(expires)
    place = MessagesItem(message.meeting, ID + message.id, body=message.key, domain=message.domain, expires=ends)
    free = MessagesItem.key.does_not_exist()
    return not write_together([Put(_item(message, ends), free), Put(place, free)])


def replace_message(old: StoredMessage, new: StoredMessage, beside: Put) -> bool:
    """Write a message over an older state of it, together with something else; False where that is not its state."""
    try:
        with answering():
            there = MessagesItem.get(old.meeting, old.key, consistent_read=True)
    except MessagesItem.DoesNotExist:
        return False
    same = MessagesItem.body == _encoded(old)
    ends = None if there.expires is None else int(there.expires)
    return not write_together([Put(_item(new, ends), same), beside])


def find_message(meeting: str, message: str, domain: str) -> StoredMessage | None:
    """Read a message of the domain by its id, as new as the last write; another domain's is not there."""
    place = _own(meeting, ID + message, domain)
    found = None if place is None else _own(meeting, place.body, domain)
    return None if found is None else _message(found)


def messages_of(meeting: str, domain: str, *, limit: int, before: str | None = None) -> list[StoredMessage]:
    """Read up to `limit` messages of a meeting, newest first.

    Args:
        before: a message's key; without it the newest of all.
    """
    first = MessagesItem.key.startswith(MESSAGE) if before is None else MessagesItem.key.between(MESSAGE, before)
    with answering():
        found = MessagesItem.query(
            meeting, first, MessagesItem.domain == domain, scan_index_forward=False, page_size=limit + 1,
            consistent_read=True,
        )  # fmt: skip
        older = (one for one in readable(found, _message) if one.key != before)
        return list(islice(older, limit))


def messages_from(
    meeting: str, domain: str, *, limit: int, after: str | None = None
) -> tuple[list[StoredMessage], str | None]:
    """Read up to `limit` messages of a meeting, oldest first.

    Args:
        after: a message's key; without it the oldest of all.

    Returns:
        The messages, and the key after which to go on; None where there are no more.
    """
    first = MessagesItem.key.startswith(MESSAGE) if after is None else MessagesItem.key.between(f"{after}\0", BEYOND)
    items: list[MessagesItem] = []
    with answering():
        found = MessagesItem.query(
            meeting, first, MessagesItem.domain == domain, page_size=limit + 1, consistent_read=True
        )
        for item in items_of(found):
            if len(items) == limit:
                return list(readable(items, _message)), items[-1].key
            items.append(item)
    return list(readable(items, _message)), None


def messages_by(domain: str, senders: Collection[str]) -> list[StoredMessage]:
    """Read what was written in a domain under these names, in whichever meeting; a scan, so never for who waits."""
    ours = (MessagesItem.domain == domain) & MessagesItem.key.startswith(MESSAGE)
    with answering():
        return [one for one in readable(MessagesItem.scan(ours), _message) if one.sender in senders]


def forget_sender(message: StoredMessage, *, at: str) -> bool:
    """Take text and writer out of a message; False where it is not as it was read.

    Args:
        at: when it counts as deleted, unless it was before; RFC 3339.

    Raises:
        TablesUnavailable: it may be done; to do it again is right.
    """
    bare = msgspec.structs.replace(message, sender="", name=None, text=None, deleted_at=message.deleted_at or at)
    with answering():
        try:
            MessagesItem(message.meeting, message.key).update(
                actions=[MessagesItem.body.set(_encoded(bare))], condition=MessagesItem.body == _encoded(message)
            )
        except UpdateError as error:
            if condition_failed(error):
                return False
            raise
    return True


def _own(meeting: str, key: str, domain: str) -> MessagesItem | None:
    with answering():
        found = MessagesItem.query(
            meeting, MessagesItem.key == key, MessagesItem.domain == domain, consistent_read=True
        )
        return next(items_of(found), None)


def _item(message: StoredMessage, expires: int | None) -> MessagesItem:
    return MessagesItem(message.meeting, message.key, body=_encoded(message), domain=message.domain, expires=expires)


def _encoded(message: StoredMessage) -> str:
    return msgspec.json.encode(message).decode()


def _message(item: MessagesItem) -> StoredMessage:
    return decoded(item.body, StoredMessage, f"message {item.key!r}")
