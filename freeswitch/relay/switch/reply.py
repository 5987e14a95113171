"""What is said to FreeSWITCH is one line, and what it answers is a `Reply`."""

import re

from freeswitch.relay.switch.errors import NotOneLine
from freeswitch.relay.switch.frames import Frame

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
