"""How a command arrives on the event socket."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_HEADER = re.compile(r"([^:]+):\s*(.*)")


@dataclass(frozen=True)
class Request:
    line: str
    headers: dict[str, str]
    body: bytes


def read_request(readline: Callable[[], bytes], read: Callable[[int], bytes]) -> Request | None:
    """A request is lines up to a blank one; the first is the command, the rest are headers. None at the end."""
    lines: list[str] = []
    while raw := readline():
        line = raw.decode(errors="replace").strip("\r\n")
        if not line:
            break
        lines.append(line)
    else:
        return None
    if not lines:
        return Request("", {}, b"")
    headers = {match[1]: match[2] for line in lines[1:] if (match := _HEADER.match(line))}
    length = headers.get("Content-Length", headers.get("content-length", "0"))
    body = read(int(length)) if length.isdecimal() and int(length) else b""
    return Request(lines[0], headers, body)
