"""Where a stream may go: takes its address apart and refuses private hosts; asked at every start."""

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from functions.shared.commands.common.lines import STREAM_KEY, STREAM_PATH_CHARACTERS
from functions.shared.outputs.public_addresses import Address, is_public
from functions.shared.settings import StreamSettings

Resolve = Callable[[str, int], Iterable[str]]
Reason = Literal["bad_address", "private_target", "port_refused", "host_unknown"]

PORTS: Final = {"rtmp": 1935, "rtmps": 443}
# Those of the services, and of tunnels through proxies; more by STREAM_ALLOWED_PORTS. Any port would make of FreeSWITCH
# somebody who knocks at every service of a host.
ALLOWED_PORTS: Final = (1935, 443, 80)
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
_LABEL: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
# 127.1, 2130706433, 0x7f.1, 0177.0.0.1: C libraries read all of these as addresses.
_NUMBER_LIKE: Final = re.compile(r"(0[xX][0-9A-Fa-f]*|[0-9]+)\.?")
_LOCAL_NAMES: Final = ("localhost", "local", "internal", "lan", "home", "intranet", "localdomain", "home.arpa")


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
    _check_host(host)
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


def check_reach(place: Place, settings: StreamSettings, resolve: Resolve | None = None) -> None:
    """Refuse what is not on the public internet, or not a stream's port, unless the settings name it.

    The one place that says so: the API asks it when something is wished, the relay before every start.

    Raises:
        TargetRefused: `port_refused`, `private_target`, or `host_unknown` where the name has no address.
    """
    allowed = settings.allowed_targets
    if place.port not in ALLOWED_PORTS and not any(place.port in ports for ports in settings.allowed_ports):
        usual = ", ".join(map(str, ALLOWED_PORTS))
        raise TargetRefused("port_refused", f"has the port {place.port}; streams go to {usual} (STREAM_ALLOWED_PORTS)")
    if place.host in {entry.lower().rstrip(".") for entry in allowed}:
        return
    literal = literal_address(place.host)
    if literal is None and _is_local_name(place.host):
        raise TargetRefused("private_target", f"{place.host} is a name of a private network")
    addresses = [literal] if literal is not None else _resolved(place, resolve or resolve_host)
    for address in addresses:
        if not is_public(address) and not _is_allowed(address, allowed):
            where = place.host if literal is not None else f"{place.host} is {address}, which"
            raise TargetRefused("private_target", f"{where} is not on the public internet")


def resolve_host(host: str, port: int) -> list[str]:
    """Ask the machine's resolver.

    Raises:
        OSError: the name has no address, or nobody answers.
    """
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def literal_address(host: str) -> Address | None:
    """The address that the host is written as, or None for a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _check_host(host: str) -> None:
    if host.startswith("["):
        if not isinstance(literal_address(host.strip("[]")), ipaddress.IPv6Address):
            raise TargetRefused("bad_address", "has a host that is no IPv6 address")
        return
    labels = host.rstrip(".").split(".")
    if _NUMBER_LIKE.fullmatch(labels[-1]):
        if literal_address(host) is None:
            raise TargetRefused("bad_address", "writes an IP address in an unusual way")
    elif not all(_LABEL.fullmatch(label) for label in labels):
        raise TargetRefused("bad_address", "has a host that is no name")


def _is_local_name(host: str) -> bool:
    return "." not in host or host.endswith(tuple(f".{name}" for name in _LOCAL_NAMES)) or host in _LOCAL_NAMES


def _resolved(place: Place, resolve: Resolve) -> list[Address]:
    try:
        found = [ipaddress.ip_address(text.partition("%")[0]) for text in resolve(place.host, place.port)]
    except (OSError, ValueError, UnicodeError) as error:
        raise TargetRefused("host_unknown", f"{place.host} has no address: {error}") from None
    if not found:
        raise TargetRefused("host_unknown", f"{place.host} has no address")
    return found


def _is_allowed(address: Address, allowed: Sequence[str]) -> bool:
    for entry in allowed:
        try:
            if address in ipaddress.ip_network(entry, strict=False):
                return True
        except (ValueError, TypeError):
            # A host's name.
            continue
    return False
