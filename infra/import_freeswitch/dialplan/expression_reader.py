"""Reads regular expressions over dialled numbers, with the few signs that dialplans are written with."""

import re
from collections.abc import Iterator

from infra.import_freeswitch.dialplan.expressions import DIGITS, Edge, Group, One, Piece, Sequence, Times, TooRich

_REPEAT = re.compile(r"\{([0-9]{1,3})(?:(,)([0-9]{0,3}))?\}")
_CLASSES = {"d": DIGITS}
# Letters and digits behind a backslash mean something; signs mean themselves.
_SIGN = re.compile(r"[^0-9A-Za-z]")


def parsed(expression: str) -> Group:
    """Read an expression.

    Raises:
        TooRich: it has look-aheads, back references, or anything else that is not read here.
    """
    reader = _Reader(expression)
    whole = Group(tuple(reader.options()))
    if reader.at < len(expression):
        raise TooRich("a bracket is closed that was not opened")
    return whole


class _Reader:
    """Reads signs from the left; groups are counted by their opening bracket."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self._groups = text, 0, 0

    def options(self) -> Iterator[Sequence]:
        yield tuple(self._pieces())
        while self._next("|"):
            yield tuple(self._pieces())

    def _next(self, sign: str) -> bool:
        found = self.text.startswith(sign, self.at)
        self.at += len(sign) if found else 0
        return found

    def _pieces(self) -> Iterator[Piece]:
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            yield self._repeated(self._piece())

    def _repeated(self, piece: Piece) -> Piece:
        least: int = 1
        most: int | None = 1
        counted = _REPEAT.match(self.text, self.at)
        if self._next("?"):
            least, most = 0, 1
        elif self._next("*"):
            least, most = 0, None
        elif self._next("+"):
            least, most = 1, None
        elif counted:
            self.at = counted.end()
            least = int(counted[1])
            most = (int(counted[3]) if counted[3] else None) if counted[2] else least
        else:
            return piece
        # A lazy repetition takes the same numbers; a possessive one may not.
        if not self._next("?") and self.text[self.at : self.at + 1] in ("+", "*"):
            raise TooRich("a repetition is repeated")
        return Times(piece, least, most)

    def _piece(self) -> Piece:
        sign = self.text[self.at]
        self.at += 1
        match sign:
            case "^" | "$":
                return Edge(sign)
            case ".":
                return One("")
            case "(":
                return self._group()
            case "[":
                return One(self._class())
            case "\\":
                return One(self._escaped())
            case "*" | "+" | "?":
                raise TooRich("there is nothing that could be repeated")
        return One(sign)

    def _group(self) -> Group:
        number = 0
        if self._next("?"):
            if not self._next(":"):
                raise TooRich("the expression looks ahead, or has a group of another kind")
        else:
            self._groups += 1
            number = self._groups
        group = Group(tuple(self.options()), number)
        if not self._next(")"):
            raise TooRich("a bracket is not closed")
        return group

    def _escaped(self) -> str:
        sign = self.text[self.at : self.at + 1]
        self.at += 1
        if sign in _CLASSES:
            return _CLASSES[sign]
        if not _SIGN.fullmatch(sign):
            raise TooRich(f"\\{sign} is not read here")
        return sign

    def _class(self) -> str:
        end = self.text.find("]", self.at + 1)
        inside = self.text[self.at : end]
        if end < 0 or inside.startswith("^") or "[" in inside:
            raise TooRich("the expression takes all but some characters")
        self.at = end + 1
        inside = inside.replace("\\d", "0-9")
        found = re.findall(r"([0-9A-Za-z])-([0-9A-Za-z])|\\?([^\\])", inside)
        return "".join(one or "".join(map(chr, range(ord(first), ord(last) + 1))) for first, last, one in found)
