"""What telephones dial before the id of a room."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.shared.api.tokens import Grant
from functions.shared.provisioning.over_http.shapes import DialInNumber, DialInNumbers
from functions.shared.tables.provisioned.domain_items import Gateway
from functions.shared.tables.provisioned.routes import ToDialIn, numbers_of
from functions.shared.tables.provisioned.users import find_gateways


async def list_dial_in_numbers(_: Request, grant: Grant) -> Response:
    domain, gateways = find_gateways(grant.domain)
    contexts = {gateway.context for gateway in gateways} | {Gateway(name="", proxy="").context}
    contexts |= {domain.context} if domain is not None else set()
    found = {
        route.number: DialInNumber(number=route.number, language=route.target.language)
        for context in sorted(contexts)
        for route in numbers_of(context)
        if isinstance(route.target, ToDialIn)
    }
    numbers = DialInNumbers(tuple(found[number] for number in sorted(found)))
    return Response(msgspec.json.encode(numbers), media_type="application/json")
