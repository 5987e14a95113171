"""What the fixed addresses of users may not be."""

from collections.abc import Iterator
from ipaddress import IPv4Network
from itertools import combinations

from functions.shared.provisioning.entries import DomainEntry, UserEntry
from functions.shared.provisioning.findings import Finding

# FreeSWITCH reads so many (switch_utils.c:679).
MOST_NETWORKS = 32
# Whoever can send from there calls as this user, and needs no password.
WIDEST_WITHOUT_PASSWORD = 24
ADVICE = "must be an IPv4 network such as 198.51.100.7/32"


def check_addresses(user: UserEntry) -> Iterator[Finding]:
    """Say what is wrong with the networks of a user."""
    if len(user.cidr) > MOST_NETWORKS:
        yield [], f"must be {MOST_NETWORKS} networks at most"
    for index, written in enumerate(user.cidr):
        network = _network(written)
        if network is None:
            yield [index], f"{ADVICE}; FreeSWITCH mistakes IPv6 for IPv4 here"
        elif network.prefixlen == 0:
            yield [index], "must not be every address: leave it out instead"
        elif not (user.password or user.a1_hash) and network.prefixlen < WIDEST_WITHOUT_PASSWORD:
            widest = f"/{WIDEST_WITHOUT_PASSWORD}"
            yield [index], f"must be {widest} or narrower: whoever can send from there calls as this user, unasked"


def shared_addresses(domain: DomainEntry) -> Iterator[Finding]:
    """Say which users without a password have an address in common: FreeSWITCH would take either."""
    known = [
        (index, place, network)
        for index, user in enumerate(domain.users)
        if not (user.password or user.a1_hash)
        for place, written in enumerate(user.cidr)
        if (network := _network(written)) is not None
    ]
    for (one, _, theirs), (other, place, network) in combinations(known, 2):
        if one != other and theirs.overlaps(network):
            first = domain.users[one].id
            yield ["users", other, "cidr", place], f"overlaps {theirs} of {first}: one of them would call as the other"


def _network(written: str) -> IPv4Network | None:
    try:
        return IPv4Network(written) if "/" in written else None
    except ValueError:
        return None
