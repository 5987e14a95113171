"""`POST /configuration`: a room's profile, caller controls and layouts; all other files are the node's own.

FreeSWITCH holds its conference control still while it asks for the layouts: one table call, and an answer that was
rendered when a layout changed.
"""

from collections.abc import Mapping

from starlette.responses import Response

from functions.configuration.files import content_of
from functions.shared.encoders import xml_curl
from functions.shared.handlers.lambda_handler import lambda_handler
from functions.shared.handlers.lookups import decline, lookup_app, xml
from functions.shared.tables.known.identities import Asker
from functions.shared.tables.provisioned.rendered import RenderedItem
from functions.shared.tables.provisioned.rooms import RoomsItem


async def configuration(fields: Mapping[str, str], asker: Asker) -> Response:
    file = fields.get("key_value", "")
    content = content_of(fields, asker)
    return xml("configuration", xml_curl.configuration(file, content)) if content else decline()


app = lookup_app("/configuration", configuration, [RoomsItem, RenderedItem])
handler = lambda_handler(app)
