"""Names and other words for people: one line of printable text, without marks that nobody sees.

A line break in a name begins a second row wherever somebody reads rows, U+202E writes what follows it backwards, and a
zero-width space makes two names of what looks like one. `one_line` is for names that somebody outside has chosen
already, `trouble_with` for whoever can still be told.

Dropped or replaced, by Unicode's categories:
- controls, line and paragraph separators: a space for each run of them;
- formats (Cf), which are all direction marks, zero-width spaces, soft hyphens, tags. Two of them are spelling: ZWNJ and
  ZWJ stay after a letter, mark or symbol beyond ASCII (Persian, Indic, emoji of several people); the signs that Arabic
  and Syriac write around numbers are visible;
- half surrogate pairs and noncharacters: U+FFFD.
"""

import re
import unicodedata

# A member's row holds a hundred of them and has 400 kB at most; FreeSWITCH takes a name of any length.
LONGEST_NAME = 128
# What stands for a name of which nothing can be seen: not the empty text, for there was one.
NOTHING_VISIBLE = "\ufffd"

_JOINERS = "\u200c\u200d"
# Prepended_Concatenation_Mark, the visible ones among the formats.
_VISIBLE_FORMATS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
# Letters and a symbol by category that are drawn as nothing.
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
_SEPARATORS = frozenset({"Cc", "Zl", "Zp"})
# Where a separator was: a noncharacter, so that no text has it of its own.
_BREAK = "\uffff"
_BREAKS = re.compile(f" *{_BREAK}[ {_BREAK}]*")


def printable(text: str) -> str:
    """The text without what is not shown; spaces at its ends stay."""
    if text.isprintable():
        return text
    shown: list[str] = []
    before = ""
    for character in text:
        if kept := _shown(character, before):
            shown.append(kept)
            before = kept
    return _BREAKS.sub(" ", "".join(shown))


def one_line(text: str, longest: int = LONGEST_NAME) -> str:
    """The text as a name; empty only where it was empty."""
    # The first cut is for what is far too long: a slow look at each of a million characters.
    name = printable(text[: 4 * longest]).strip()[:longest].strip()
    return name if is_visible(name) else NOTHING_VISIBLE if text else ""


def is_visible(text: str) -> bool:
    """Whether there is anything to see: a letter, number, sign or symbol, not only marks, joiners and spaces."""
    return any(unicodedata.category(each)[0] not in "MZ" and each not in _JOINERS + _BLANKS for each in text)


def trouble_with(text: str) -> str | None:
    """What is wrong with words that somebody writes here, or None; a text without any character is none of it."""
    if held := hidden_in(text):
        return f"holds {held}; it must be one line of printable text"
    return "shows nothing" if text and not is_visible(text) else None


def hidden_in(text: str) -> str | None:
    """The first character that does not show as itself, by its number and name; a line break is one."""
    before = ""
    for character in text:
        if _shown(character, before) != character:
            name = unicodedata.name(character, "").lower()
            return f"U+{ord(character):04X}" + (f" ({name})" if name else "")
        before = character
    return None


def _shown(character: str, before: str) -> str:
    category = unicodedata.category(character)
    if category in _SEPARATORS:
        return _BREAK
    if category == "Cf":
        stays = character in _VISIBLE_FORMATS or (character in _JOINERS and _may_be_joined(before))
        return character if stays else ""
    return "\ufffd" if category == "Cs" or _is_noncharacter(ord(character)) else character


def _may_be_joined(before: str) -> bool:
    return before > "\x7f" and before not in _JOINERS and unicodedata.category(before)[0] in "LMS"


def _is_noncharacter(point: int) -> bool:
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE
