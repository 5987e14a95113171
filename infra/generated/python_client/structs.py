"""The description's shapes as classes of msgspec."""

import textwrap
from collections.abc import Iterator

from infra.generated.python_client.annotations import (
    JsonSchema,
    annotation_of,
    mapping,
    name_of,
    referred,
    sequence,
)
from infra.generated.python_client.unions import names_in

HEAD = '''"""The API's shapes, as its description says: made by `make client-types`, never by hand.

A field that may be left out of a wish is `UNSET` until it is given: null means something else. Moments are text as the
API writes them (RFC 3339), which `datetime.fromisoformat` reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET, UnsetType

# Where it runs, a word that a later version of the API knows is a word as well.
if not TYPE_CHECKING:
    from freeswitch_functions_client.words import Literal
else:
    from typing import Literal
'''
WIDTH = 112


def structs_module(description: JsonSchema) -> str:
    """Return the text of `schemas.py`, which wants to be formatted."""
    schemas = mapping(mapping(description["components"])["schemas"])
    wishes = set(_wishes(description, schemas))
    shapes = {name: mapping(schema) for name, schema in schemas.items()}
    classes = [_struct(name, schema, name in wishes) for name, schema in shapes.items() if "properties" in schema]
    unions = [_union(name, schema) for name, schema in shapes.items() if "properties" not in schema]
    return "\n\n".join([HEAD, *classes, *unions]) + "\n"


def documented(text: object, indent: str) -> str:
    """Return a docstring of the description's words."""
    words = " ".join(str(text).replace("\\", "\\\\").split())
    words = words if words.endswith((".", "!", "?")) else words + "."
    lines = textwrap.wrap(words, WIDTH - len(indent))
    if len(lines) == 1:
        return f'{indent}"""{lines[0]}"""'
    return "\n".join([f'{indent}"""{lines[0]}', *(indent + line for line in lines[1:]), f'{indent}"""'])


def _struct(name: str, schema: JsonSchema, is_wish: bool) -> str:
    fields = {field: mapping(one) for field, one in mapping(schema["properties"]).items()}
    required = {str(field) for field in sequence(schema.get("required", []))}
    constant = [field for field, one in fields.items() if "const" in one]
    keywords = ["msgspec.Struct", "frozen=True", "kw_only=True"]
    if constant:
        (tag,) = constant
        keywords += [f'tag_field="{tag}"', f'tag="{fields.pop(tag)["const"]}"']
    lines = [f"class {name}({', '.join(keywords)}):"]
    if "description" in schema:
        lines += [documented(schema["description"], "    "), ""]
    lines += [_field(field, one, field in required, is_wish) for field, one in fields.items()]
    return "\n".join(lines if len(lines) > 1 else [*lines, "    pass"])


def _field(field: str, schema: JsonSchema, is_required: bool, is_wish: bool) -> str:
    name, annotation = name_of(field), annotation_of(schema)
    default = ""
    if not is_required:
        default = "UNSET" if is_wish else "None"
        other = "UnsetType" if is_wish else "None"
        annotation += "" if other in annotation.split(" | ") else f" | {other}"
    if name != field:
        given = [f'name="{field}"', *([f"default={default}"] if default else [])]
        default = f"msgspec.field({', '.join(given)})"
    comment = f"  # {' '.join(str(schema['description']).split())}" if "description" in schema else ""
    line = f"    {name}: {annotation}" + (f" = {default}" if default else "")
    if len(line + comment) <= WIDTH:
        return line + comment
    told = textwrap.wrap(comment.strip("# "), WIDTH - 6)
    return "\n".join([*(f"    # {part}" for part in told), line])


def _union(name: str, schema: JsonSchema) -> str:
    names = [referred(mapping(one)) for one in sequence(schema["oneOf"])]
    comment = "\n".join(f"# {line}" for line in textwrap.wrap(str(schema["description"]), WIDTH))
    return f"{comment}\n{name} = {' | '.join(names)}"


def _wishes(description: JsonSchema, schemas: JsonSchema) -> Iterator[str]:
    """The shapes that clients send: bodies, frames, and what is in them."""
    waiting = [mapping(schemas["ClientFrame"])]
    for path in mapping(description["paths"]).values():
        waiting += [mapping(mapping(one).get("requestBody", {})) for one in mapping(path).values()]
    seen = set[str]()
    for name in names_in(waiting):
        queue = [name]
        while queue:
            here = queue.pop()
            if here not in seen:
                seen.add(here)
                yield here
                queue += list(names_in(schemas[here]))
