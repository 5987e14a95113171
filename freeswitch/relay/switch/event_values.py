"""Values as FreeSWITCH writes them into events."""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath

from functions.shared.grammars.fields import OUTPUT_ID

Event = Mapping[str, str]

# A telephone or a page is registered, has signed out, or has said nothing for too long.
REGISTERED, UNREGISTERED, EXPIRED = "sofia::register", "sofia::unregister", "sofia::expire"
REGISTRATION_EVENTS = (REGISTERED, UNREGISTERED, EXPIRED)
GATEWAY_STATE, GATEWAY_ADDED, GATEWAY_DELETED = "sofia::gateway_state", "sofia::gateway_add", "sofia::gateway_delete"
GATEWAY_EVENTS = (GATEWAY_STATE, GATEWAY_ADDED, GATEWAY_DELETED)
# What the other end says of what it is sent, and FreeSWITCH of what it gets.
REPORTS = RECEIVED_REPORT, SENT_REPORT = "RECV_RTCP_MESSAGE", "SEND_RTCP_MESSAGE"

_OPTION_BLOCKS = re.compile(r"^(?:\{[^}]*\})+")
_OUTPUT_ID = re.compile(OUTPUT_ID)
_LARGEST_INTEGER = 18


def event_time(event: Event) -> str:
    """When FreeSWITCH made the event, as RFC 3339."""
    micros = integer(event.get("Event-Date-Timestamp")) or 0
    return rfc3339(min(micros / 1e6, 253402300799.0))


def rfc3339(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def integer(text: str | None) -> int | None:
    """A whole number as FreeSWITCH writes it, or None."""
    if text is None or len(text) > _LARGEST_INTEGER or not text.removeprefix("-").isdigit() or not text.isascii():
        return None
    return int(text)


def flag(event: Event, name: str, before: bool | None, *, opposite: bool = False) -> bool | None:
    return before if name not in event else (event[name] == "true") is not opposite


def output_id(path: str) -> tuple[str, bool]:
    """The id under which a recording or stream is shown, and whether it is a stream; never a path, never a key."""
    bare = _OPTION_BLOCKS.sub("", path)
    is_stream = "://" in bare
    stem = "" if is_stream else PurePosixPath(bare).stem
    if not _OUTPUT_ID.fullmatch(stem):
        stem = hashlib.sha256(bare.encode()).hexdigest()[:16]
    return stem, is_stream


def api_line(event: Event) -> str:
    """The command that an API event tells of."""
    if event.get("Event-Name") != "API":
        return ""
    return f"{event.get('API-Command', '')} {event.get('API-Command-Argument', '')}".strip()
