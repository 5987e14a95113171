"""The address of a stream, taken apart."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from functions.shared.commands.common.lines import STREAM_KEY, STREAM_PATH_CHARACTERS
from functions.shared.reach.hosts import trouble_with_host

Reason = Literal["bad_address", "private_target", "port_refused", "host_unknown"]

PORTS: Final = {"rtmp": 1935, "rtmps": 443}
LONGEST: Final = 512
# What people paste from the services' pages.
PRESETS: Final = {
    "youtube": "rtmps://a.rtmps.youtube.com/live2",
    "twitch": "rtmps://ingest.global-contribute.live-video.net:443/app",
    "facebook": "rtmps://live-api-s.facebook.com:443/rtmp",
}

_SHAPE: Final = re.compile(
    r"(rtmps?)://(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9.-]{1,253})(?::([0-9]{1,5}))?(/.*)?", re.DOTALL
)
_PATH: Final = re.compile(f"/[{STREAM_PATH_CHARACTERS}]{{0,256}}")
_NOT_IN_PATH: Final = re.compile(f"[^{STREAM_PATH_CHARACTERS}]")
_NOT_IN_KEY: Final = re.compile(f"[^?{STREAM_PATH_CHARACTERS}]")


class TargetRefused(ValueError):
    """The address cannot be streamed to; the text never holds the address's path, which may hold a key."""

    def __init__(self, reason: Reason, problem: str) -> None:
        super().__init__(problem)
        self.reason = reason
        self.problem = problem


@dataclass(frozen=True)
class Place:
    """An address without its key."""

    scheme: str
    host: str
    port: int
    path: str
    url: str


def split_key(url: str, key: str | None) -> tuple[str, str | None]:
    """Take the key out of an address, and with it the query, which may be a secret.

    `…/live2?backup=1` with a key is sent as `…/live2?backup=1/KEY`, as the services mean it.
    """
    base, mark, query = url.partition("?")
    base, own = _split(base, key)
    if not mark:
        return base, own
    if key is not None:
        return base, f"?{query}/{key}"
    return base, f"{own or ''}?{query}"


def _split(url: str, key: str | None) -> tuple[str, str | None]:
    """Take the key out of an address that was given as a whole: all after the application's name.

    Where nothing follows the name, the whole path is the key: some services' addresses are made so, and nobody can tell
    one from a name.
    """
    match = _SHAPE.fullmatch(url)
    if key is not None or match is None or match[4] is None:
        return url, key
    path = match[4].removeprefix("/")
    host = url[: len(url) - len(match[4])]
    application, _, rest = path.partition("/")
    if rest:
        return f"{host}/{application}", rest
    return (f"{host}/", path) if path else (url, None)


def read_target(url: str) -> Place:
    """Take an address apart, character by character what may be sent to FreeSWITCH.

    Raises:
        TargetRefused: it is not an address of ours.
    """
    if len(url) > LONGEST:
        raise TargetRefused("bad_address", f"is longer than {LONGEST} characters")
    if "@" in url.partition("://")[2].partition("/")[0]:
        raise TargetRefused("bad_address", "holds a user name or password; put the key into `key`")
    match = _SHAPE.fullmatch(url)
    if match is None:
        raise TargetRefused("bad_address", "is not rtmp://host/app or rtmps://host/app")
    scheme, host, port, path = match[1], match[2].lower(), match[3], match[4] or "/"
    if not _PATH.fullmatch(path):
        odd = _NOT_IN_PATH.search(path)
        problem = f"has {shown(odd[0])} in its path" if odd else "has a path of more than 256 characters"
        raise TargetRefused("bad_address", problem)
    number = int(port) if port else PORTS[scheme]
    if not 1 <= number <= 65535:
        raise TargetRefused("bad_address", f"has the port {number}")
    if trouble := trouble_with_host(host):
        raise TargetRefused("bad_address", trouble)
    return Place(scheme, host.strip("[]").rstrip("."), number, path, url)


def check_key(key: str) -> None:
    """Raise TargetRefused for a key that cannot be sent to FreeSWITCH."""
    if not STREAM_KEY.fullmatch(key):
        odd = _NOT_IN_KEY.search(key)
        problem = (
            f"has {shown(odd[0])}, which FreeSWITCH would take for something else"
            if odd
            else "has not 1 to 500 characters"
        )
        raise TargetRefused("bad_address", problem)


def shown(character: str) -> str:
    """One character as people can look it up."""
    return f"the character {character!r} (U+{ord(character):04X})"
