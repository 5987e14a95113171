"""Who follows a conference in a page, for who asks over HTTP."""

import time

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.shared.api.sight.presence import living_conference
from functions.shared.api.tokens import Grant
from functions.shared.live.operations import Watchers
from functions.shared.participation.watching import watchers
from functions.shared.tables.live.connections import listening


async def get_presence(request: Request, grant: Grant) -> Response:
    conference = living_conference(str(request.path_params["conference"]), grant)
    found = watchers(conference, listening(conference.name, grant.domain, now=time.time()))
    return Response(msgspec.json.encode(Watchers(items=tuple(found))), media_type="application/json")
