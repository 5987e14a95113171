"""What FreeSWITCH is told of a trunk: the parameters and variables of a gateway (sofia.c:3757-4260)."""

from functions.shared.encoders import xml_curl
from functions.shared.encoders.dial_strings import NO_REDIRECT, UnsafeWord, gateway_on_switch
from functions.shared.grammars.names import one_line
from functions.shared.grammars.sip_addresses import SipAddress, sip_address
from functions.shared.tables.provisioned.domain_items import Gateway
from functions.shared.telemetry.observations import count, logger

CALLED_NUMBER = {"request": "auto", "to": "auto_to_user"}
# Names of mod_sofia (sofia_glue.c:2996).
CALLER_HEADERS = {"p_asserted_identity": "pid", "remote_party_id": "rpid", "none": "none"}
NOWHERE = SipAddress("invalid")


def gateway_element(domain: str, gateway: Gateway) -> str:
    """Write a gateway under the name that it has on the switch; nothing for one that could be mistaken for another."""
    try:
        name = gateway_on_switch(domain, gateway.name)
    except UnsafeWord as error:
        count("Odd")
        logger.warning("a gateway is left out", extra={"domain": domain, "reason": str(error)})
        return ""
    return xml_curl.gateway(
        name,
        gateway_params(gateway),
        gateway.secret,
        outbound=gateway_variables(gateway),
        inbound=variables_of_incoming_calls(gateway),
    )


def gateway_params(gateway: Gateway) -> dict[str, str]:
    """Return the params of a gateway but its password."""
    proxy = sip_address(gateway.proxy) or NOWHERE
    proxy = SipAddress(proxy.host, proxy.port or gateway.port, proxy.transport or gateway.transport)
    through = sip_address(gateway.outbound_proxy)
    params = {
        "proxy": proxy.host_and_port,
        "realm": gateway.realm or proxy.host_and_port,
        "register": "true" if gateway.register else "false",
        # Calls from the trunk have a context of their own.
        "context": gateway.context,
        # Who is called: FreeSWITCH's default is the user name that the trunk registered with (sofia.c:11296-11345).
        "extension": CALLED_NUMBER[gateway.called_number],
        "username": gateway.username,
        "auth-username": gateway.auth_username,
        "from-user": gateway.from_user,
        "from-domain": gateway.from_domain,
        "caller-id-in-from": "true" if gateway.caller_id_in_from else "",
        "expire-seconds": str(gateway.expires or ""),
        "register-transport": proxy.transport,
        "ping": str(gateway.ping or ""),
    }
    if through:
        written = through.host_and_port + (f";transport={through.transport}" if through.transport else "")
        params |= {"outbound-proxy": written, "register-proxy": written}
    elif gateway.ping and gateway.from_domain:
        # An OPTIONS is for the domain in From (sofia.c:4125); whatever that resolves to, it goes to the proxy.
        params["register-proxy"] = proxy.host_and_port + (f";transport={proxy.transport}" if proxy.transport else "")
    return {name: value for name, value in params.items() if value}


def gateway_variables(gateway: Gateway) -> dict[str, str]:
    """Return what FreeSWITCH sets on every call through the gateway, whoever made it; `p:` is the caller's profile."""
    variables = {
        "sip_cid_type": CALLER_HEADERS[gateway.identity],
        "p:caller_id_name": one_line(gateway.outbound_caller_name),
        "p:caller_id_number": gateway.outbound_caller_number,
        "rtp_secure_media": gateway.srtp,
        NO_REDIRECT: "true",
    }
    return {name: value for name, value in variables.items() if value}


def variables_of_incoming_calls(gateway: Gateway) -> dict[str, str]:
    return {"rtp_secure_media": gateway.srtp} if gateway.srtp else {}
