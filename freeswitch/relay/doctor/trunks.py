"""Checks of the trunks: which gateways take no call, and why as far as FreeSWITCH tells."""

from collections.abc import Iterator

from freeswitch.relay.doctor.examined import Node
from freeswitch.relay.doctor.findings import Finding, ok, warning


def gateways(node: Node) -> Iterator[Finding]:
    faults = [gateway for gateway in node.gateways if not gateway.up or gateway.registration == "failed"]
    for gateway in faults:
        if gateway.registration == "failed":
            mend = "look for its name in FreeSWITCH's log, which says why: password, address or the carrier"
            yield warning(f"the gateway {gateway.name} cannot register and takes no call", mend)
        else:
            mend = "see whether its carrier answers OPTIONS, and over TLS whether its certificate is good"
            yield warning(f"the gateway {gateway.name} is down and takes no call", mend)
    if node.gateways and not faults:
        yield ok(f"every gateway is up: {', '.join(gateway.name for gateway in node.gateways)}")
