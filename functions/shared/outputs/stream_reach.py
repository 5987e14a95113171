"""Where a stream may go: private hosts and strange ports are refused; asked at every start."""

import ipaddress
from collections.abc import Sequence
from typing import Final

from functions.shared.outputs.stream_targets import Place, TargetRefused
from functions.shared.reach.hosts import HostRefused, Resolve, addresses_of
from functions.shared.settings import Network, StreamSettings

# Those of the services, and of tunnels through proxies; more by STREAM_ALLOWED_PORTS. Any port would make of FreeSWITCH
# somebody who knocks at every service of a host.
ALLOWED_PORTS: Final = (1935, 443, 80)


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
    try:
        addresses_of(place.host, place.port, _networks(allowed), resolve)
    except HostRefused as refusal:
        raise TargetRefused(refusal.reason, refusal.problem) from None


def _networks(allowed: Sequence[str]) -> list[Network]:
    found: list[Network] = []
    for entry in allowed:
        try:
            found.append(ipaddress.ip_network(entry, strict=False))
        except ValueError:
            # A host's name.
            continue
    return found
