"""Plain values as typed entries, however many of them are of the wrong type: each is told, and the rest goes on."""

import difflib
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Generic, TypeVar, cast

import msgspec
from msgspec import inspect

from functions.shared.provisioning.findings import Finding, PathPart

# Where a number should have been: it overlaps nothing and is in no range.
NO_NUMBER = -1_000_000


Entry = TypeVar("Entry", bound=msgspec.Struct)


class Conversion(Generic[Entry]):
    """An entry with a stand-in for whatever is missing or of the wrong type, and what was found.

    Args:
        text_at: what is written at a place that should have been text, so that whoever names it finds it.
    """

    def __init__(self, plain: object, kind: type[Entry], text_at: Callable[[list[PathPart]], str]) -> None:
        self._text_at = text_at
        self._broken: set[tuple[PathPart, ...]] = set()
        self.findings: list[Finding] = []
        # Their values are shown to nobody: a misspelt `password` is one of them.
        self.unknown: list[Finding] = []
        self.entry = cast("Entry", self._convert(plain, _fields_of(kind), []))

    def hides(self, finding: Finding) -> bool:
        """Whether a check stumbled over a stand-in: that place was told already."""
        place, _ = finding
        return any(tuple(place[:length]) in self._broken for length in range(len(place) + 1))

    def _refuse(self, place: list[PathPart], kind: inspect.Type, advice: str) -> object:
        self.findings.append((place, advice))
        return self._stand_in(place, kind)

    def _stand_in(self, place: list[PathPart], kind: inspect.Type) -> object:
        self._broken.add(tuple(place))
        return self._of_nothing(kind)

    def _of_nothing(self, kind: inspect.Type) -> object:
        match kind:
            case inspect.StrType():
                # Each another one, so that no two of them are the same name.
                return f"(missing {len(self._broken)})"
            case inspect.IntType():
                return NO_NUMBER
            case inspect.BoolType():
                return False
            case inspect.LiteralType():
                return kind.values[0]
            case inspect.UnionType():
                return self._of_nothing(_but_none(kind)[0])
            case inspect.StructType():
                needed = {field.name: self._of_nothing(field.type) for field in kind.fields if field.required}
                return kind.cls(**needed)
            case inspect.VarTupleType():
                return ()
            case inspect.DictType():
                return {}
        return None

    def _convert(self, value: object, kind: inspect.Type, place: list[PathPart]) -> object:
        match kind:
            case inspect.UnionType() if value is None and kind.includes_none:
                return None
            case inspect.UnionType():
                return self._one_of(value, kind, place)
            case inspect.StructType():
                return self._fields(value, kind, place)
            case inspect.VarTupleType() if isinstance(value, list):
                return tuple(self._convert(item, kind.item_type, [*place, at]) for at, item in enumerate(value))
            case inspect.DictType() if isinstance(value, dict):
                return {
                    self._key(name, place): self._convert(below, kind.value_type, [*place, str(name)])
                    for name, below in value.items()
                }
            case inspect.StrType() if value is not None and not isinstance(value, str | list | dict):
                self.findings.append((place, "must be text: write it in quotes"))
                self._broken.add(tuple(place))
                # What was meant, so that whoever names it finds it.
                return self._text_at(place)
        meant = _moment(value) if isinstance(kind, inspect.DateTimeType) else value
        return meant if _is(meant, kind) else self._refuse(place, kind, f"must be {_described(kind)}")

    def _key(self, name: object, place: list[PathPart]) -> str:
        if not isinstance(name, str):
            self.findings.append(([*place, str(name)], "its name must be text: write it in quotes"))
        return str(name)

    def _one_of(self, value: object, kind: inspect.UnionType, place: list[PathPart]) -> object:
        choices = _but_none(kind)
        if len(choices) == 1:
            return self._convert(value, choices[0], place)
        if len({type(choice) for choice in choices}) > 1:
            return self._list_or_fields(value, kind, place)
        tagged = {choice.tag: choice for choice in choices if isinstance(choice, inspect.StructType)}
        field = next(choice.tag_field for choice in tagged.values()) or ""
        if not isinstance(value, dict) or field not in value:
            return self._refuse(place, kind, f"needs {field}: one of {', '.join(map(str, tagged))}")
        chosen = tagged.get(value[field]) if isinstance(value[field], str) else None
        if chosen is None:
            self.findings.append(([*place, field], f"must be one of {', '.join(map(str, tagged))}"))
            return self._stand_in(place, kind)
        return self._fields(value, chosen, place)

    def _list_or_fields(self, value: object, kind: inspect.UnionType, place: list[PathPart]) -> object:
        for choice in _but_none(kind):
            if isinstance(value, list if isinstance(choice, inspect.VarTupleType) else dict):
                return self._convert(value, choice, place)
        return self._refuse(place, kind, "must be " + ", or ".join(map(_described, _but_none(kind))))

    def _fields(self, value: object, kind: inspect.StructType, place: list[PathPart]) -> object:
        names = [field.name for field in kind.fields]
        if not isinstance(value, dict):
            return self._refuse(place, kind, f"must hold fields: {', '.join(names)}")
        for name in value:
            if name not in names and name != kind.tag_field:
                self.unknown.append(([*place, str(name)], f"is no field here: {_meant(str(name), names)}"))
        entries = {}
        for field in kind.fields:
            below: list[PathPart] = [*place, field.name]
            if field.name in value:
                entries[field.name] = self._convert(value[field.name], field.type, below)
            elif field.required:
                advice = f"is missing: it must be {_described(field.type)}"
                entries[field.name] = self._refuse(below, field.type, advice)
        return kind.cls(**entries)


def _moment(value: object) -> object:
    """Read a moment that stands in quotes; without them YAML has read it."""
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _is(value: object, kind: inspect.Type) -> bool:
    """Whether a value without anything in it is of a type."""
    match kind:
        case inspect.StrType():
            return isinstance(value, str)
        case inspect.IntType():
            return isinstance(value, int) and not isinstance(value, bool)
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.LiteralType():
            return isinstance(value, str) and value in kind.values
        case inspect.DateTimeType():
            return isinstance(value, datetime)
    return False


@cache
def _fields_of(kind: type[msgspec.Struct]) -> inspect.Type:
    return inspect.type_info(kind)


def _but_none(kind: inspect.UnionType) -> list[inspect.Type]:
    return [choice for choice in kind.types if not isinstance(choice, inspect.NoneType)]


def _meant(name: str, names: Iterable[str]) -> str:
    choices = sorted(names)
    near = difflib.get_close_matches(name, choices, n=1)
    return f"{near[0]}, perhaps" if near else f"there are {', '.join(choices)}"


def _described(kind: inspect.Type) -> str:
    match kind:
        case inspect.LiteralType():
            return f"one of {', '.join(map(str, kind.values))}"
        case inspect.UnionType():
            return _described(_but_none(kind)[0])
        case inspect.StructType():
            return f"fields: {', '.join(field.name for field in kind.fields)}"
    return _WORDS[type(kind)]


_WORDS: dict[type[inspect.Type], str] = {
    inspect.StrType: "text",
    inspect.IntType: "a whole number",
    inspect.BoolType: "true or false",
    inspect.DateTimeType: "a moment with its time zone, as in 2026-12-01T09:00:00+01:00",
    inspect.VarTupleType: "a list",
    inspect.DictType: "names with a value each",
}
