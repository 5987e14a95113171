"""Provisioned things: an item is two keys and one JSON document, read as a typed struct."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec
from pynamodb.attributes import UnicodeAttribute

from functions.shared.tables.base import Row, TableItem, Unreadable, batch_get_rows, get_row

Document = TypeVar("Document", bound=msgspec.Struct)

# An item without a document, or with one that is no text, cannot be read.
NOTHING: dict[str, str] = {}


class DocumentItem(TableItem):
    """Base of the users, routes and rooms tables; `key` sorts the nouns below one hash key."""

    key = UnicodeAttribute(range_key=True)
    # One attribute for everything: botocore and pynamodb spend about 10 microseconds on each.
    body = UnicodeAttribute()


class Documents:
    """What one BatchGetItem found, by sort key."""

    def __init__(self, found: Iterable[Row]) -> None:
        self._bodies = {row["key"]["S"]: row.get("body", NOTHING).get("S", "") for row in found}

    def get(self, key: str, kind: type[Document]) -> Document | None:
        """Return the document below `key`, or None where there is none.

        Raises:
            Unreadable: the item is not what this version wrote.
        """
        body = self._bodies.get(key)
        if body is None:
            return None
        try:
            return msgspec.json.decode(body, type=kind)
        except ValueError as error:
            raise Unreadable(f"item {key!r} is not a {kind.__name__}: {error}") from error


def read_documents(kind: type[DocumentItem], hash_key: str, keys: Iterable[str]) -> Documents:
    """Read documents below one hash key with one call."""
    chosen = list(keys)
    if len(chosen) == 1:
        row = get_row(kind, hash_key, chosen[0])
        return Documents([row] if row else [])
    return Documents(batch_get_rows(kind, [(hash_key, key) for key in chosen]))


def encode(document: msgspec.Struct) -> str:
    """Write a document as it is stored."""
    return msgspec.json.encode(document).decode()
