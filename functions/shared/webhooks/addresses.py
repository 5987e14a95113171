"""Where a webhook sends to: how the address is written, and which addresses of its host are taken."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from functions.shared.reach.hosts import (
    HostRefused,
    Resolve,
    addresses_of,
    is_allowed,
    trouble_with_host,
)
from functions.shared.reach.public_addresses import Address
from functions.shared.settings import Network

LONGEST: Final = 2048
PORTS: Final = {"https": 443, "http": 80}
# Below are the ports of services that are not the web's: a webhook is nobody who knocks at those.
FIRST_FREE_PORT: Final = 1024

# RFC 3986, and nothing that would have to be encoded first.
_SHAPE: Final = re.compile(
    r"(https?)://(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9.-]{1,253})(?::([0-9]{1,5}))?"
    r"(/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?(\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?"
)


class TargetRefused(ValueError):
    """Nothing can be sent to this address; the text has neither path nor query, which may be secret."""

    def __init__(
        self, reason: Literal["bad_address", "private_target", "host_unknown", "needs_https"], problem: str
    ) -> None:
        super().__init__(problem)
        self.reason = reason
        self.problem = problem


@dataclass(frozen=True)
class Target:
    """An address taken apart; `path` has its query with it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """What stands in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def read_target(url: str) -> Target:
    """Take an address apart.

    Raises:
        TargetRefused: `bad_address`.
    """
    if len(url) > LONGEST:
        raise TargetRefused("bad_address", f"is longer than {LONGEST} characters")
    if "@" in url.partition("://")[2].partition("/")[0]:
        raise TargetRefused("bad_address", "holds a user name or password; events are signed, so none is needed")
    if "#" in url:
        raise TargetRefused("bad_address", "has a fragment, which is never sent")
    match = _SHAPE.fullmatch(url)
    if match is None:
        raise TargetRefused("bad_address", "is not https://host/path, percent-encoded where needed")
    if trouble := trouble_with_host(match[2].lower()):
        raise TargetRefused("bad_address", trouble)
    port = int(match[3]) if match[3] else PORTS[match[1]]
    if port not in PORTS.values() and not FIRST_FREE_PORT <= port <= 65535:
        raise TargetRefused("bad_address", f"has the port {port}; it may be 443, or 1024 to 65535")
    path = (match[4] or "/") + (match[5] or "")
    return Target(match[1], match[2].lower().strip("[]").rstrip("."), port, path)


def reachable(target: Target, allowed: Sequence[Network], resolve: Resolve | None = None) -> list[Address]:
    """The addresses to connect to, one of these and no other.

    Raises:
        TargetRefused: `private_target`, `host_unknown`; `needs_https`: without TLS only to allowed networks.
    """
    try:
        found = addresses_of(target.host, target.port, allowed, resolve)
    except HostRefused as refusal:
        raise TargetRefused(refusal.reason, refusal.problem) from None
    if target.scheme != "https" and not all(is_allowed(each, allowed) for each in found):
        raise TargetRefused("needs_https", f"{target.host} is on the public internet, where only https will do")
    return found
