"""DynamoDB's conditions and updates as far as pynamodb writes them, each text read once."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from operator import eq, ge, gt, le, lt, ne
from typing import Any

Value = dict[str, Any]  # {type: value}
Row = dict[str, Value]
Names = Mapping[str, str]
Values = Mapping[str, Value]
Condition = Callable[[Row, Names, Values], bool]
Operand = Callable[[Row, Names, Values], Value | None]
Change = Callable[[Row, Names, Values], None]

TOKEN = re.compile(r"\s*([#:]?[\w.]+|<>|<=|>=|[=<>(),+-])")
COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {"=": eq, "<>": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


class _Reader:
    """The words of one expression, from left to right."""

    def __init__(self, text: str) -> None:
        self._words = TOKEN.findall(text)
        if "".join(self._words) != re.sub(r"\s", "", text):
            raise ValueError(f"this expression cannot be read: {text}")
        self._place = 0

    @property
    def next(self) -> str:
        return self._words[self._place] if self._place < len(self._words) else ""

    def take(self, word: str = "") -> str:
        taken = self.next
        if word and taken != word:
            raise ValueError(f"{word} was expected and not {taken!r} in {' '.join(self._words)}")
        self._place += 1
        return taken

    def condition(self) -> Condition:
        found = [self._all_of()]
        while self.next == "OR":
            self.take()
            found.append(self._all_of())
        return found[0] if len(found) == 1 else lambda *of: any(one(*of) for one in found)

    def _all_of(self) -> Condition:
        found = [self._one()]
        while self.next == "AND":
            self.take()
            found.append(self._one())
        return found[0] if len(found) == 1 else lambda *of: all(one(*of) for one in found)

    def _one(self) -> Condition:
        if self.next == "NOT":
            self.take()
            inner = self._one()
            return lambda *of: not inner(*of)
        if self.next == "(":
            self.take()
            inside = self.condition()
            self.take(")")
            return inside
        if self.next in ("attribute_exists", "attribute_not_exists", "begins_with"):
            return self._told_by(self.take())
        return self._compared()

    def _told_by(self, function: str) -> Condition:
        self.take("(")
        path = self.operand()
        if function == "begins_with":
            self.take(",")
            beginning = self.operand()
            self.take(")")
            return lambda *of: _begins(path(*of), beginning(*of))
        self.take(")")
        wanted = function == "attribute_exists"
        return lambda *of: (path(*of) is not None) == wanted

    def _compared(self) -> Condition:
        left = self.operand()
        if self.next == "BETWEEN":
            self.take()
            low = self.operand()
            self.take("AND")
            high = self.operand()
            return lambda *of: _compare(ge, left(*of), low(*of)) and _compare(le, left(*of), high(*of))
        operator = COMPARED[self.take()]
        right = self.operand()
        return lambda *of: _compare(operator, left(*of), right(*of))

    def operand(self) -> Operand:
        first = self._operand()
        if self.next not in ("+", "-"):
            return first
        sign = 1 if self.take() == "+" else -1
        second = self._operand()
        return lambda *of: _number(_float(first(*of)) + sign * _float(second(*of)))

    def _operand(self) -> Operand:
        word = self.take()
        if word == "if_not_exists":
            self.take("(")
            path = self._operand()
            self.take(",")
            otherwise = self._operand()
            self.take(")")
            return lambda *of: there if (there := path(*of)) is not None else otherwise(*of)
        if word.startswith(":"):
            return lambda _row, _names, values: values[word]
        return lambda row, names, _values: row.get(names.get(word, word))

    def changes(self) -> list[Change]:
        found: list[Change] = []
        clause = ""
        while self.next:
            if self.next in ("SET", "REMOVE", "ADD"):
                clause = self.take()
            found.append(self._change(clause))
            if self.next == ",":
                self.take()
        return found

    def _change(self, clause: str) -> Change:
        path = self.take()
        if clause == "REMOVE":
            return lambda row, names, _values: _drop(row, names[path])
        if clause == "SET":
            self.take("=")
            value = self.operand()
            return lambda row, names, values: _put(row, names[path], value(row, names, values))
        added = self.operand()
        return lambda row, names, values: _put(row, names[path], _sum(row.get(names[path]), added(row, names, values)))


@cache
def condition(text: str) -> Condition:
    """What a ConditionExpression, FilterExpression or KeyConditionExpression says of a row."""
    reader = _Reader(text)
    read = reader.condition()
    if reader.next:
        raise ValueError(f"{reader.next!r} is left of {text}")
    return read


@cache
def update(text: str) -> tuple[Change, ...]:
    """What an UpdateExpression does to a row."""
    return tuple(_Reader(text).changes())


def _compare(operator: Callable[[Any, Any], bool], left: Value | None, right: Value | None) -> bool:
    if left is None or right is None:
        # What is not there is another value than any.
        return operator is ne
    ((kind, mine),), ((other, theirs),) = left.items(), right.items()
    if kind != other:
        return operator is ne
    return operator(float(mine), float(theirs)) if kind == "N" else operator(mine, theirs)


def _begins(text: Value | None, beginning: Value | None) -> bool:
    return text is not None and beginning is not None and str(text.get("S", "")).startswith(str(beginning["S"]))


def _sum(value: Value | None, added: Value | None) -> Value:
    return _number((0.0 if value is None else _float(value)) + _float(added))


def _float(value: Value | None) -> float:
    if value is None:
        raise ValueError("there is no number to reckon with")
    return float(value["N"])


def _number(value: float) -> Value:
    return {"N": str(int(value)) if value.is_integer() else repr(value)}


def _put(row: Row, name: str, value: Value | None) -> None:
    if value is None:
        raise ValueError(f"{name} would be set to what is not there")
    row[name] = value


def _drop(row: Row, name: str) -> None:
    row.pop(name, None)
