"""Notes with which calls cross from one node to another: (hash of the note), spent by deleting the row."""

import hashlib
import secrets
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DeleteError

from functions.shared.tables.base import ItemMeta, TableItem, answering, condition_failed, table_name
from functions.shared.tables.reading import decoded

NOTE_SECONDS = 30
# Beside the tickets of connections; a look-up may touch no key without it.
PREFIX = "node#"
# 128 bits and more cannot be guessed in 30 seconds.
NOTE_BYTES = 24


class Note(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A call as the node that it reached vouches for it to the node that has the conference.

    Attributes:
        source: the node that it reached.
        target: the one that may spend the note.
        call: its uuid on the first one.
        room: where a PIN was shown, what that opened; the fields after it are of that PIN.
    """

    source: str
    target: str
    call: str
    context: str
    number: str
    dialled: str = ""
    user: str = ""
    profile: str = ""
    shown: str = ""
    name: str = ""
    screen: bool = False
    domain: str = ""
    room: str = ""
    moderator: bool = False
    slot: str = ""
    invitee: str = ""


class CrossingsItem(TableItem):
    class Meta(ItemMeta):
        table_name = table_name("tickets")

    # A hash: whoever reads the table can bring no call across.
    ticket = UnicodeAttribute(hash_key=True)
    note = UnicodeAttribute()
    target = UnicodeAttribute()
    until = NumberAttribute()
    expires = NumberAttribute()


def put_note(note: Note, *, now: float) -> str:
    """Write a note that its target may spend within 30 seconds; gives what to spend it by. One write."""
    text, until = secrets.token_urlsafe(NOTE_BYTES), now + NOTE_SECONDS
    body = msgspec.json.encode(note).decode()
    with answering():
        CrossingsItem(_key(text), note=body, target=note.target, until=until, expires=int(until) + 1).save()
    return text


def spend_note(text: str, target: str, *, now: float) -> Note | None:
    """Delete a note and tell what it says; None where it was spent, is too old, never was, or is another node's.

    One write.

    Raises:
        TablesUnavailable: it may be spent.
    """
    table: Any = CrossingsItem._get_connection()
    good = (CrossingsItem.until >= now) & (CrossingsItem.target == target)
    with answering():
        try:
            gone = table.delete_item(_key(text), condition=good, return_values="ALL_OLD")
        except DeleteError as error:
            if condition_failed(error):
                return None
            raise
    return decoded(gone["Attributes"]["note"]["S"], Note, "a note")


def _key(text: str) -> str:
    return PREFIX + hashlib.sha256(text.encode()).hexdigest()
