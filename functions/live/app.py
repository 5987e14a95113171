"""`/v1/live`, `/v1/conferences/{c}/events`, and the events of the WebSocket."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from starlette.applications import Starlette

from functions.live.connections import Answer, connected, disconnected, said
from functions.live.events import get_events
from functions.live.tickets import open_live
from functions.shared.api.gates import routes
from functions.shared.api.rate_limits import RateLimits
from functions.shared.api.serving import served
from functions.shared.api.tokens import Tokens
from functions.shared.handlers.lambda_handler import LambdaHandler, lambda_handler
from functions.shared.live.operations import GET_EVENTS, OPEN_LIVE
from functions.shared.live.posting import gateway
from functions.shared.observations import logger, write_metrics
from functions.shared.settings import ApiSettings, read
from functions.shared.tables import base

OPERATIONS = (replace(OPEN_LIVE, read=open_live), replace(GET_EVENTS, read=get_events))


def create_app(settings: ApiSettings) -> Starlette:
    """Put what is answered over HTTP behind tokens, limits and CORS."""
    limits = RateLimits(settings.requests_per_second, settings.requests_at_once)
    return served(routes(OPERATIONS, Tokens(settings), limits), settings)


def socket_handler(limits: RateLimits) -> LambdaHandler:
    """Answer the events of a WebSocket API of API Gateway."""
    kinds: dict[str, Callable[[Mapping[str, Any]], Answer]] = {
        "CONNECT": connected,
        "DISCONNECT": disconnected,
        "MESSAGE": lambda event: said(event, limits),
    }

    def handle(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
        asked = event["requestContext"]
        logger.append_keys(correlation_id=asked.get("requestId"), function_request_id=context.aws_request_id)
        try:
            return kinds[asked["eventType"]](event)
        finally:
            write_metrics()

    return handle


def both(http: LambdaHandler, socket: LambdaHandler) -> LambdaHandler:
    """One function behind two APIs: only the WebSocket's events have connections."""

    def handle(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
        return (socket if "connectionId" in event["requestContext"] else http)(event, context)

    return handle


base.warm_up()
gateway()
_settings = read(ApiSettings)
app = create_app(_settings)
socket = socket_handler(RateLimits(_settings.requests_per_second, _settings.requests_at_once))
handler = both(lambda_handler(app), socket)
