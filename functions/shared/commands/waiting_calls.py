"""What is said to a call that waits, or waits no more: variables that it carries, and words for its page."""

import base64
from typing import Final

from functions.shared.commands.common.lines import NAME, UUID, Line, word
from functions.shared.rooms.waiting import ADMITTED_TO, MUSIC_GOES_ON

# SIP INFO: a page shows it, a telephone declines it.
ANY_ANSWER: Final = r"\+OK.*|-ERR.*|-USAGE.*"


def waiting_lines(call: str, admitted_to: str | None) -> tuple[Line, ...]:
    """Before a call is moved to where it waits."""
    profile = "" if admitted_to is None else word("admitted_to", admitted_to, NAME)
    return (
        _variable(call, MUSIC_GOES_ON, "true"),
        _variable(call, ADMITTED_TO, profile),
        told(call, "waiting"),
    )


def told(call: str, what: str) -> Line:
    """Tell the call's page; whether it listens nobody promises."""
    text = f"uuid_send_info {word('member', call, UUID)} text plain {what}"
    return Line(text, expects=ANY_ANSWER, harmless=ANY_ANSWER)


def header(call: str, name: str, value: str) -> Line:
    """A header of the call's end."""
    return _variable(call, f"sip_bye_h_{name}", value)


def as_header(words: str) -> str:
    """Any text as letters, digits, - and _: of nothing else is every proxy's and every browser's reading the same."""
    return base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")


def _variable(call: str, name: str, value: str) -> Line:
    return Line(f"uuid_setvar {word('member', call, UUID)} {name}{value and ' '}{value}", expects=r"\+OK")
