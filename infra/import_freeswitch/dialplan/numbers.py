"""What a condition on `destination_number` takes, as a pattern of a route, and what `$1` is of it.

FreeSWITCH searches with PCRE (switch_regex.c:55); a route's pattern is RE2 and must match the whole number.
"""

import re
from collections.abc import Iterable
from functools import cached_property

import re2

from infra.import_freeswitch.dialplan.expression_reader import parsed
from infra.import_freeswitch.dialplan.expressions import (
    DIGITS,
    Edge,
    Group,
    TooRich,
    first_of,
    numbers_of,
    sequence_width,
)

# More numbers than anybody lists; seven digits are a pattern, not a list.
MOST_NUMBERS = 1000
_QUIET = re2.Options()
_QUIET.log_errors = False
_ASTERISK = {"N": "[2-9]", "X": "[0-9]", "Z": "[1-9]", ".": ".*"}


class Untranslatable(ValueError):
    """Nothing here says the same; the text says why."""


class NumberPattern:
    """A condition's expression; `of_route` is the pattern that takes the same numbers.

    Raises:
        Untranslatable: RE2 has no such expression.
    """

    def __init__(self, written: str) -> None:
        self._expression = _without_delimiters(written)
        self.of_route = _whole(self._expression)
        try:
            self._search, self._full = (re2.compile(text, _QUIET) for text in (self._expression, self.of_route))
        except re2.error:
            raise Untranslatable(f"the expression {written[:80]!r} has what RE2 cannot do") from None

    def matches(self, number: str) -> bool:
        return self._full.fullmatch(number) is not None

    @property
    def has_groups(self) -> bool:
        return "(" in self._expression

    def group(self, index: int, number: str) -> str:
        """What `$index` is for a number; empty, as in FreeSWITCH, where there is no such group."""
        found = self._search.search(number)
        return (found.group(index) or "") if found and index <= self._search.groups else ""

    @cached_property
    def _tree(self) -> Group | None:
        try:
            return parsed(self._expression)
        except TooRich:
            return None

    @cached_property
    def numbers(self) -> frozenset[str] | None:
        """All numbers that it takes; None where they are no list."""
        try:
            return numbers_of(self._tree, MOST_NUMBERS) if self._tree else None
        except TooRich:
            return None

    def dropped_by(self, index: int) -> int | None:
        """How many first digits of the number `$index` leaves out; None if it does not reach to its end."""
        if self._tree is None or len(self._tree.options) != 1:
            return None
        sequence = self._tree.options[0]
        if len(sequence) < 3 or (sequence[0], sequence[-1]) != (Edge("^"), Edge("$")):
            return None
        last = sequence[-2]
        ours = isinstance(last, Group) and last.number == index
        return sequence_width(sequence[:-2]) if ours else None

    def may_share(self, other: "NumberPattern") -> bool:
        """Tell whether a number may fit both; only lists are sure."""
        for one, two in ((self, other), (other, self)):
            if one.numbers is not None:
                return any(map(two.matches, one.numbers))
        return self._first is None or other._first is None or not self._first.isdisjoint(other._first)

    @cached_property
    def _first(self) -> frozenset[str] | None:
        """What a number that it takes may begin with; None for anything."""
        return first_of(self._tree) if self._tree else None


def pattern_of(numbers: Iterable[str]) -> str:
    """A short pattern that takes these numbers and no others."""
    return _of_tails(frozenset(numbers))


def _of_tails(tails: frozenset[str]) -> str:
    by_head: dict[str, set[str]] = {}
    for tail in tails:
        if tail:
            by_head.setdefault(tail[0], set()).add(tail[1:])
    heads: dict[frozenset[str], str] = {}
    for head in sorted(by_head):
        below = frozenset(by_head[head])
        heads[below] = heads.get(below, "") + head
    parts = [_one_of(head) + _of_tails(below) for below, head in heads.items()]
    text = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})" if parts else ""
    return f"(?:{text})?" if text and "" in tails else text


def _one_of(characters: str) -> str:
    if len(characters) == 1:
        return re.escape(characters)
    if characters == DIGITS:
        return r"\d"
    if characters in DIGITS and len(characters) > 2:
        return f"[{characters[0]}-{characters[-1]}]"
    return f"[{''.join(map(re.escape, characters))}]"


def _without_delimiters(written: str) -> str:
    """`/…/i` and Asterisk's `_NXX` as FreeSWITCH reads them (switch_regex.c:69, switch_utils.c:1386)."""
    if written.startswith("_"):
        return f"^{''.join(_ASTERISK.get(sign, sign) for sign in written[1:])}$"
    if not written.startswith("/"):
        return written
    inside, slash, options = written[1:].rpartition("/")
    if not slash:
        raise Untranslatable(f"the expression {written[:80]!r} has no second /; FreeSWITCH never matches it")
    flags = "".join(flag for flag in "is" if flag in options)
    return f"(?{flags}:{inside})" if flags else inside


def _whole(expression: str) -> str:
    """The same numbers, for a match of the whole: what has no `^` or `$` may stand anywhere."""
    options = _options(expression)
    if options is None:
        return f"(?s:.*)(?:{expression})(?s:.*)"
    return "|".join(_bound(option) for option in options)


def _bound(option: str) -> str:
    begins, ends = option.startswith("^"), option.endswith("$") and not re.search(r"(?<!\\)(\\\\)*\\\$$", option)
    inside = option[begins : len(option) - ends]
    # `^(10\d\d)$` is written without its brackets where nothing else is in the way.
    if begins and ends and (only := re.fullmatch(r"\((?!\?)((?:[^()|\\]|\\[^A-Z])*)\)", inside)):
        return only[1]
    return ("" if begins else "(?s:.*)") + inside + ("" if ends else "(?s:.*)")


def _options(expression: str) -> list[str] | None:
    """What stands between the `|` that are in no bracket; None where that cannot be said by looking at signs."""
    found, depth, begin, at = list[str](), 0, 0, 0
    if "\\Q" in expression or "(?" in expression.replace("(?:", ""):
        return None
    while at < len(expression):
        sign = expression[at]
        if sign == "[":
            # A `]` that comes first is one of the characters.
            at = expression.find("]", at + (3 if expression.startswith("[^", at) else 2))
            if at < 0:
                return None
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "|" and not depth:
            found.append(expression[begin:at])
            begin = at + 1
        at += 2 if sign == "\\" else 1
    return [*found, expression[begin:]]
