"""Which entry answers which question of FreeSWITCH: one table call each."""

from collections.abc import Mapping

from functions.directory import users
from functions.shared.dial_strings import WORD
from functions.shared.tables.users import Domain, find_domain, find_gateways, find_group, find_user

# Whoever asks these wants something that no entry of ours has: a clear password (reverse-auth-lookup, verto,
# the event socket) or voicemail. The right answer is the domain without the user.
NEVER_A_USER = frozenset(
    {
        "reverse-auth-lookup", "jsonrpc-authenticate", "event_socket_auth", "voicemail-lookup", "message-count",
        "web-vm", "skinny-auth",
    }
)  # fmt: skip


def find_entry(purpose: str, action: str, name: str, fields: Mapping[str, str]) -> tuple[Domain | None, str]:
    """Look up what is asked for; the content is empty where the domain is not ours."""
    if purpose == "gateways":
        domain, gateways = find_gateways(name)
        return domain, users.gateway_entry(domain, gateways, fields.get("profile", "")) if domain else ""
    if purpose or action in NEVER_A_USER or "VM-Action" in fields:
        domain = find_domain(name)
        return domain, users.user_entry(domain, None) if domain else ""
    if action == "group_call":
        domain, group = find_group(name, lookup_word(fields.get("group_name") or fields.get("group", "")))
        return domain, users.group_entry(domain, group) if domain else ""
    domain, user = find_user(name, lookup_word(fields.get("user", "")))
    return domain, users.user_entry(domain, user) if domain else ""


def lookup_word(value: str) -> str:
    """Return the value, or a word that names nothing: what cannot be a name costs the same table call."""
    return value if WORD.fullmatch(value) else "?"
