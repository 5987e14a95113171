"""JSON bodies: read once, refused in words that help."""

from typing import TypeVar

import msgspec
from starlette.requests import Request

from functions.shared.api.field_errors import field_errors
from functions.shared.api.problems import FieldError, Problem, invalid_field

MAX_BODY_BYTES = 256 * 1024
# The last is what `curl -d` says whatever it sends; a body that is no JSON is refused all the same.
JSON_TYPES = ("application/json", "application/merge-patch+json", "application/x-www-form-urlencoded")
_KEPT = "body"

Body = TypeVar("Body", bound=msgspec.Struct)


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
    # Whoever looked at it before has read the stream.
    if _KEPT in request.scope:
        return bytes(request.scope[_KEPT])
    # Not Starlette's max_body_size: that answers in plain text.
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise Problem("body_too_large", f"a body has at most {MAX_BODY_BYTES // 1024} KiB")
    request.scope[_KEPT] = bytes(body)
    return bytes(body)


def read_body(raw: object, kind: type[Body]) -> Body:
    """Turn a JSON value into a struct, or name every field that is wrong."""
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise refusal(field_errors(raw, kind), str(error)) from None


def refusal(errors: list[FieldError], sentence: str) -> Problem:
    """The problem of fields that are wrong; of the whole, where none is."""
    if not errors:
        return invalid_field("", sentence)
    first = f"{errors[0].field or 'the body'}: {errors[0].problem}"
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return Problem("invalid_field", first + more, tuple(errors))
