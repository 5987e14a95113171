"""Shapes as the API's description has them: msgspec's, told in the way that makers of clients read them.

- A field of an answer is always there, whatever it is without being set.
- A field of a request that has a default may be left out: in words, since makers of clients take `default` for "always
  there" (openapi-typescript does).
- What can be one word only is a `const`, not an `enum` of one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import UNSET, inspect

Json = dict[str, object]

REFS = "#/components/schemas/{name}"
_PREFIX = REFS.format(name="")


def components_of(asked: Sequence[object], answered: Sequence[object]) -> tuple[dict[int, Json], dict[str, Json]]:
    """Describe types: the schema of each by its `id()`, and all components by name.

    Args:
        asked: what requests have.
        answered: what answers have.
    """
    types = [*asked, *answered]
    schemas, components = msgspec.json.schema_components(types, ref_template=REFS, schema_hook=_any)
    by_type = dict(zip(map(id, types), map(_plain, schemas), strict=True))
    named = {name: _plain(component) for name, component in components.items()}
    of_requests = _reached([by_type[id(one)] for one in asked], named)
    structs = {struct.__name__: struct for one in types for struct in structs_in(one)}
    for name, component in named.items():
        if component.get("type") == "object":
            _told(component, structs.get(name), asked=name in of_requests)
    return by_type, named


def ref(name: str) -> Json:
    return {"$ref": REFS.format(name=name)}


def nullable(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def fields_of(component: Json) -> dict[str, Json]:
    fields = component.get("properties")
    return fields if isinstance(fields, dict) else {}


def required_of(component: Json) -> list[str]:
    required = component.get("required")
    return required if isinstance(required, list) else []


def structs_in(kind: object) -> Iterator[type[msgspec.Struct]]:
    """Every struct that a type is made of."""
    waiting, seen = [inspect.type_info(kind)], set[type[msgspec.Struct]]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, inspect.StructType):
            if one.cls in seen:
                continue
            seen.add(one.cls)
            yield one.cls
            waiting += [field.type for field in one.fields]
        elif isinstance(one, inspect.UnionType):
            waiting += one.types
        elif isinstance(one, inspect.DictType):
            waiting += [one.key_type, one.value_type]
        elif isinstance(one, inspect.TupleType):
            waiting += one.item_types
        elif isinstance(one, inspect.CollectionType):
            waiting.append(one.item_type)
        elif isinstance(one, inspect.Metadata):
            waiting.append(one.type)


def _told(component: Json, struct: type[msgspec.Struct] | None, *, asked: bool) -> None:
    """Say which fields are always there, and what the others are when they are not."""
    properties, required = fields_of(component), required_of(component)
    if struct is not None and not asked and not struct.__struct_config__.omit_defaults:
        unset = {field.encode_name for field in msgspec.structs.fields(struct) if field.default is UNSET}
        required = [name for name in properties if name not in unset]
    for field in properties.values():
        default = field.pop("default", None)
        if default is not None and asked:
            words = f"left out: {msgspec.json.encode(default).decode()}"
            field["description"] = f"{field['description']}; {words}" if "description" in field else words
    if required:
        component["required"] = required


def _any(_: object) -> Json:
    """What `object` stands for."""
    return {"title": "any JSON"}


def _plain(schema: Mapping[str, object]) -> Json:
    """A copy of one's own, an `enum` of one word told as what it is."""
    told: Json = {}
    for word, value in schema.items():
        if word == "enum" and isinstance(value, list) and len(value) == 1:
            told["const"] = value[0]
        elif word == "enum" and isinstance(value, list) and all(isinstance(one, str) for one in value):
            told |= {"type": "string", "enum": value}
        else:
            told[word] = _copied(value)
    return told


def _copied(value: object) -> object:
    if isinstance(value, dict):
        return _plain(value)
    return [_copied(one) for one in value] if isinstance(value, list) else value


def _reached(schemas: Iterable[object], components: Mapping[str, Json]) -> set[str]:
    """The names of all components that these schemas are made of."""
    waiting, found = list(schemas), set[str]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            name = str(one.get("$ref", "")).removeprefix(_PREFIX)
            if name and name not in found:
                found.add(name)
                waiting.append(components[name])
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return found
