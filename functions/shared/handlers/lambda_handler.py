"""A Starlette app as a Lambda handler with log context and metrics."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, cast

from mangum import Mangum
from mangum.adapter import DEFAULT_TEXT_MIME_TYPES
from starlette.applications import Starlette

from functions.shared.telemetry.observations import count_of, logger, write_metrics

SERVER_ERROR = 500

LambdaHandler = Callable[[Mapping[str, Any], object], dict[str, Any]]


def lambda_handler(app: Starlette) -> LambdaHandler:
    """Wrap an app for API Gateway's HTTP API (payload 2.0, `$default` stage)."""
    # What is not listed goes out as base64, which not every caller of a function decodes.
    texts = [*DEFAULT_TEXT_MIME_TYPES, "application/problem+json", "image/svg+xml"]
    # Lifespan "auto" would start and stop the app on every request.
    adapter = Mangum(app, lifespan="off", text_mime_types=texts)

    # Not inject_lambda_context: it takes 20 microseconds of every call, for keys that CloudWatch has already.
    def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
        logger.append_keys(
            correlation_id=event["requestContext"]["requestId"], function_request_id=context.aws_request_id
        )
        try:
            _have_a_loop()
            answer = adapter(cast("Any", event), context)
            # Lambda counts no error here: an exception is answered with 500.
            if answer["statusCode"] >= SERVER_ERROR:
                count_of("ServerErrors", function=context.function_name)
            return answer
        finally:
            write_metrics()

    return handler


def _have_a_loop() -> None:
    """Mangum runs every request in the thread's own loop; `asyncio.run` leaves a thread without one."""
    try:
        asyncio.get_event_loop()
    except RuntimeError:
        asyncio.set_event_loop(asyncio.new_event_loop())
