"""`POST /dialplan`: mod_xml_curl asks where each call goes."""

from collections.abc import Mapping
from datetime import UTC, datetime

from starlette.responses import Response

from functions.dialplan.decision import decide
from functions.shared.encoders import xml_curl
from functions.shared.encoders.dial_strings import WORD
from functions.shared.handlers.lambda_handler import lambda_handler
from functions.shared.handlers.lookups import lookup_app, xml
from functions.shared.lookups.calls import call_of
from functions.shared.tables.claims import ClaimsItem
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.known.identities import Asker
from functions.shared.tables.nodes import NodesItem
from functions.shared.tables.provisioned.rooms import RoomsItem
from functions.shared.tables.provisioned.routes import RoutesItem
from functions.shared.tables.provisioned.users import UsersItem
from functions.shared.telemetry.observations import count, logger

# Parameters of any length may follow a number.
SHOWN = 80


async def dialplan(fields: Mapping[str, str], asker: Asker) -> Response:
    call = call_of(fields, datetime.now(UTC))
    if fields.get("section") != "dialplan" or not WORD.fullmatch(call.context) or not WORD.fullmatch(call.number):
        count("Odd")
        return xml("dialplan", xml_curl.context(call.context))
    decision = decide(call, asker)
    logger.info(
        "call routed",
        extra={
            "context": call.context,
            "number": call.number,
            "dialled": call.dialled[:SHOWN],
            "user": call.user,
            "route": decision.route.name if decision.route else None,
            "refusal": decision.refusal,
        },
    )
    return xml("dialplan", decision.context_element(), decision.keeping)


app = lookup_app("/dialplan", dialplan, [RoutesItem, RoomsItem, UsersItem, ConferencesItem, ClaimsItem, NodesItem])
handler = lambda_handler(app)
