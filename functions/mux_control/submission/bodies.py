"""Commands in bodies: read by the catalogue, refused in words that help."""

from collections.abc import Iterable, Mapping

import msgspec

from functions.shared.api.bodies import refusal
from functions.shared.api.field_errors import field_errors, shown, unknown_name
from functions.shared.api.problems import FieldError, invalid_field
from functions.shared.commands import Command, InvalidCommand, PlainCommand, decode_command
from functions.shared.commands.catalogue import API_COMMANDS, SCENE_COMMANDS

Kinds = Mapping[str, type[msgspec.Struct]]


def kinds_of(commands: Iterable[type[msgspec.Struct]]) -> Kinds:
    """Commands by their kind."""
    return {str(command.__struct_config__.tag): command for command in commands}


API_KINDS: Kinds = kinds_of(API_COMMANDS)
SCENE_KINDS: Kinds = kinds_of(SCENE_COMMANDS)


def read_command(raw: object, kinds: Kinds = API_KINDS, prefix: str = "") -> PlainCommand:
    """Turn a JSON value with a `kind` into a plain command."""
    if not isinstance(raw, dict):
        raise invalid_field(prefix.rstrip("."), "is not an object", value=shown(raw), expected='{"kind": …}')
    kind = _kind_of(raw, kinds, prefix)
    command = checked(raw, kind, prefix)
    if not isinstance(command, PlainCommand):
        raise invalid_field(f"{prefix}kind", "is not a plain command", expected=unknown_name("", kinds))
    return command


def _kind_of(raw: Mapping[str, object], kinds: Kinds, prefix: str) -> type[msgspec.Struct]:
    name = raw.get("kind")
    kind = kinds.get(name) if isinstance(name, str) else None
    if kind is None:
        value = None if name is None else shown(name)
        problem = "is missing" if name is None else "is no command"
        raise invalid_field(f"{prefix}kind", problem, value=value, expected=unknown_name(str(name), kinds))
    return kind


def checked(raw: Mapping[str, object], kind: type[msgspec.Struct], prefix: str = "") -> Command:
    """Decode by the catalogue, which also checks that every text can be sent."""
    try:
        return decode_command(raw)
    except InvalidCommand as error:
        found = field_errors(raw, kind, prefix)
        value = raw.get(error.field)
        single = FieldError(
            field=prefix + error.field, problem=error.problem, value=shown(value, error.field) if value else None
        )
        raise refusal(found or [single], str(error)) from None
