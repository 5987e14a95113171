"""Takes stream keys, passwords, PINs and dialled digits out of text before anybody sees it, in every log too."""

import re
from collections.abc import Iterable
from typing import Final

from functions.shared.given_secrets import GIVEN
from functions.shared.telemetry.hidden import HIDDEN, shown_key

# `rtmp://host/app/key`: the application stays, unless it is as long as a key; a path of one word may be one.
_LONGEST_APPLICATION: Final = 24

# A log is cut in its texts and not in the line, which would be no JSON any more. Of a trace the end says what it was.
LONGEST_TEXT: Final = 2048
LONGEST_TRACE: Final = 8192

_STREAM: Final = re.compile(
    r"""(?P<scheme>\brtmp[a-z]{0,2}://)(?:[^\s/@]*@)?(?P<host>\[[^\]\s]*\][^\s/\]]*|[^\s/\]'"]*)(?P<path>/[^\s\]'"]*)?""",
    re.IGNORECASE,
)
_ENCODED_STREAM: Final = re.compile(r"\brtmp[a-z]{0,2}%3A(?:%2F%2F|//)\S+", re.IGNORECASE)
_SECRET_WORDS: Final = ("password", "passwd", "passphrase", "secret", "a1-hash", "key", "pin")
_NAME: Final = r"[\w.-]*(?:password|passwd|passphrase|secret|a1-hash|stream[_-]?key|supplied_pin|(?<![a-z])pin)"
_RTMP: Final = ("rtmp",)
# Of each rule one of these texts stands in whatever it changes: to look for them costs a fiftieth of the rules.
_RULES: Final[list[tuple[tuple[str, ...], re.Pattern[str], str]]] = [
    (needed, re.compile(pattern, re.IGNORECASE), replacement)
    for needed, pattern, replacement in (
        # userinfo of any address
        (("@",), r"(\b[a-z][a-z0-9+.-]*://)[^\s/@]+@", rf"\1{HIDDEN}@"),
        # name=value, "name": "value", name: value
        (_SECRET_WORDS, rf"(\b{_NAME}\"?\s*[=:]\s*\"?)(?!{HIDDEN})[^\s,}}&;\"]+", rf"\1{HIDDEN}"),
        # uuid_setvar UUID sip_auth_password VALUE
        (_SECRET_WORDS, r"(\b[\w.-]*(?:password|passwd|a1-hash|supplied_pin)\s+)(?![=:])\S+", rf"\1{HIDDEN}"),
        (("pin",), r"(\bpin (?:mod )?)(?!for\b|for conference)\S+(?=\s*$)", rf"\1{HIDDEN}"),
        (("pin",), r"(\bPin for conference \S+ set: ).*", rf"\1{HIDDEN}"),
        # conference application data: room@profile+PIN+flags{…}
        (("@",), r"(@[\w.-]+\+)(?!flags\{)[^\s+{]+", rf"\1{HIDDEN}"),
        (("auth",), r"(^|\n)((?:user)?auth )\S+", rf"\1\2{HIDDEN}"),
        (("bearer",), r"(\bBearer )\S+", rf"\1{HIDDEN}"),
    )
]


def hide(rules: Iterable[tuple[str, str]]) -> None:
    """Hide more: what each command says of itself, wherever commands are loaded; a look-up loads none."""
    known = {(pattern.pattern, replacement) for _, pattern, replacement in _RULES}
    # No text is looked for first: these rules are few.
    _RULES.extend((("",), re.compile(rule[0], re.IGNORECASE), rule[1]) for rule in rules if rule not in known)


def redact(text: str) -> str:
    """For ESL text, replies and the arguments of `API` events, ours and other people's."""
    # Beyond ASCII a letter may be taken for another one: there every rule is tried.
    small = text.lower() if text.isascii() else None
    if small is None or _any(_RTMP, small):
        text = _ENCODED_STREAM.sub(HIDDEN, _STREAM.sub(_shown_stream, text))
    for needed, pattern, replacement in _RULES:
        if small is None or _any(needed, small):
            text = pattern.sub(replacement, text)
    return text


def _any(words: tuple[str, ...], text: str) -> bool:
    for word in words:  # noqa: SIM110  # a generator costs more than what it saves
        if word in text:
            return True
    return False


def _shown_stream(match: re.Match[str]) -> str:
    address = match["scheme"] + match["host"]
    _, _, path = (match["path"] or "").partition("/")
    if not path:
        return address
    application, _, key = path.partition("/")
    if key and len(application) <= _LONGEST_APPLICATION and "?" not in application:
        return f"{address}/{application}/{shown_key(key)}"
    return f"{address}/{shown_key(path)}"


class Redaction:
    """Cuts texts for a log: what `redact` hides, and every secret that this process was given."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._own = {secret for secret in secrets if secret}
        self._known: tuple[int, re.Pattern[str] | None] = (-1, None)

    def __call__(self, text: str) -> str:
        known = self._pattern()
        return redact(known.sub("***", text) if known else text)

    def _pattern(self) -> re.Pattern[str] | None:
        if self._known[0] != len(GIVEN):
            # Half of a secret is still a secret: the longest first.
            secrets = sorted(self._own | GIVEN, key=len, reverse=True)
            pattern = re.compile("|".join(map(re.escape, secrets))) if secrets else None
            self._known = len(GIVEN), pattern
        return self._known[1]

    # Redacted first: half of a secret would not be known as one.

    def text(self, text: str) -> str:
        text = self(text)
        return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"

    def trace(self, text: str) -> str:
        return self(text)[-LONGEST_TRACE:]
