"""Whom a call may reach, through which gateway, and which number it may show: what belongs to the token's domain."""

import time

from functions.shared.api.problems import invalid_field
from functions.shared.api.tokens import Grant
from functions.shared.claims.crossing import nodes_with
from functions.shared.commands.calls import Dial
from functions.shared.commands.common.reaching import ReachedNode
from functions.shared.rights import THROUGH_A_GATEWAY
from functions.shared.settings import ApiSettings, read
from functions.shared.tables.fleet.registrations import find_registered
from functions.shared.tables.known.identities import known_asker
from functions.shared.tables.provisioned.domain_items import Domain, Gateway
from functions.shared.tables.provisioned.users import find_gateways, find_user

_dial_prefixes = read(ApiSettings).dial_prefixes


def check_dial(step: Dial, grant: Grant, prefix: str) -> None:
    """Raise a Problem for a call that the domain may not make."""
    if step.user is not None:
        domain, user = find_user(grant.domain, step.user)
        # Whoever is there by a link calls, and is not called.
        if domain is None or user is None or not user.enabled or user.entry is not None:
            raise invalid_field(f"{prefix}user", f"is no user of {grant.domain} that can be called", value=step.user)
        _check_shown(step, domain, None, prefix)
        return
    grant.require(THROUGH_A_GATEWAY, "a call through a gateway")
    domain, gateways = find_gateways(grant.domain)
    gateway = next((one for one in gateways if one.name == step.gateway), None)
    if domain is None or gateway is None:
        names = sorted(one.name for one in gateways)
        there = f"one of {', '.join(names)}" if names else f"nothing: {grant.domain} has no gateways"
        raise invalid_field(f"{prefix}gateway", f"is no gateway of {grant.domain}", value=step.gateway, expected=there)
    if not (step.number or "").startswith(_dial_prefixes):
        allowed = ", ".join(_dial_prefixes) or "nothing (API_DIAL_PREFIXES is empty)"
        raise invalid_field(
            f"{prefix}number",
            "begins with a prefix that may not be dialled",
            value=step.number,
            expected=f"a number that begins with {allowed}",
        )
    _check_shown(step, domain, gateway, prefix)


def _check_shown(step: Dial, domain: Domain, gateway: Gateway | None, prefix: str) -> None:
    """A number that is shown is one of the domain's own: whoever is called takes it for who calls."""
    if step.caller_id_number is None:
        return
    own = domain.own_numbers(gateway)
    if step.caller_id_number not in own:
        allowed = f"one of {', '.join(own)}" if own else f"nothing: {domain.name} has no caller_numbers"
        raise invalid_field(
            f"{prefix}caller_id_number",
            f"is no number of {domain.name}",
            value=step.caller_id_number,
            expected=allowed,
        )


def reached_by(step: Dial, domain: str, node: str) -> tuple[ReachedNode, ...]:
    """Return on which nodes beside this one the user is registered whom a conference there calls.

    Nobody is reached from a node that has no address for others.
    """
    asker = known_asker(node) if step.user is not None else None
    if step.user is None or asker is None or not asker.address:
        return ()
    _, user = find_user(domain, step.user)
    if user is None:
        return ()
    there = nodes_with([user.id], domain, find_registered([f"{user.id}@{domain}"]), asker, time.time())
    return tuple(ReachedNode(other.node, other.address, user.id, domain) for other, _ in there)
