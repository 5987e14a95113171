"""The event socket's wire format: bytes in, frames and events out, without a socket."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

import msgspec

# FreeSWITCH writes at most 16 MiB of body; its own head lines are far below this.
LARGEST_BODY = 16 * 1024 * 1024
LARGEST_HEAD = 64 * 1024


class ProtocolError(Exception):
    """What arrived is not the event socket's language; the connection cannot be trusted any more."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message of the event socket, nothing decoded but its own header lines."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("Content-Type", "")


class FrameReader:
    """Cuts a stream into frames; holds never more than one unfinished frame."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._head: Mapping[str, str] | None = None
        self._wanted = 0

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Take what the socket gave and yield each frame that is now whole."""
        self._buffer += data
        start = 0
        try:
            while True:
                if self._head is None:
                    end = self._buffer.find(b"\n\n", start)
                    if end < 0:
                        if len(self._buffer) - start > LARGEST_HEAD:
                            raise ProtocolError(f"a head of more than {LARGEST_HEAD} bytes")
                        return
                    head, wanted = read_head(bytes(self._buffer[start:end]))
                    start = end + 2
                    # A stray blank line says nothing; the frame after it still counts.
                    if not head:
                        continue
                    self._head, self._wanted = head, wanted
                if len(self._buffer) - start < self._wanted:
                    return
                body = bytes(self._buffer[start : start + self._wanted])
                start += self._wanted
                frame, self._head, self._wanted = Frame(self._head, body), None, 0
                yield frame
        finally:
            del self._buffer[:start]

    @property
    def unfinished(self) -> bool:
        """Whether the stream would end in the middle of a frame."""
        return self._head is not None or bool(self._buffer.strip())


@lru_cache(maxsize=512)
def read_head(head: bytes) -> tuple[Mapping[str, str], int]:
    """A head's lines and the length of the body after it; there are few different ones, again and again."""
    lines = head_lines(head)
    return lines, body_length(lines)


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
