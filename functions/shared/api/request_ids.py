"""Each request has an id: in its answer, its problem, the command's row, and the logs of function and relay.

On AWS it is API Gateway's own, which stands in its access log; what a client sends as X-Request-Id counts for nothing.
"""

import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from functions.shared.observations import logger

HEADER = "X-Request-Id"
_KEY = "request_id"


class RequestIds:
    """An ASGI middleware, before all that answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = _gateways(scope) or secrets.token_hex(16)
        # In the scope itself: what answers for a failure stands outside of all middleware and has the same one.
        scope[_KEY] = request_id

        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        # Several requests run in one thread of the local stack, each in a context of its own.
        with logger.append_context_keys(request=request_id):
            await self._app(scope, receive, send_more)


def request_id_of(request: HTTPConnection) -> str:
    """The request's id; empty where the request did not come through the middleware."""
    return str(request.scope.get(_KEY, ""))


def _gateways(scope: Scope) -> str:
    event = scope.get("aws.event") or {}
    return str(event.get("requestContext", {}).get("requestId", ""))
