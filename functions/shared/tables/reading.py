"""Reads many rows of which some may be damaged: those are logged, and all others are still returned."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec
from pynamodb.exceptions import AttributeDeserializationError

from functions.shared.tables.base import Unreadable
from functions.shared.telemetry.observations import logger

Item = TypeVar("Item")
Read = TypeVar("Read")
Document = TypeVar("Document", bound=msgspec.Struct)


def items_of(found: Iterable[Item]) -> Iterator[Item]:
    """The items of a Query or Scan; one whose attributes are of other types than ours is left out."""
    items = iter(found)
    while True:
        try:
            item = next(items)
        except StopIteration:
            return
        except AttributeDeserializationError as error:
            tell(error)
            continue
        yield item


def readable(items: Iterable[Item], read: Callable[[Item], Read]) -> Iterator[Read]:
    """What `read` makes of each item; one for which it raises `Unreadable` is left out."""
    for item in items_of(items):
        try:
            done = read(item)
        except Unreadable as error:
            tell(error)
            continue
        yield done


def decoded(text: str | None, kind: type[Document], what: str) -> Document:
    """The document that a row holds.

    Args:
        what: the row's name, for the error.

    Raises:
        Unreadable: it is none of this kind.
    """
    try:
        return msgspec.json.decode(text or "", type=kind)
    except ValueError as error:
        raise Unreadable(f"{what} is not a {kind.__name__}: {error}") from error


def salvaged(text: str | None, kind: type[Document], **known: object) -> Document:
    """As much of a damaged document as can be read, each field by itself; `known` is so whatever the document says."""
    try:
        found = msgspec.json.decode(text or "", type=dict[str, msgspec.Raw])
    except ValueError:
        found = {}
    fields: dict[str, object] = {}
    for field in msgspec.structs.fields(kind):
        if field.encode_name in found:
            try:
                fields[field.name] = msgspec.json.decode(found[field.encode_name], type=field.type)
            except ValueError:
                continue
    return kind(**{**fields, **known})


def tell(error: Exception) -> None:
    """Log that a row cannot be read."""
    logger.error("a row cannot be read", extra={"reason": str(error)})
