"""The rules of the directory: what a user's entry says, as XML."""

from collections.abc import Iterable
from functools import lru_cache

from functions.directory.gateways import gateway_element
from functions.shared.encoders import xml_curl
from functions.shared.encoders.dial_strings import user_dial_string
from functions.shared.grammars.names import one_line
from functions.shared.grammars.variables import may_be_provisioned
from functions.shared.tables.provisioned.domain_items import Domain, FixedAddress, Gateway, Group, User

# Over 35.8 minutes FreeSWITCH's arithmetic overflows (mod_xml: milliseconds times 1000 in an int).
MAX_CACHEABLE_MS = 30 * 60 * 1000


def domain_element(domain: Domain, content: str) -> str:
    """Write the domain with what every user of it inherits."""
    return xml_curl.domain(domain.name, inherited_params(domain.profile), content)


@lru_cache(maxsize=64)
def inherited_params(profile: str) -> str:
    return xml_curl.params(
        {
            "dial-string": user_dial_string(profile),
            # FreeSWITCH's default is true: a user without a password gets in without one.
            "allow-empty-password": "false",
        }
    )


def user_entry(domain: Domain, user: User | None) -> str:
    """Write the domain with the one user asked for; unknown and disabled look the same: the domain without users."""
    if user is None or not user.enabled:
        return domain_element(domain, xml_curl.users())
    params = {"a1-hash": user.a1_hash, "auth-acl": ",".join(user.cidr), "allow-empty-password": "false"}
    params = {name: value for name, value in params.items() if value}
    if not user.may_register:
        params["sip-forbid-register"] = "true"
    written = xml_curl.user(user.id, params, user_variables(domain, user), user.alias, cacheable_ms(domain, user))
    return domain_element(domain, xml_curl.users(written))


def user_variables(domain: Domain, user: User) -> dict[str, str]:
    """Return the channel variables of a user's calls; ours win over the user's own of the same name."""
    variables = {
        "accountcode": user.account or user.id,
        "user_context": user.context or domain.context,
        "effective_caller_id_name": one_line(user.name) or user.id,
        "effective_caller_id_number": user.number or user.id,
        "outbound_caller_id_name": one_line(user.outbound_caller_name or domain.outbound_caller_name),
        "outbound_caller_id_number": user.outbound_caller_number or domain.outbound_caller_number,
        # For the dialplan, as the two before it.
        "outbound_anonymous": "true" if user.is_anonymous(domain) else "",
    }
    own = {**domain.variables, **user.variables}
    # Rows may be older than the rule.
    own = {name: value for name, value in own.items() if may_be_provisioned(name)}
    return {**own, **{name: value for name, value in variables.items() if value}}


def cacheable_ms(domain: Domain, user: User) -> int:
    """Return for how many milliseconds FreeSWITCH may keep the entry; 0 means that it asks each time."""
    if user.entry is not None:
        return 0
    chosen = domain.cacheable if user.cacheable is None else user.cacheable
    return max(0, min(chosen, MAX_CACHEABLE_MS))


def addresses_entry(domain: Domain, addresses: Iterable[FixedAddress]) -> str:
    """Write the domain with whom FreeSWITCH knows by their address; it reads them when `reloadacl` is said."""
    written = "".join(xml_curl.user_at(one.user, one.cidr) for one in addresses)
    return domain_element(domain, xml_curl.users(written))


def group_entry(domain: Domain, group: Group | None) -> str:
    """Write the domain with a group whose members FreeSWITCH looks up one by one."""
    return domain_element(domain, xml_curl.pointers(group.name, group.members) if group else "")


def gateway_entry(domain: Domain, gateways: tuple[Gateway, ...], profile: str) -> str:
    """Write the domain with the gateways of one SIP profile."""
    served = [gateway for gateway in gateways if gateway.profile == profile]
    written = [element for gateway in served if (element := gateway_element(domain.name, gateway))]
    return domain_element(domain, xml_curl.gateways(written) if written else "")
