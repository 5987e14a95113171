"""A host that somebody names: whether it is written as one, and which addresses of it may be reached."""

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal

from functions.shared.reach.public_addresses import Address, is_public
from functions.shared.settings import Network

Resolve = Callable[[str, int], Iterable[str]]

_LABEL: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
# 127.1, 2130706433, 0x7f.1, 0177.0.0.1: C libraries read all of these as addresses.
_NUMBER_LIKE: Final = re.compile(r"(0[xX][0-9A-Fa-f]*|[0-9]+)\.?")
_LOCAL_NAMES: Final = ("localhost", "local", "internal", "lan", "home", "intranet", "localdomain", "home.arpa")


class HostRefused(ValueError):
    """The host is private, or has no address; the text is for people."""

    def __init__(self, reason: Literal["private_target", "host_unknown"], problem: str) -> None:
        super().__init__(problem)
        self.reason = reason
        self.problem = problem


def trouble_with_host(host: str) -> str:
    """Say what is wrong with how a host is written, empty where nothing is; an IPv6 address is in brackets."""
    if host.startswith("["):
        is_address = isinstance(literal_address(host.strip("[]")), ipaddress.IPv6Address)
        return "" if is_address else "has a host that is no IPv6 address"
    labels = host.rstrip(".").split(".")
    if _NUMBER_LIKE.fullmatch(labels[-1]):
        return "" if literal_address(host) is not None else "writes an IP address in an unusual way"
    return "" if all(_LABEL.fullmatch(label) for label in labels) else "has a host that is no name"


def addresses_of(host: str, port: int, allowed: Sequence[Network], resolve: Resolve | None = None) -> list[Address]:
    """The addresses of a host: each one is on the public internet, or in a network that is allowed.

    The one place that says so; whoever connects takes one of these and asks no resolver again.

    Raises:
        HostRefused: `private_target` where one of them is neither, `host_unknown` where there is none.
    """
    literal = literal_address(host)
    names_local = literal is None and is_local_name(host)
    if names_local and not allowed:
        raise HostRefused("private_target", f"{host} is a name of a private network")
    try:
        addresses = [literal] if literal is not None else _resolved(host, port, resolve or resolve_host)
    except HostRefused:
        if names_local:
            raise HostRefused("private_target", f"{host} is a name of a private network") from None
        raise
    for address in addresses:
        if is_allowed(address, allowed):
            continue
        if names_local:
            raise HostRefused("private_target", f"{host} is a name of a private network")
        if not is_public(address):
            where = host if literal is not None else f"{host} is {address}, which"
            raise HostRefused("private_target", f"{where} is not on the public internet")
    return addresses


def is_allowed(address: Address, allowed: Sequence[Network]) -> bool:
    """Whether an address is in one of the networks."""
    return any(address.version == network.version and address in network for network in allowed)


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


def is_local_name(host: str) -> bool:
    """Whether it is a name that only a private network knows."""
    return "." not in host or host.endswith(tuple(f".{name}" for name in _LOCAL_NAMES)) or host in _LOCAL_NAMES


def _resolved(host: str, port: int, resolve: Resolve) -> list[Address]:
    try:
        found = [ipaddress.ip_address(text.partition("%")[0]) for text in resolve(host, port)]
    except (OSError, ValueError, UnicodeError) as error:
        raise HostRefused("host_unknown", f"{host} has no address: {error}") from None
    if not found:
        raise HostRefused("host_unknown", f"{host} has no address")
    return list(dict.fromkeys(found))
