"""`POST /directory`: mod_xml_curl's questions about domains and users."""

from collections.abc import Mapping

from starlette.responses import Response

from functions.directory.entries import find_entry
from functions.shared.encoders import xml_curl
from functions.shared.handlers.lambda_handler import lambda_handler
from functions.shared.handlers.lookups import decline, lookup_app, xml
from functions.shared.lookups.entry_questions import entry_question
from functions.shared.tables.known.identities import Asker
from functions.shared.tables.provisioned.users import UsersItem
from functions.shared.telemetry.observations import count, count_of

# `network-list` wants every user with a fixed address, `publish-vm` every voicemail box: there is none.
PURPOSES = frozenset({"", "gateways", "network-list", "publish-vm"})


async def directory(fields: Mapping[str, str], asker: Asker) -> Response:
    asked = entry_question(fields)
    if asked.section != "directory" or (not asked.realm and not asked.purpose):
        count("Odd")
        return xml("directory", xml_curl.domain(asked.realm, "", ""))
    if asked.purpose not in PURPOSES or not asked.domain:
        return decline()
    if not asker.serves(asked.domain):
        if asked.user:
            count_of("UnknownUsers", node=asker.node)
        return decline()
    found = find_entry(asked, asker)
    return xml("directory", found.content, found.keeping, nobody=found.nobody) if found.domain else decline()


app = lookup_app("/directory", directory, [UsersItem])
handler = lambda_handler(app)
