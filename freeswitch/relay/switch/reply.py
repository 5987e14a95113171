"""What is said to FreeSWITCH is one line, and what it answers is a `Reply`."""

import re
from collections.abc import Mapping

from freeswitch.relay.switch.errors import NotOneLine
from freeswitch.relay.switch.frames import Frame

NO_HEADERS: Mapping[str, str] = {}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Reply:
    """What FreeSWITCH answered: `data` is the text, `headers` the frame's own lines."""

    __slots__ = ("data", "headers")

    def __init__(self, frame: Frame) -> None:
        self.headers = frame.headers
        body = frame.body.decode("utf-8", "replace")
        self.data = body if frame.kind == "api/response" else frame.headers.get("Reply-Text", body)


def one_line(text: str) -> str:
    """Give the text back if it is one line of printable text.

    Raises:
        NotOneLine: a line break would start a second command, or smuggle a header in.
    """
    # The first question is the cheap one: printable text holds none.
    if not text.isprintable() and _CONTROL.search(text):
        raise NotOneLine("a command holds a control character")
    return text


def message(command: str, headers: Mapping[str, str] = NO_HEADERS) -> bytes:
    """A command as it goes onto the wire, with headers of its own where it has some.

    Raises:
        NotOneLine: there is a line break in it.
    """
    lines = [one_line(command), *(f"{name}: {one_line(value)}" for name, value in headers.items())]
    return ("\n".join(lines) + "\n\n").encode("utf-8")
