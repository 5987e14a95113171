"""JSON bodies: read once, refused in words that help."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec
from starlette.requests import Request

from functions.shared.api.field_errors import field_errors, shown, unknown_name
from functions.shared.api.problems import FieldError, Problem, invalid_field
from functions.shared.commands import Command, InvalidCommand, PlainCommand, decode_command
from functions.shared.commands.catalogue import API_COMMANDS, SCENE_COMMANDS

MAX_BODY_BYTES = 256 * 1024
# The last is what `curl -d` says whatever it sends; a body that is no JSON is refused all the same.
JSON_TYPES = ("application/json", "application/merge-patch+json", "application/x-www-form-urlencoded")

Body = TypeVar("Body", bound=msgspec.Struct)
Kinds = Mapping[str, type[msgspec.Struct]]


def kinds_of(commands: Iterable[type[msgspec.Struct]]) -> Kinds:
    """Commands by their kind."""
    return {str(command.__struct_config__.tag): command for command in commands}


API_KINDS: Kinds = kinds_of(API_COMMANDS)
SCENE_KINDS: Kinds = kinds_of(SCENE_COMMANDS)


async def read_json(request: Request) -> object:
    """Read the body; no body is an empty object."""
    body = await _read(request)
    if not body:
        return {}
    content_type = request.headers.get("content-type", JSON_TYPES[0]).partition(";")[0].strip().lower()
    if content_type not in JSON_TYPES:
        raise Problem("unsupported_media_type", f"send Content-Type: application/json, not {content_type[:64]!r}")
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Problem("invalid_json", f"the body cannot be read as JSON: {error}") from None
    except RecursionError:
        raise Problem("invalid_json", "the body is nested too deeply") from None


async def _read(request: Request) -> bytes:
    # Not Starlette's max_body_size: that answers in plain text.
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise Problem("body_too_large", f"a body has at most {MAX_BODY_BYTES // 1024} KiB")
    return bytes(body)


def read_body(raw: object, kind: type[Body]) -> Body:
    """Turn a JSON value into a struct, or name every field that is wrong."""
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise refusal(field_errors(raw, kind), str(error)) from None


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


def refusal(errors: list[FieldError], sentence: str) -> Problem:
    """The problem of fields that are wrong; of the whole, where none is."""
    if not errors:
        return invalid_field("", sentence)
    first = f"{errors[0].field or 'the body'}: {errors[0].problem}"
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return Problem("invalid_field", first + more, tuple(errors))
