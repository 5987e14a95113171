"""Whose tries at links are counted together, and how many they may be."""

import ipaddress

from starlette.requests import Request

from functions.shared.api.front import viewer_address

# Tries from one address in a minute that open nothing; what does is given back.
MOST_TRIES, WINDOW_SECONDS = 60, 60
# Whoever has one network of IPv6 has all addresses of it.
IPV6_PREFIX = 64


def network_of(request: Request) -> str:
    """An IPv4 address, or 64 bits of an IPv6 address; whatever is neither stays as it is."""
    host = viewer_address(request)
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    mapped = address.ipv4_mapped
    return str(mapped or ipaddress.IPv6Network((address, IPV6_PREFIX), strict=False))
