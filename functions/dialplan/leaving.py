"""Calls that leave through a gateway, and what a telephone company is told of who makes them."""

from functions.dialplan.ringing import BRIDGED, Action
from functions.shared.encoders import dial_strings
from functions.shared.lookups.calls import Call
from functions.shared.tables.provisioned.domain_items import Domain, Gateway
from functions.shared.tables.provisioned.routes import ToGateway

# RFC 3323's word for it.
NOBODY = "anonymous"


def gateway_actions(call: Call, target: ToGateway, domain: Domain, gateway: Gateway) -> list[Action]:
    """Call out through a gateway of a domain.

    Raises:
        UnsafeWord: something of the route or the call may not stand in a dial string.
    """
    name, number = caller_shown(call, domain, gateway)
    settings = {
        "effective_caller_id_name": name,
        "effective_caller_id_number": number,
        # A caller's own headers, X- and P-, would be sent on (sofia.c:11566, mod_sofia.c:5144).
        "sip_copy_custom_headers": "false",
    }
    shown = [("set", dial_strings.assignment(variable, value)) for variable, value in settings.items() if value]
    anonymous = target.anonymous or call.anonymous or number == NOBODY
    dialled = target.prefix + call.number[target.strip :]
    bridged = dial_strings.bridge_to_gateway(domain.name, gateway.name, dialled, anonymous=anonymous)
    return [*shown, *BRIDGED, ("bridge", bridged)]


def is_known_inside(call: Call) -> bool:
    """Tell whether the directory has given the call its name and number: only those of who calls themselves."""
    return bool(call.user) and not call.forwarder


def caller_shown(call: Call, domain: Domain, gateway: Gateway) -> tuple[str, str]:
    """Return the name and number for outside; empty for what is as the directory says.

    Never what the caller says: a number is the gateway's, the user's or the domain's, and who has none is nobody.
    """
    number = gateway.outbound_caller_number or call.outbound_number or domain.outbound_caller_number
    name = gateway.outbound_caller_name or call.outbound_name or domain.outbound_caller_name
    if is_known_inside(call):
        return name, number
    return (name or number, number) if number else ("Anonymous", NOBODY)
