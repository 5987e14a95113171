"""What is wrong with a body, field by field: which one, what was sent, what would be right."""

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Union, get_args, get_origin, get_type_hints

import msgspec

from functions.shared.api.problems import FieldError

MAX_ERRORS = 20
SHOWN_CHARACTERS = 80
# A stream's key belongs in no answer, and people paste it into the address too.
SECRET_FIELDS = frozenset({"key", "url", "secret", "streamkey"})
# What clients ask for and FreeSWITCH cannot do.
HINTS: Mapping[str, str] = {
    "moderator": "FreeSWITCH makes a member a moderator on joining (route, room or PIN) and cannot change it later",
}
_LIMITS = {
    "minimum": "at least",
    "maximum": "at most",
    "minLength": "length at least",
    "maxLength": "length at most",
    "multipleOf": "a multiple of",
    "pattern": "matching",
}
_PLACE = re.compile(r"^(?P<problem>.*?)(?: - at `(?P<place>[^`]*)`)?$", re.DOTALL)


def field_errors(raw: object, kind: type[msgspec.Struct], prefix: str = "") -> list[FieldError]:
    """Collect every error of a JSON value that should have been a `kind`; empty if only the whole is wrong."""
    if not isinstance(raw, dict):
        return [FieldError(field=prefix.rstrip("."), problem="is not an object", value=shown(raw), expected="{…}")]
    hints = _types(kind)
    known = {*hints, "kind"} if kind.__struct_config__.tag is not None else hints
    errors = [_unknown(name, hints, prefix, raw) for name in raw if name not in known]
    for field in msgspec.structs.fields(kind):
        place = prefix + field.encode_name
        if field.encode_name not in raw:
            if field.required:
                errors.append(
                    FieldError(field=place, problem="is missing", expected=expected(hints[field.encode_name]))
                )
            continue
        value, hint = raw[field.encode_name], hints[field.encode_name]
        try:
            msgspec.convert(value, hint)
        except msgspec.ValidationError as error:
            struct = _struct_in(hint)
            below = field_errors(value, struct, f"{place}.") if struct and isinstance(value, dict) else []
            errors += below or [_wrong(str(error), place, value, expected(hint))]
    return errors[:MAX_ERRORS]


def unknown_name(name: str, known: Iterable[str]) -> str:
    """Say what the name could have been."""
    choices = sorted(known)
    near = difflib.get_close_matches(name[:64], choices, n=1)
    return f"{near[0]!r}, perhaps; one of {', '.join(choices)}" if near else f"one of {', '.join(choices)}"


def shown(value: object, field: str = "") -> str | None:
    """Quote what was sent, as JSON and not at length."""
    if set(re.split(r"[._\[-]", field.lower())) & SECRET_FIELDS:
        return None
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"


def expected(kind: object) -> str | None:
    """Describe a type as the API's description does."""
    schema = msgspec.json.schema(kind, schema_hook=lambda _: {"title": "any JSON"})
    parts = schema.get("anyOf", [schema])
    words = [_describe(part) for part in parts if isinstance(part, dict)]
    return " or ".join(word for word in words if word) or None


def _describe(schema: Mapping[str, object]) -> str:
    if "enum" in schema:
        choices = schema["enum"]
        return "one of " + ", ".join(map(str, choices)) if isinstance(choices, list) else ""
    words = [str(schema.get("type", "")) + ":" * ("type" in schema and bool(set(schema) & {"description", *_LIMITS}))]
    words += [str(schema["description"])] if "description" in schema else []
    words += [f"{word} {schema[name]}" for name, word in _LIMITS.items() if name in schema]
    examples = schema.get("examples")
    words += [f"such as {shown(examples[0])}"] if isinstance(examples, list) and examples else []
    return words[0] + (" " + ", ".join(words[1:]) if len(words) > 1 else "")


@cache
def _struct_in(hint: object) -> type[msgspec.Struct] | None:
    """The one struct that a value may be (`Banner | None`), so that its fields can be told one by one."""
    if isinstance(hint, type):
        return hint if issubclass(hint, msgspec.Struct) else None
    found = {struct for part in get_args(hint) if (struct := _struct_in(part)) is not None}
    return found.pop() if len(found) == 1 and get_origin(hint) in (Union, UnionType, Annotated) else None


@cache
def _types(kind: type[msgspec.Struct]) -> Mapping[str, object]:
    hints = get_type_hints(kind, include_extras=True)
    return {field.encode_name: hints[field.name] for field in msgspec.structs.fields(kind)}


def _unknown(name: str, known: Iterable[str], prefix: str, raw: Mapping[str, object]) -> FieldError:
    place = prefix + name[:64]
    problem = HINTS.get(name, "is unknown")
    return FieldError(field=place, problem=problem, value=shown(raw[name], place), expected=unknown_name(name, known))


def _wrong(sentence: str, place: str, value: object, right: str | None) -> FieldError:
    match = _PLACE.match(sentence)
    problem, below = (match["problem"], match["place"] or "") if match else (sentence, "")
    field = place + below.removeprefix("$").removeprefix("key in $")
    return FieldError(field=field, problem=problem[:1].lower() + problem[1:], value=shown(value, field), expected=right)
