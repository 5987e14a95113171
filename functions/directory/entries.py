"""Which entry answers which question of FreeSWITCH: one table call each."""

import time
from collections.abc import Mapping, Sequence

from functions.directory import user_documents as users
from functions.shared import doctor_account
from functions.shared.dial_strings import WORD
from functions.shared.tables.provisioned.domain_items import Domain, User
from functions.shared.tables.provisioned.users import find_addresses, find_domain, find_gateways, find_group, find_user

# Whoever asks these wants something that no entry of ours has: a clear password (reverse-auth-lookup, verto,
# the event socket) or voicemail. The right answer is the domain without the user.
NEVER_A_USER = frozenset(
    {
        "reverse-auth-lookup", "jsonrpc-authenticate", "event_socket_auth", "voicemail-lookup", "message-count",
        "web-vm", "skinny-auth",
    }
)  # fmt: skip


def find_entry(
    purpose: str, action: str, name: str, fields: Mapping[str, str], credentials: Sequence[str] = ()
) -> tuple[Domain | None, str]:
    """Look up what is asked for; the content is empty where the domain is not ours.

    Args:
        credentials: SHA-256 of what the node that asks has as a password, for its doctor.
    """
    if purpose == "gateways":
        domain, gateways = find_gateways(name)
        return domain, users.gateway_entry(domain, gateways, fields.get("profile", "")) if domain else ""
    if purpose == "network-list":
        domain, addresses = find_addresses(name)
        return domain, users.addresses_entry(domain, addresses) if domain else ""
    if purpose or action in NEVER_A_USER or "VM-Action" in fields:
        domain = find_domain(name)
        return domain, users.user_entry(domain, None) if domain else ""
    if action == "group_call":
        domain, group = find_group(name, lookup_word(fields.get("group_name") or fields.get("group", "")))
        return domain, users.group_entry(domain, group) if domain else ""
    asked = lookup_word(fields.get("user", ""))
    domain, user = find_user(name, asked)
    if domain and user is None and action == "sip_auth" and fields.get("sip_auth_method") == "REGISTER":
        user = doctor(credentials, name, asked, time.time())
    return domain, users.user_entry(domain, user) if domain else ""


def doctor(credentials: Sequence[str], domain: str, user: str, now: float) -> User | None:
    """The account of a node's doctor: it registers, calls nobody and is called by nobody."""
    hashed = doctor_account.a1_hash(credentials, domain, user, now)
    return User(id=user, a1_hash=hashed, context="nowhere", cacheable=0) if hashed else None


def lookup_word(value: str) -> str:
    """Return the value, or a word that names nothing: what cannot be a name costs the same table call."""
    return value if WORD.fullmatch(value) else "?"
