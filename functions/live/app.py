"""`/v1/live`, what is asked beside a WebSocket, the WebSocket's events, and the ends of tokens."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from starlette.applications import Starlette

from functions.live.connections import Answer, connected, disconnected, said
from functions.live.ending import end_those
from functions.live.events import get_domain_events, get_events
from functions.live.message_requests import delete_message, list_messages, post_message
from functions.live.presence import get_presence
from functions.live.tickets import open_live
from functions.shared.api.gates import routes
from functions.shared.api.rate_limits import RateLimits
from functions.shared.api.serving import served
from functions.shared.api.tokens import Tokens
from functions.shared.handlers.lambda_handler import LambdaHandler, lambda_handler
from functions.shared.live.ending import sqs_client
from functions.shared.live.operations import (
    DELETE_MESSAGE,
    GET_DOMAIN_EVENTS,
    GET_EVENTS,
    GET_PRESENCE,
    LIST_MESSAGES,
    OPEN_LIVE,
    POST_MESSAGE,
)
from functions.shared.live.posting import gateway
from functions.shared.settings import ApiSettings, read
from functions.shared.tables import base
from functions.shared.telemetry.observations import logger, write_metrics

OPERATIONS = (
    replace(OPEN_LIVE, read=open_live),
    replace(GET_EVENTS, read=get_events),
    replace(GET_DOMAIN_EVENTS, read=get_domain_events),
    replace(LIST_MESSAGES, read=list_messages),
    replace(POST_MESSAGE, read=post_message),
    replace(DELETE_MESSAGE, read=delete_message),
    replace(GET_PRESENCE, read=get_presence),
)


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


def queue_handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """End connections whose token is over."""
    logger.append_keys(function_request_id=context.aws_request_id)
    try:
        return {"batchItemFailures": [{"itemIdentifier": one} for one in end_those(event["Records"], time.time())]}
    finally:
        write_metrics()


def one_of(http: LambdaHandler, socket: LambdaHandler, queue: LambdaHandler) -> LambdaHandler:
    """One function behind a queue and two APIs, of which only the WebSocket's events have connections."""

    def handle(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
        if "Records" in event:
            return queue(event, context)
        return (socket if "connectionId" in event["requestContext"] else http)(event, context)

    return handle


base.warm_up()
gateway()
sqs_client()
_settings = read(ApiSettings)
app = create_app(_settings)
socket = socket_handler(RateLimits(_settings.requests_per_second, _settings.requests_at_once))
handler = one_of(lambda_handler(app), socket, queue_handler)
