"""A Starlette app as a Lambda handler with log context and metrics."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from aws_lambda_powertools.logging import correlation_paths
from mangum import Mangum
from mangum.adapter import DEFAULT_TEXT_MIME_TYPES
from starlette.applications import Starlette

from functions.shared.observations import logger, metrics

LambdaHandler = Callable[[Mapping[str, Any], object], dict[str, Any]]


def lambda_handler(app: Starlette) -> LambdaHandler:
    """Wrap an app for API Gateway's HTTP API (payload 2.0, `$default` stage)."""
    # What is not listed goes out as base64, which not every caller of a function decodes.
    texts = [*DEFAULT_TEXT_MIME_TYPES, "application/problem+json", "image/svg+xml"]
    # Lifespan "auto" would start and stop the app on every request.
    adapter = Mangum(app, lifespan="off", text_mime_types=texts)

    @logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_HTTP)
    def handler(event: Mapping[str, Any], context: object) -> dict[str, Any]:
        return adapter(cast("Any", event), cast("Any", context))

    return cast("LambdaHandler", metrics.log_metrics(handler))
