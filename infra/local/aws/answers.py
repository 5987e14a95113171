"""The embedded DynamoDB's answers are written down without looking for a value under every name that it might have.

An attribute's value is kept as it is sent, `{"S": "text"}`. moto asks it for each of ten kinds, under several names,
which was half of its time in a test that reads and writes small rows.
"""

from collections.abc import Callable
from typing import Any

Serialize = Callable[[Any, dict[str, Any], Any, Any, str], None]
# Texts and numbers stand in an answer as they are kept.
PLAIN = ("S", "N")


def plain_values(serialize: Serialize) -> Serialize:
    """Take a text or a number as it is, and anything else as moto does."""

    def written(serializer: Any, serialized: dict[str, Any], value: Any, shape: Any, key: str) -> None:
        if key and shape.name == "AttributeValue" and isinstance(value, dict) and tuple(value) in _KINDS:
            serializer._default_serialize(serialized, value, shape, key)
        else:
            serialize(serializer, serialized, value, shape, key)

    return written


_KINDS = {(kind,) for kind in PLAIN}
