"""What somebody wishes, from `name=value` on the command line and from a file: read as the API's fields are meant.

What cannot be read is sent as it is, for the API says of every field at once what would be right.
"""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar, cast

import msgspec
from msgspec import inspect

from ffctl.endings import USAGE, Unable
from ffctl.secret_fields import secrets_in

Body = TypeVar("Body")
Ask = Callable[[str], str]
FIELD = re.compile(r"([A-Za-z0-9_.-]+?)(:?=)(.*)", re.DOTALL)
INTEGER = re.compile(r"-?[0-9]{1,18}")


def body_of(kind: object, fields: Sequence[str], file: str | None, ask: Ask) -> dict[str, object]:
    """Return a wish as JSON has it.

    Args:
        kind: the struct that it is meant to be, or a union of some.
        fields: `a=text`, `a.b=text`, `a:=JSON`, `a=@FILE`, `a=@-` (standard input), `a=?` (asked for, unseen).
        file: of JSON; `-` is standard input; the fields come on top of it.
        ask: for a secret, by what is asked for.

    Raises:
        Unable: a field is none, a file cannot be read, or a secret stands on the command line.
    """
    wish = {} if file is None else _object(file)
    meant = inspect.type_info(kind)
    open_paths = []
    for field in fields:
        found = FIELD.fullmatch(field)
        if found is None:
            raise Unable(f"{field!r} is no field; a field is name=value, name:=JSON, name=@FILE or name=?", USAGE)
        path, sign, text = tuple(found[1].split(".")), found[2], found[3]
        wish = _put(wish, path, _value(path, sign, text, meant, ask))
        if sign == ":=" or not (text == "?" or text.startswith("@")):
            open_paths.append(path)
    _refuse_open_secrets(wish, open_paths)
    return wish


def as_body(kind: type[Body], wish: Mapping[str, object]) -> Body:
    """Say that this is a `kind`: it is sent as it is, so that the API words all that is wrong with it."""
    del kind  # It tells the type checker.
    return cast("Body", wish)


def _value(path: tuple[str, ...], sign: str, text: str, meant: inspect.Type, ask: Ask) -> object:
    name = ".".join(path)
    if sign == ":=":
        try:
            return msgspec.json.decode(text)
        except msgspec.DecodeError as error:
            raise Unable(f"{name}:= is followed by what is no JSON: {error}", USAGE) from error
    if text == "?":
        return ask(name)
    if text.startswith("@"):
        return _text(text[1:]).rstrip("\r\n")
    return _as_meant(text, _kinds(meant, path))


def _as_meant(text: str, kinds: Sequence[inspect.Type]) -> object:
    for kind in kinds:
        if isinstance(kind, inspect.BoolType) and text in ("true", "false"):
            return text == "true"
        if isinstance(kind, inspect.IntType) and INTEGER.fullmatch(text):
            return int(text)
        if isinstance(kind, inspect.ListType):
            return text.split(",") if text else []
    return text


def _kinds(meant: inspect.Type, path: tuple[str, ...]) -> list[inspect.Type]:
    """What may stand at a path; nothing where the API has no such field."""
    found = list(meant.types) if isinstance(meant, inspect.UnionType) else [meant]
    if not path:
        return found
    inner: list[inspect.Type] = []
    for kind in found:
        if isinstance(kind, inspect.DictType):
            inner += _kinds(kind.value_type, path[1:])
        elif isinstance(kind, inspect.StructType):
            for field in kind.fields:
                inner += _kinds(field.type, path[1:]) if field.encode_name == path[0] else []
    return inner


def _put(wish: Mapping[str, object], path: tuple[str, ...], value: object) -> dict[str, object]:
    first, *rest = path
    if not rest:
        return {**wish, first: value}
    inner = wish.get(first)
    return {**wish, first: _put(inner if isinstance(inner, Mapping) else {}, tuple(rest), value)}


def _refuse_open_secrets(wish: Mapping[str, object], open_paths: Sequence[tuple[str, ...]]) -> None:
    """Others on this machine see a command line, and a shell keeps it."""
    for path in secrets_in(wish):
        if any(path[: len(one)] == one for one in open_paths):
            name = ".".join(path)
            raise Unable(
                f"{name} is a secret, and others can see what stands on a command line; give it as {name}=@FILE, "
                f"{name}=@- (standard input) or {name}=? (you are asked for it), or in --body FILE",
                USAGE,
            )


def _object(file: str) -> dict[str, object]:
    try:
        return msgspec.json.decode(_text(file), type=dict[str, object])
    except msgspec.DecodeError as error:
        raise Unable(f"--body {file}: {error}; it is one JSON object", USAGE) from error


def _text(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unable(f"{file}: {error}; it is a file of text, or - for standard input", USAGE) from error
