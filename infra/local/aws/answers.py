"""The embedded DynamoDB's answers are written down without looking for a value under every name that it might have.

An attribute's value is kept as it is sent, `{"S": "text"}`. moto asks it for each of ten kinds, under several names,
which was half of its time in a test that reads and writes small rows.
"""

from collections.abc import Callable
from typing import Any

Serialize = Callable[[Any, dict[str, Any], Any, Any, str], None]
# These stand in an answer as they are kept; maps and lists do if all that is in them does. Bytes are kept as bytes.
PLAIN = frozenset({"S", "N", "BOOL", "NULL"})
SETS = frozenset({"SS", "NS"})


def plain_values(serialize: Serialize) -> Serialize:
    """Take a value as it is where it stands so in the answer, and anything else as moto does."""

    def written(serializer: Any, serialized: dict[str, Any], value: Any, shape: Any, key: str) -> None:
        if key and shape.name == "AttributeValue" and _is_plain(value):
            serializer._default_serialize(serialized, value, shape, key)
        else:
            serialize(serializer, serialized, value, shape, key)

    return written


def _is_plain(value: Any) -> bool:
    if not isinstance(value, dict) or len(value) != 1:
        return False
    [(kind, inner)] = value.items()
    if kind in PLAIN:
        return True
    if kind in SETS:
        return isinstance(inner, list)
    parts = inner.values() if kind == "M" else inner if kind == "L" else (None,)
    return all(map(_is_plain, parts))
