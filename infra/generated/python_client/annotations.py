"""What the description says of a value, as an annotation of Python."""

import keyword
from collections.abc import Mapping

JsonSchema = Mapping[str, object]

_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def annotation_of(schema: JsonSchema) -> str:
    """Return the annotation of what the schema takes; limits and patterns are the server's to check.

    Raises:
        ValueError: the schema says something that nothing before it has said.
    """
    if "$ref" in schema:
        return referred(schema)
    if "const" in schema or "enum" in schema:
        return literal(sequence(schema["enum"]) if "enum" in schema else [schema["const"]])
    for word in ("anyOf", "oneOf"):
        if word in schema:
            return " | ".join(annotation_of(mapping(one)) for one in sequence(schema[word]))
    return _of_type(schema)


def _of_type(schema: JsonSchema) -> str:
    kind = schema.get("type")
    if kind is None and set(schema) <= {"title", "description"}:
        return "object"
    if kind == "array":
        return f"Sequence[{annotation_of(mapping(schema['items']))}]"
    if kind == "object" and "additionalProperties" in schema:
        return f"Mapping[str, {annotation_of(mapping(schema['additionalProperties']))}]"
    if kind in _PLAIN:
        return _PLAIN[str(kind)]
    raise ValueError(f"no annotation is known for {schema}")


def literal(values: list[object]) -> str:
    return f"Literal[{', '.join(_quoted(value) for value in values)}]"


def _quoted(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def referred(schema: JsonSchema) -> str:
    """Return the name of the class that the schema points to."""
    return str(schema["$ref"]).rpartition("/")[2]


def name_of(field: str) -> str:
    """Return the field as Python can name it.

    Raises:
        ValueError: it cannot.
    """
    if not field.isidentifier():
        raise ValueError(f"a field is called {field!r}, which is no name in Python")
    return f"{field}_" if keyword.iskeyword(field) else field


def mapping(value: object) -> JsonSchema:
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r} is no object")
    return value


def sequence(value: object) -> list[object]:
    if not isinstance(value, list | tuple):
        raise TypeError(f"{value!r} is no array")
    return list(value)
