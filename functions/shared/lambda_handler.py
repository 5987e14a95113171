"""A Starlette app as a Lambda handler with log context and metrics."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from aws_lambda_powertools.logging import correlation_paths
from mangum import Mangum
from starlette.applications import Starlette

from functions.shared.observations import logger, metrics

LambdaHandler = Callable[[Mapping[str, Any], object], dict[str, Any]]


def lambda_handler(app: Starlette) -> LambdaHandler:
    """Wrap an app for API Gateway's HTTP API (payload 2.0, `$default` stage)."""
    # Lifespan "auto" would start and stop the app on every request.
    adapter = Mangum(app, lifespan="off")

    @logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_HTTP)
    def handler(event: Mapping[str, Any], context: object) -> dict[str, Any]:
        return adapter(cast("Any", event), cast("Any", context))

    return cast("LambdaHandler", metrics.log_metrics(handler))
