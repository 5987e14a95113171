"""Takes stream keys, passwords, PINs and dialled digits out of text before anybody sees it."""

import re
from typing import Final

from functions.shared.commands.catalogue import PLAIN_COMMANDS
from functions.shared.commands.hidden import HIDDEN, shown_key

# `rtmp://host/app/key`: the application stays, unless it is as long as a key.
_LONGEST_APPLICATION: Final = 24

_STREAM: Final = re.compile(
    r"""(?P<scheme>\brtmp[a-z]{0,2}://)(?:[^\s/@]*@)?(?P<host>\[[^\]\s]*\][^\s/\]]*|[^\s/\]'"]*)(?P<path>/[^\s\]'"]*)?""",
    re.IGNORECASE,
)
_ENCODED_STREAM: Final = re.compile(r"\brtmp[a-z]{0,2}%3A(?:%2F%2F|//)\S+", re.IGNORECASE)
_NAME: Final = r"[\w.-]*(?:password|passwd|passphrase|secret|a1-hash|stream[_-]?key|supplied_pin|(?<![a-z])pin)"
_RULES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), replacement)
    for pattern, replacement in (
        # userinfo of any address
        (r"(\b[a-z][a-z0-9+.-]*://)[^\s/@]+@", rf"\1{HIDDEN}@"),
        # name=value, "name": "value", name: value
        (rf"(\b{_NAME}\"?\s*[=:]\s*\"?)(?!{HIDDEN})[^\s,}}&;\"]+", rf"\1{HIDDEN}"),
        # uuid_setvar UUID sip_auth_password VALUE
        (r"(\b[\w.-]*(?:password|passwd|a1-hash|supplied_pin)\s+)(?![=:])\S+", rf"\1{HIDDEN}"),
        (r"(\bpin (?:mod )?)(?!for\b|for conference)\S+(?=\s*$)", rf"\1{HIDDEN}"),
        (r"(\bPin for conference \S+ set: ).*", rf"\1{HIDDEN}"),
        # conference application data: room@profile+PIN+flags{…}
        (r"(@[\w.-]+\+)(?!flags\{)[^\s+{]+", rf"\1{HIDDEN}"),
        (r"(^|\n)((?:user)?auth )\S+", rf"\1\2{HIDDEN}"),
        (r"(\bBearer )\S+", rf"\1{HIDDEN}"),
        # what each command says of itself
        *(rule for kind in PLAIN_COMMANDS for rule in kind.hides),
    )
)


def redact(text: str) -> str:
    """For ESL text, replies and the arguments of `API` events, ours and other people's."""
    text = _ENCODED_STREAM.sub(HIDDEN, _STREAM.sub(_shown_stream, text))
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def _shown_stream(match: re.Match[str]) -> str:
    address = match["scheme"] + match["host"]
    _, _, path = (match["path"] or "").partition("/")
    if not path:
        return address
    application, slash, key = path.partition("/")
    if slash and key and len(application) <= _LONGEST_APPLICATION and "?" not in application:
        return f"{address}/{application}/{shown_key(key)}"
    if "?" in application or len(application) > _LONGEST_APPLICATION:
        return f"{address}/{shown_key(path)}"
    return f"{address}/{path}"
