"""A function that a schedule starts as a Lambda handler with log context and metrics; carries no web framework."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from functions.shared.telemetry.observations import logger, write_metrics

ScheduledHandler = Callable[[Mapping[str, Any], object], dict[str, Any]]


def scheduled_handler(run: Callable[[], object]) -> ScheduledHandler:
    """Wrap `run`; what it raises reaches Lambda, which counts it."""

    @logger.inject_lambda_context
    def handler(_: Mapping[str, Any], __: object) -> dict[str, Any]:
        try:
            run()
        finally:
            write_metrics()
        return {}

    return cast("ScheduledHandler", handler)
