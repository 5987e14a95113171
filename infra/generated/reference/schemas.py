"""JSON Schema as tables: a line for each field, with its type, its limits and what it means."""

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from infra.generated.reference.markdown import code, prose, table

Schema = Mapping[str, object]
# From the name of a component to where it stands.
Link = Callable[[str], str]

_REFS = "#/components/schemas/{name}"
_LIMITS: Mapping[str, str] = {
    "minimum": "≥ {}",
    "maximum": "≤ {}",
    "exclusiveMinimum": "> {}",
    "exclusiveMaximum": "< {}",
    "multipleOf": "a multiple of {}",
    "minLength": "{} characters or more",
    "maxLength": "{} characters at most",
    "minItems": "{} or more",
    "maxItems": "{} at most",
}
_PLAIN: Mapping[str, str] = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
    "object": "object",
}


def shapes_of(types: Iterable[object]) -> dict[str, Schema]:
    """Every struct that these types are made of, by its name."""
    _, components = msgspec.json.schema_components(
        list(types), ref_template=_REFS, schema_hook=lambda _: {"title": "any JSON"}
    )
    return {name: plain(one) for name, one in components.items()}


def plain(schema: object) -> Schema:
    """The schema as it is written into JSON."""
    return msgspec.convert(msgspec.json.decode(msgspec.json.encode(schema)), dict[str, object])


def here(name: str) -> str:
    """The link to a component on the same page."""
    return f"[{name}](#{name.lower()})"


def component(schema: Schema, link: Link) -> Iterator[str]:
    """What a component is, and the table of its fields or what it can be."""
    if text := schema.get("description"):
        yield prose(str(text))
    properties = schema.get("properties")
    if isinstance(properties, Mapping):
        required = schema.get("required")
        needed = set(required) if isinstance(required, list) else set()
        yield table(
            ("field", "type", "", "meaning"),
            ((code(name), type_of(one, link), "" if name in needed else "optional", meaning(one))
             for name, one in properties.items()),
        )  # fmt: skip
    else:
        yield type_of(schema, link)


def meaning(schema: object) -> str:
    """What is said of a field, and its default."""
    if not isinstance(schema, Mapping):
        return ""
    words = [prose(str(schema["description"]))] if "description" in schema else []
    if "default" in schema and schema["default"] not in (None, "", [], {}):
        words.append(f"left out: {code(_json(schema['default']))}")
    return "; ".join(words)


def type_of(schema: object, link: Link) -> str:
    """The type of a value in words.

    Raises:
        KeyError: the schema has a type for which there are no words yet.
        TypeError: it is none.
    """
    if not isinstance(schema, Mapping):
        raise TypeError(f"no schema: {schema!r}")
    if "$ref" in schema:
        return link(str(schema["$ref"]).rpartition("/")[2])
    if "const" in schema:
        return code(_json(schema["const"]))
    if "enum" in schema:
        return " or ".join(code(_json(one)) for one in _list(schema["enum"]))
    for word in ("anyOf", "oneOf", "allOf"):
        if word in schema:
            return " or ".join(dict.fromkeys(type_of(one, link) for one in _list(schema[word])))
    return _of_kind(schema, link)


def _of_kind(schema: Schema, link: Link) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        return " or ".join(_PLAIN[str(one)] for one in kind)
    if kind == "array":
        items = [type_of(one, link) for one in _list(schema.get("prefixItems", []))]
        if isinstance(schema.get("items"), Mapping):
            items.append(type_of(schema["items"], link))
        return ", ".join(("list of " + (", ".join(items) or "anything"), *_limits(schema)))
    if kind == "object":
        inside = schema.get("additionalProperties")
        return f"object of {type_of(inside, link)}" if isinstance(inside, Mapping) and inside else "object"
    if kind is None:
        return "any JSON"
    return ", ".join((_PLAIN[str(kind)], *_limits(schema)))


def _limits(schema: Schema) -> Iterator[str]:
    for word, words in _LIMITS.items():
        if word in schema:
            yield words.format(schema[word])
    if "pattern" in schema:
        yield code(str(schema["pattern"]))
    if "format" in schema:
        yield str(schema["format"])


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
