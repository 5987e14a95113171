"""Which IP addresses are on the public internet: the ranges themselves, for Python's word for it differs by version.

https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry, as of 2025, and what
clouds answer on: what is there for somebody's own machines is not public, whatever routes lead to it.
"""

import ipaddress
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PRIVATE_V4: Final = (
    "0.0.0.0/8",  # this network
    "10.0.0.0/8",
    "100.64.0.0/10",  # carriers' own; clouds answer for metadata there (100.100.100.200)
    "127.0.0.0/8",
    "168.63.129.16/32",  # Azure's host, as seen from each of its machines
    "169.254.0.0/16",  # link-local; metadata of most clouds
    "172.16.0.0/12",
    "192.0.0.0/24",  # protocols'; Oracle's metadata (192.0.0.192)
    "192.0.2.0/24",  # documentation
    "192.88.99.0/24",  # relays to 6to4
    "192.168.0.0/16",
    "198.18.0.0/15",  # benchmarks
    "198.51.100.0/24",  # documentation
    "203.0.113.0/24",  # documentation
    "224.0.0.0/4",  # multicast
    "240.0.0.0/4",  # reserved, and broadcast
)
# All that is public in IPv6 begins with the bits 001; loopback, mapped, unique local, site-local (fec0::/10),
# link-local, multicast, segments (5f00::/16) and NAT64 (64:ff9b::/96, 64:ff9b:1::/48) do not.
GLOBAL_V6: Final = "2000::/3"
PRIVATE_V6: Final = (
    "2001::/23",  # protocols': Teredo, benchmarks, ORCHID
    "2001:db8::/32",  # documentation
    "2002::/16",  # 6to4: an IPv4 address of anybody's choice
    "3fff::/20",  # documentation
)
_V4: Final = tuple(ipaddress.IPv4Network(network) for network in PRIVATE_V4)
_V6: Final = tuple(ipaddress.IPv6Network(network) for network in PRIVATE_V6)
_GLOBAL: Final = ipaddress.IPv6Network(GLOBAL_V6)
# What a network without IPv4 makes of a public host's address.
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether it can be somebody else's host on the internet."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        return address in _GLOBAL and not any(address in network for network in _V6)
    return not any(address in network for network in _V4)
