"""The demo's users have a password that everybody can read: no FreeSWITCH that others reach may know them."""

import ipaddress
from typing import Final

from functions.shared.settings import LocalStackSettings, SettingError

# This machine and its own networks (RFC 1918, RFC 4193, link-local). An address of a provider's network (100.64.0.0/10)
# is shared with strangers.
NEAR: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
)


def refuse_public_addresses(settings: LocalStackSettings) -> None:
    """Look where the FreeSWITCH of this run is reached.

    Raises:
        SettingError: under an address that others may reach, or that is none.
    """
    for name, text in (("LISTEN_IP", settings.listen_ip), ("EXTERNAL_IP", settings.external_ip)):
        if text and not _near(text):
            raise SettingError(
                f"{name} is {text}, and the demo's users have a password that everybody can read: use an address"
                " of this machine or of a private network, and a node of a fleet for all others (compose.fleet.yaml)"
            )


def _near(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return any(address in network for network in NEAR)
