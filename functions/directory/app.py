"""`POST /directory`: mod_xml_curl's questions about domains and users."""

from collections.abc import Mapping

from starlette.responses import Response

from functions.directory.entries import find_entry
from functions.shared.encoders import xml_curl
from functions.shared.encoders.dial_strings import DOMAIN, as_domain
from functions.shared.handlers.lambda_handler import lambda_handler
from functions.shared.handlers.lookups import decline, lookup_app, xml
from functions.shared.tables.known.identities import Asker
from functions.shared.tables.provisioned.users import UsersItem
from functions.shared.telemetry.observations import count, count_of

# `network-list` wants every user with a fixed address, `publish-vm` every voicemail box: there is none.
PURPOSES = frozenset({"", "gateways", "network-list", "publish-vm"})


async def directory(fields: Mapping[str, str], asker: Asker) -> Response:
    purpose, action = fields.get("purpose", ""), fields.get("action", "")
    name = fields.get("domain") or fields.get("key_value", "")
    if fields.get("section") != "directory" or (not name and not purpose):
        count("Odd")
        return xml("directory", xml_curl.domain(name, "", ""))
    # The realm is the client's word: what is no host name is not looked up.
    if purpose not in PURPOSES or not DOMAIN.fullmatch(name):
        return decline()
    name = as_domain(name)
    if not asker.serves(name):
        if fields.get("user"):
            count_of("UnknownUsers", node=asker.node)
        return decline()
    domain, content = find_entry(purpose, action, name, fields, asker)
    return xml("directory", content) if domain else decline()


app = lookup_app("/directory", directory, [UsersItem])
handler = lambda_handler(app)
