"""Where a stream may go: private hosts and strange ports are refused; asked at every start."""

import ipaddress
import socket
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from functions.shared.outputs.public_addresses import Address, is_public
from functions.shared.outputs.stream_targets import Place, TargetRefused, literal_address
from functions.shared.settings import StreamSettings

Resolve = Callable[[str, int], Iterable[str]]

# Those of the services, and of tunnels through proxies; more by STREAM_ALLOWED_PORTS. Any port would make of FreeSWITCH
# somebody who knocks at every service of a host.
ALLOWED_PORTS: Final = (1935, 443, 80)
_LOCAL_NAMES: Final = ("localhost", "local", "internal", "lan", "home", "intranet", "localdomain", "home.arpa")


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
