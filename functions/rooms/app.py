"""What a domain's file may say, over HTTP; and by queue and clock what nodes are told of it."""

import time
from collections.abc import Mapping
from typing import Any

from starlette.applications import Starlette

from functions.rooms.operations import OPERATIONS
from functions.rooms.telling import sqs_client
from functions.rooms.told_later import look_at_observers, tell_all, tell_those
from functions.shared.api.gates import routes
from functions.shared.api.rate_limits import RateLimits
from functions.shared.api.serving import served
from functions.shared.api.tokens import Tokens
from functions.shared.command_life import command_queue
from functions.shared.handlers.lambda_handler import lambda_handler
from functions.shared.live import ending
from functions.shared.settings import ApiSettings, read
from functions.shared.tables import base
from functions.shared.telemetry.observations import logger, write_metrics


def create_app(settings: ApiSettings) -> Starlette:
    """Put the operations behind tokens, limits and CORS."""
    limits = RateLimits(settings.requests_per_second, settings.requests_at_once)
    return served(routes(OPERATIONS, Tokens(settings), limits), settings)


base.warm_up()
command_queue.warm_up()
app = create_app(read(ApiSettings))
sqs_client()
ending.sqs_client()
_answer = lambda_handler(app)


def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """Take what the HTTP API, the queue or the clock brings."""
    if "requestContext" in event:
        return _answer(event, context)
    logger.append_keys(function_request_id=context.aws_request_id)
    try:
        if "Records" in event:
            return {"batchItemFailures": [{"itemIdentifier": one} for one in tell_those(event["Records"], time.time())]}
        try:
            look_at_observers(time.time())
        finally:
            tell_all(time.time())
        return {}
    finally:
        write_metrics()
