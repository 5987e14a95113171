"""Unions that have a place in the description but no name get one, so that Python can name them."""

from collections.abc import Iterator

from infra.generated.python_client.annotations import JsonSchema, mapping

# By the shape, or the path, in which the union stands.
NAMES = {
    "SceneBody": ("SceneStep", "A step of a scene: one of the commands, told apart by `kind`."),
    "StageView": ("MissingStep", "What is still to be done for a stage: one of the commands, told apart by `kind`."),
    "/v1/conferences/{conference}/commands": ("CommandWish", "Any command, told apart by `kind`."),
}


def with_named_unions(description: JsonSchema) -> JsonSchema:
    """Return the description with a reference in the place of each such union.

    Raises:
        KeyError: a union stands where none has stood before, and needs a name above.
    """
    found: dict[str, object] = {}
    components = mapping(description["components"])
    schemas = {name: _named(schema, name, found) for name, schema in mapping(components["schemas"]).items()}
    paths = {path: _named(operations, path, found) for path, operations in mapping(description["paths"]).items()}
    return {**description, "paths": paths, "components": {**components, "schemas": {**schemas, **found}}}


def _named(value: object, owner: str, found: dict[str, object]) -> object:
    if isinstance(value, list | tuple):
        return [_named(one, owner, found) for one in value]
    if not isinstance(value, dict):
        return value
    if "discriminator" in value:
        name, description = NAMES[owner]
        found[name] = {"description": description, "oneOf": value["anyOf"]}
        return {"$ref": f"#/components/schemas/{name}"}
    return {key: _named(one, owner, found) for key, one in value.items()}


def names_in(value: object) -> Iterator[str]:
    """Name the shapes that are referred to anywhere in a piece of the description."""
    if isinstance(value, list | tuple):
        for one in value:
            yield from names_in(one)
    elif isinstance(value, dict):
        if "$ref" in value:
            yield str(value["$ref"]).rpartition("/")[2]
        for one in value.values():
            yield from names_in(one)
