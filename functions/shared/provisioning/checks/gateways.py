"""What a gateway may not say."""

import re
from collections.abc import Iterator

from functions.shared.encoders.dial_strings import DOMAIN, GATEWAY_NAME
from functions.shared.grammars.sip_addresses import SipAddress, sip_address
from functions.shared.grammars.variables import TRUNK_SECRET
from functions.shared.provisioning.entries import GatewayEntry
from functions.shared.provisioning.findings import Finding, displayed, words

ADDRESS_ADVICE = "must be a host, as in sip.example.com, sip.example.com:5061;transport=tls or [2001:db8::1]:5060"
# The user part of a SIP address; the name in a digest may be an e-mail address.
USER = re.compile(r"[0-9A-Za-z_.+-]{1,128}")
DIGEST_USER = re.compile(r"[0-9A-Za-z_.+@-]{1,128}")


def check_gateway(gateway: GatewayEntry) -> Iterator[Finding]:
    if not GATEWAY_NAME.fullmatch(gateway.name):
        yield ["name"], "must be 1 to 64 of 0-9 A-Z a-z _ ."
    yield from words(gateway, "profile", "context", "outbound_caller_number")
    yield from displayed(gateway, "outbound_caller_name")
    yield from _addresses(gateway)
    for field in ("username", "from_user"):
        value = getattr(gateway, field)
        if value and not USER.fullmatch(value):
            yield [field], "must be 1 to 128 of 0-9 A-Z a-z _ . + -"
    if gateway.auth_username and not DIGEST_USER.fullmatch(gateway.auth_username):
        yield ["auth_username"], "must be 1 to 128 of 0-9 A-Z a-z _ . + @ -"
    if gateway.from_domain and not DOMAIN.fullmatch(gateway.from_domain):
        yield ["from_domain"], "must be a host name"
    if gateway.secret and not TRUNK_SECRET.fullmatch(gateway.secret):
        yield ["secret"], "must be trunk_password, trunk_password_2 …: a trunk variable of the node, never the password"
    if gateway.register and not (gateway.username and gateway.secret):
        yield ["register"], "needs username and secret"
    if gateway.expires and not 30 <= gateway.expires <= 86400:
        yield ["expires"], "must be 30 to 86400 seconds"
    if gateway.ping and not 5 <= gateway.ping <= 3600:
        yield ["ping"], "must be 5 to 3600 seconds between two OPTIONS"


def _addresses(gateway: GatewayEntry) -> Iterator[Finding]:
    proxy = sip_address(gateway.proxy)
    if proxy is None:
        yield ["proxy"], ADDRESS_ADVICE
    else:
        yield from _said_twice(gateway, proxy)
    through = sip_address(gateway.outbound_proxy) if gateway.outbound_proxy else None
    if gateway.outbound_proxy and through is None:
        yield ["outbound_proxy"], ADDRESS_ADVICE
    if not 0 <= gateway.port < 65536:
        yield ["port"], "must be a port number"
    reached = through or proxy
    if reached is not None and reached.is_ipv6 != (gateway.profile == "external6"):
        needed = "external6" if reached.is_ipv6 else "another one than external6"
        if reached.is_ipv6 or re.fullmatch(r"[0-9.]+", reached.host):
            yield ["profile"], f"must be {needed}: a SIP profile has one address, of IPv4 or of IPv6"


def _said_twice(gateway: GatewayEntry, proxy: SipAddress) -> Iterator[Finding]:
    if gateway.port and proxy.port:
        yield ["port"], "is in proxy already"
    if gateway.transport and proxy.transport:
        yield ["transport"], "is in proxy already"
