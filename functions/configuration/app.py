"""`POST /configuration`: the files that FreeSWITCH asks for; all of them come from its own disk."""

from collections.abc import Mapping

from starlette.responses import Response

from functions.shared.lambda_handler import lambda_handler
from functions.shared.lookups import decline, lookup_app


async def configuration(_fields: Mapping[str, str]) -> Response:
    return decline()


app = lookup_app("/configuration", configuration)
handler = lambda_handler(app)
