"""Where a SIP server is, as carriers write it: `host`, `host:5061;transport=tls`, `[2001:db8::1]:5060`, `sip:host`."""

import ipaddress
import re
from dataclasses import dataclass

TRANSPORTS = ("udp", "tcp", "tls")
_ADDRESS = re.compile(
    r"(?P<scheme>sips?:)?(?P<host>[0-9A-Za-z](?:[0-9A-Za-z.-]{0,251}[0-9A-Za-z])?|\[[0-9A-Fa-f:.]{2,45}\])"
    r"(?::(?P<port>[0-9]{1,5}))?(?P<params>(?:;[a-z-]+(?:=[0-9A-Za-z.-]+)?)*)"
)


@dataclass(frozen=True)
class SipAddress:
    """A host (IPv6 in brackets), its port and transport; 0 and nothing where they are not said."""

    host: str
    port: int = 0
    transport: str = ""

    @property
    def is_ipv6(self) -> bool:
        return self.host.startswith("[")

    @property
    def host_and_port(self) -> str:
        return f"{self.host}:{self.port}" if self.port else self.host


def sip_address(text: str) -> SipAddress | None:
    """Read an address; None for what is none."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return None
    params = dict(param.partition("=")[::2] for param in found["params"].split(";") if param)
    transport = params.pop("transport", "").lower() or ("tls" if found["scheme"] == "sips:" else "")
    port = int(found["port"] or 0)
    if set(params) - {"lr"} or (transport and transport not in TRANSPORTS) or (found["port"] and not 0 < port < 65536):
        return None
    if found["host"].startswith("[") and not _is_ipv6(found["host"][1:-1]):
        return None
    return SipAddress(found["host"], port, transport)


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True
