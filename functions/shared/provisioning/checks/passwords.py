"""Whether a SIP password can be guessed: whoever knows a user's name may try as many as the wire takes."""

import re
import secrets
from collections.abc import Iterator

SHORTEST = 16
# So many different characters have about 19 of 20 random texts of sixteen hexadecimal digits.
FEWEST_DIFFERENT = 8
_RUN = re.compile(r"(.)\1{4}")
# Three on a keyboard or in the alphabet may be chance, six are not.
_SEQUENCES = ("abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiop", "qwertzuiop", "asdfghjkl", "yxcvbnm", "zxcvbnm")
_LONGEST_SEQUENCE = 5
WORDS = re.compile(r"passwor[dt]|kennwort|geheim|secret|welcome|letmein|admin|conference|freeswitch", re.IGNORECASE)


def weakness(password: str, *names: str) -> str:
    """Say what makes a password no random one of 16 characters; nothing if nothing was found.

    Args:
        names: what everybody knows of the user.
    """
    small = password.lower()
    if len(password) < SHORTEST:
        return f"it has {len(password)} characters"
    if len(set(password)) < FEWEST_DIFFERENT:
        return f"it is made of {len(set(password))} different characters only"
    if _RUN.search(password):
        return "it repeats a character"
    if any(part in small for part in _sequences()):
        return "it counts, or walks along a keyboard"
    if WORDS.search(password):
        return "it holds a word that everybody tries"
    if any(len(name) > 2 and name.lower() in small for name in names):
        return "it holds the user's own name, number or domain"
    return ""


def made() -> str:
    """A password of our own making: 24 characters, 144 bits."""
    return secrets.token_urlsafe(18)


def _sequences() -> Iterator[str]:
    length = _LONGEST_SEQUENCE + 1
    for row in _SEQUENCES:
        for start in range(len(row) - length + 1):
            yield row[start : start + length]
            yield row[start : start + length][::-1]
