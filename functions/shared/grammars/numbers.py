"""Telephone numbers as people and telephones write them, and the one form in which they are looked up."""

import re

import msgspec

# RFC 3966: a number with its signs (local ones may hold * and #), and what only makes it easier to read.
_NUMBER = re.compile(r"\+?[0-9*#(][0-9*# .()-]*")
_SEPARATORS = re.compile(r"[ .()-]")
# `+49 (0)6131 …`: the zero is for those who leave the country code out.
_OPTIONAL_ZERO = re.compile(r"(\+|00)([0-9 .-]*)\(0\)")
# Of an address: what follows its user.
_BESIDE_THE_USER = re.compile("[@;]")
# Shorter ones are extensions, even if they begin like the country.
LEAST_DIGITS_WITH_COUNTRY = 8


class Numbering(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """How a context's callers dial: their country, what they dial before another one, and before another town."""

    country: str = ""
    international: str = "00"
    national: str = ""


def cleaned(dialled: str) -> str:
    """Return a number without its scheme, parameters and separators; what is no number stays as it is."""
    if dialled.isalnum():
        return dialled
    number, *params = (dialled[4:] if dialled[:4].lower() == "tel:" else dialled).split(";")
    if not _NUMBER.fullmatch(number):
        return number
    number = _SEPARATORS.sub("", _OPTIONAL_ZERO.sub(r"\1\2", number))
    return number if number.startswith("+") else _context_of(params) + number


def shown_number(number: str) -> str:
    """The number that a caller shows, where it tells one telephone from another; empty where it is withheld.

    Withheld is what has no digit but zeros: `anonymous` (RFC 3323, section 4.1.1.3), words of carriers, such as
    `unavailable` and `restricted`, and FreeSWITCH's own 0000000000 (switch_types.h:115, switch_caller.c:65). Whoever
    takes a number for a person asks here: all who hide theirs would be one.
    """
    user = _BESIDE_THE_USER.split(number, maxsplit=1)[0]
    return number if any(sign.isdecimal() and int(sign) for sign in user) else ""


def _context_of(params: list[str]) -> str:
    """The digits that RFC 3966 puts before a local number; a domain as `phone-context` says nothing about it."""
    for param in params:
        name, _, value = param.partition("=")
        if name.lower() == "phone-context" and value.startswith("+") and _NUMBER.fullmatch(value):
            return _SEPARATORS.sub("", value)
    return ""


def canonical(number: str, numbering: Numbering) -> str:
    """Return a cleaned number as +country…; without a country, and for what is dialled inside, as it is."""
    country, international, national = numbering.country, numbering.international, numbering.national
    if not country or not number.isascii() or not number.isdecimal():
        return number
    if number.startswith(international) and _begins_a_number(number[len(international) :]):
        return "+" + number[len(international) :]
    if number.startswith(country) and len(number) >= LEAST_DIGITS_WITH_COUNTRY:
        return "+" + number
    if national and number.startswith(national) and _begins_a_number(number[len(national) :]):
        return "+" + country + number[len(national) :]
    return number


def _begins_a_number(rest: str) -> bool:
    return len(rest) >= 4 and rest[0] != "0"


def spellings(number: str, numbering: Numbering) -> tuple[str, ...]:
    """Return every cleaned number that means a canonical one, itself first."""
    digits, country = number[1:], numbering.country
    if not country or not number.startswith("+") or not digits.isdecimal():
        return (number,)
    written = [number, numbering.international + digits]
    if digits.startswith(country):
        written += [digits]
        written += [numbering.national + digits[len(country) :]] if numbering.national else []
    return tuple(each for each in dict.fromkeys(written) if canonical(each, numbering) == number)
