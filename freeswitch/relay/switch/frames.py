"""The event socket's wire format: bytes in, frames and events out, without a socket."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

import msgspec

# FreeSWITCH writes at most 16 MiB of body; its own head lines are far below this.
LARGEST_BODY = 16 * 1024 * 1024
LARGEST_HEAD = 64 * 1024


class ProtocolError(Exception):
    """What arrived is not the event socket's language; the connection cannot be trusted any more."""


class Frame(NamedTuple):
    """One message of the event socket, nothing decoded but its own header lines; `kind` is its content type."""

    kind: str
    headers: Mapping[str, str]
    body: bytes


class FrameReader:
    """Cuts a stream into frames; holds never more than one unfinished frame."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._head: Head | None = None

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Take what the socket gave and yield each frame that is now whole."""
        if not self._buffer and self._head is None:
            # Most of what comes is one whole reply: nothing is copied for it.
            text, end, body = data.partition(b"\n\n")
            if end and text:
                head = read_head(text)
                if head.lines and head.body_length == len(body):
                    yield Frame(head.kind, head.lines, body)
                    return
        self._buffer += data
        while frame := self._cut():
            yield frame

    def _cut(self) -> Frame | None:
        """The first whole frame, taken out of the buffer."""
        while self._head is None:
            end = self._buffer.find(b"\n\n")
            if end < 0:
                if len(self._buffer) > LARGEST_HEAD:
                    raise ProtocolError(f"a head of more than {LARGEST_HEAD} bytes")
                return None
            head = read_head(self._taken(end))
            del self._buffer[:2]
            # A stray blank line says nothing; the frame after it still counts.
            self._head = head if head.lines else None
        if len(self._buffer) < self._head.body_length:
            return None
        head, self._head = self._head, None
        return Frame(head.kind, head.lines, self._taken(head.body_length))

    def _taken(self, length: int) -> bytes:
        # To cut a bytearray in front moves a pointer, not the bytes.
        taken = bytes(self._buffer[:length])
        del self._buffer[:length]
        return taken

    @property
    def unfinished(self) -> bool:
        """Whether the stream would end in the middle of a frame."""
        return self._head is not None or bool(self._buffer.strip())


class Head(NamedTuple):
    """What stands before a frame's body."""

    kind: str
    lines: Mapping[str, str]
    body_length: int


@lru_cache(maxsize=512)
def read_head(head: bytes) -> Head:
    """There are few different ones, again and again."""
    lines = head_lines(head)
    return Head(lines.get("Content-Type", ""), lines, body_length(lines))


def head_lines(head: bytes) -> dict[str, str]:
    """Split lines first; values stay as they are, so that an encoded line break never becomes a header."""
    headers: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip(), value.strip())
    return headers


def body_length(headers: Mapping[str, str]) -> int:
    text = headers.get("Content-Length", "0")
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or int(text) > LARGEST_BODY:
        raise ProtocolError(f"Content-Length is {text[:20]!r}")
    return int(text)


def json_event(body: bytes) -> dict[str, str]:
    """Read an event that came as JSON; a value that is no text is left out."""
    try:
        fields = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        # Slower and kinder: callers' names may be in any encoding, or half a surrogate pair.
        try:
            fields = json.loads(body.decode("utf-8", "replace"), strict=False)
        except (ValueError, RecursionError) as problem:
            raise ProtocolError(f"an event that is no JSON: {problem}") from None
    except RecursionError:
        raise ProtocolError("an event that is nested without end") from None
    if not isinstance(fields, dict):
        raise ProtocolError("an event that is no JSON object")
    return {name: plain_text(value) for name, value in fields.items() if isinstance(value, str)}


def plain_event(body: bytes) -> dict[str, str]:
    """Read an event in text form: lines first, each value decoded afterwards, the inner body under `_body`."""
    head, _, rest = body.partition(b"\n\n")
    fields = {name: plain_text(unquote(value)) for name, value in head_lines(head).items()}
    if rest:
        fields["_body"] = plain_text(rest.decode("utf-8", "replace"))
    return fields


def plain_text(text: str) -> str:
    """Replace half surrogate pairs: no database and no JSON document takes them."""
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")
