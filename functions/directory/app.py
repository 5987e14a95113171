"""`POST /directory`: mod_xml_curl's questions about domains and users."""

from collections.abc import Mapping

from starlette.responses import Response

from functions.directory import users
from functions.shared import xml_curl
from functions.shared.dial_strings import DOMAIN, WORD
from functions.shared.lambda_handler import lambda_handler
from functions.shared.lookups import decline, lookup_app, xml
from functions.shared.observations import count
from functions.shared.tables.users import Domain, find_domain, find_gateways, find_group, find_user

# Whoever asks these wants something that no entry of ours has: a clear password (reverse-auth-lookup, verto,
# the event socket) or voicemail. The right answer is the domain without the user.
NEVER_A_USER = frozenset(
    {
        "reverse-auth-lookup", "jsonrpc-authenticate", "event_socket_auth", "voicemail-lookup", "message-count", "web-vm",
        "skinny-auth",
    }
)  # fmt: skip
# `network-list` wants every user with a fixed address, `publish-vm` every voicemail box: there are none.
PURPOSES = frozenset({"", "gateways", "network-list", "publish-vm"})


async def directory(fields: Mapping[str, str]) -> Response:
    purpose, action = fields.get("purpose", ""), fields.get("action", "")
    name = fields.get("domain") or fields.get("key_value", "")
    if fields.get("section") != "directory" or (not name and not purpose):
        count("Odd")
        return xml("directory", xml_curl.domain(name, {}, ""))
    # The realm is the client's word: what is no host name is not looked up.
    if purpose not in PURPOSES or not DOMAIN.fullmatch(name):
        return decline()
    domain, content = find_entry(purpose, action, name.lower(), fields)
    return xml("directory", content) if domain else decline()


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
    """Return the value, or a word that names nothing where the value cannot be a name: the same table call either way."""
    return value if WORD.fullmatch(value) else "?"


app = lookup_app("/directory", directory)
handler = lambda_handler(app)
