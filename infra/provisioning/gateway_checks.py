"""What a gateway may not say."""

import re
from collections.abc import Iterator

from infra.provisioning.file_format import GatewayEntry
from infra.provisioning.findings import VARIABLE, Finding, displayed, words


def check_gateway(gateway: GatewayEntry) -> Iterator[Finding]:
    yield from words(gateway, "name", "profile", "context", "outbound_caller_number")
    yield from displayed(gateway, "outbound_caller_name")
    if not re.fullmatch(r"[0-9A-Za-z.-]{1,253}(:[0-9]{1,5})?", gateway.proxy):
        yield ["proxy"], "must be a host name, with :port where it is not 5060"
    if gateway.secret and not VARIABLE.fullmatch(gateway.secret):
        yield ["secret"], "must name a global variable of the node, never the password itself"
    if gateway.register and not (gateway.username and gateway.secret):
        yield ["register"], "needs username and secret"
