"""Notes with which calls cross from one node to another: (hash of the note), spent by deleting the row."""

import hashlib
import secrets
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DeleteError

from functions.shared.encoders.going_along import NOTHING, Along
from functions.shared.tables.base import ItemMeta, TableItem, answering, condition_failed, table_name
from functions.shared.tables.reading import decoded

NOTE_SECONDS = 30
# Beside the tickets of connections. A look-up that brings somebody across may write keys with the first, a relay that
# moves a conference those with the second, and one whose conference calls a user those with the third: it can bring
# nobody in as a caller.
PREFIX, MOVED_PREFIX, REACH_PREFIX = "node#", "moved#", "reach#"
# What the text of a relay's note begins with; one of the others that does so is shorter.
MOVED_TEXT, REACH_TEXT = "moved-", "reach-"
_PREFIXES = {MOVED_TEXT: MOVED_PREFIX, REACH_TEXT: REACH_PREFIX}
# 128 bits and more cannot be guessed in 30 seconds.
NOTE_BYTES = 24
# In base64.
LONGEST_TOKEN = NOTE_BYTES * 4 // 3


class Moved(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """As what somebody goes on who is moved with their conference; they have come in already.

    Attributes:
        conference: as FreeSWITCH names it, that in which people wait included.
        flags: the member's, beside those of where they waited or watched.
        apart: the flags of who waits or watches.
        waits: they wait, and into which profile they come once a moderator is there.
        volume_in, volume_out: -4 to 4.
        along: what a join does not tell.
    """

    conference: str
    profile: str
    flags: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    waits: bool = False
    admitted_to: str = ""
    watches: bool = False
    slot: str = ""
    role: str = ""
    banner: str = ""
    volume_in: int = 0
    volume_out: int = 0
    along: Along = NOTHING


class Note(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A call as the node that it reached vouches for it to the node that has the conference.

    Attributes:
        source: the node that it reached.
        target: the one that may spend the note.
        call: its uuid on the first one.
        moved: of who is moved with their conference, as what; then nothing of the room counts.
        room: where a PIN was shown, what that opened; the fields after it are of that PIN.
        reach: ids of users of `domain` whose devices there it is to ring, and nothing else.
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
    moved: Moved | None = None
    reach: tuple[str, ...] = ()


class CrossingsItem(TableItem):
    class Meta(ItemMeta):
        table_name = table_name("tickets")

    # A hash: whoever reads the table can bring no call across.
    ticket = UnicodeAttribute(hash_key=True)
    note = UnicodeAttribute()
    target = UnicodeAttribute()
    until = NumberAttribute()
    expires = NumberAttribute()


def put_note(note: Note, *, now: float, later: float = 0.0, from_conference: bool = False) -> str:
    """Write a note that its target may spend within 30 seconds; gives what to spend it by. One write.

    Args:
        note: what it says.
        now: in seconds since 1970.
        later: how many seconds after that it may be used, where others are rung first.
        from_conference: it is a conference that calls the users whom it names, and no caller.
    """
    begins = MOVED_TEXT if note.moved is not None else REACH_TEXT if from_conference else ""
    text, until = begins + secrets.token_urlsafe(NOTE_BYTES), now + later + NOTE_SECONDS
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
    note = decoded(gone["Attributes"]["note"]["S"], Note, "a note")
    # Whoever may write the one kind of note may not write another.
    says = {MOVED_TEXT: note.moved is not None, REACH_TEXT: bool(note.reach) and note.moved is None}
    return note if says.get(_kind(text), note.moved is None) else None


def _kind(text: str) -> str:
    """What a relay's note begins with; empty for those of the look-ups."""
    return next((kind for kind in _PREFIXES if len(text) > LONGEST_TOKEN and text.startswith(kind)), "")


def _key(text: str) -> str:
    return _PREFIXES.get(_kind(text), PREFIX) + hashlib.sha256(text.encode()).hexdigest()
