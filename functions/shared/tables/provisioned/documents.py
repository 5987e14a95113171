"""Provisioned things: an item is two keys and one JSON document, read as a typed struct."""

from collections.abc import Iterable
from typing import ClassVar, Generic, Self, TypeVar

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition

from functions.shared.tables.base import Row, TableItem, Unreadable, batch_get_rows, get_row

Document = TypeVar("Document", bound=msgspec.Struct)

# An item without a document, or with one that is no text, cannot be read.
NOTHING: dict[str, str] = {}


class DocumentItem(TableItem):
    """Base of the users, routes and rooms tables; `key` sorts the nouns below one hash key."""

    # The attributes that whoever reads gets, where the table has others that are not for everybody.
    for_readers: ClassVar[tuple[str, ...]] = ()

    key = UnicodeAttribute(range_key=True)
    # One attribute for everything: botocore and pynamodb spend about 10 microseconds on each.
    body = UnicodeAttribute()
    # When it was written last and by what, as `written` puts it; missing in rows from before there was one.
    written = UnicodeAttribute(null=True)

    @classmethod
    def of(cls, hash_key: str, key: str, text: str) -> Self:
        """The item of a whole document, as `encode` writes it."""
        return cls(hash_key, key, body=text)

    def text(self) -> str:
        """The whole document."""
        return self.body

    @property
    def is_outdated(self) -> bool:
        """Whether an earlier version wrote it otherwise than `of` would."""
        return False

    @classmethod
    def holds(cls, text: str) -> Condition:
        """Whether an item holds exactly this whole document."""
        return cls.body == text


class Written(msgspec.Struct, frozen=True):
    """Which writing of a row it is, and whether a file or the API made the row.

    `revision` is milliseconds since 1970, so that no two writings have the same, even if the row was gone in between.
    """

    revision: int = 0
    by_api: bool = False

    def __str__(self) -> str:
        return f"{self.revision} api" if self.by_api else str(self.revision)

    def next(self, now: float, *, by_api: bool | None = None) -> "Written":
        """The next writing; who made the row stays, unless it is said."""
        return Written(max(self.revision + 1, int(now * 1000)), self.by_api if by_api is None else by_api)


def written_in(text: str | None) -> Written:
    """Read what a row says of its writing."""
    revision, _, maker = (text or "0").partition(" ")
    return Written(int(revision) if revision.isdecimal() else 0, maker == "api")


class Stored(Generic[Document]):
    """A document with its writing; `text` is what the item's `text` gives."""

    def __init__(self, document: Document, text: str, written: Written) -> None:
        self.document = document
        self.text = text
        self.written = written


class Documents:
    """What one BatchGetItem found, by sort key."""

    def __init__(self, found: Iterable[Row]) -> None:
        self._rows = {row["key"]["S"]: row for row in found}

    def attribute(self, key: str, name: str) -> str:
        """A text that an item has beside its document; empty where it has none."""
        return str(self._rows.get(key, {}).get(name, NOTHING).get("S", ""))

    def get(self, key: str, kind: type[Document]) -> Document | None:
        """Return the document below `key`, or None where there is none.

        Raises:
            Unreadable: the item is not what this version wrote.
        """
        row = self._rows.get(key)
        if row is None:
            return None
        try:
            return msgspec.json.decode(row.get("body", NOTHING).get("S", ""), type=kind)
        except ValueError as error:
            raise Unreadable(f"item {key!r} is not a {kind.__name__}: {error}") from error

    def stored(self, key: str, kind: type[Document]) -> Stored[Document] | None:
        """Return the document below `key` as `get` does, with its writing."""
        document = self.get(key, kind)
        if document is None:
            return None
        row = self._rows[key]
        return Stored(document, row["body"]["S"], written_in(row.get("written", NOTHING).get("S")))


def read_documents(kind: type[DocumentItem], hash_key: str, keys: Iterable[str], *, whole: bool = False) -> Documents:
    """Read documents below one hash key with one call; `whole` with what is not for every reader."""
    chosen, only = list(keys), () if whole else kind.for_readers
    if len(chosen) == 1:
        row = get_row(kind, hash_key, chosen[0], only=only)
        return Documents([row] if row else [])
    return Documents(batch_get_rows(kind, [(hash_key, key) for key in chosen], only=only))


def encode(document: msgspec.Struct) -> str:
    """Write a document as it is stored."""
    return msgspec.json.encode(document).decode()
