"""The functions' logger and metrics; the relay's, in `relay/telemetry`, have the same redaction and names."""

import json
from collections.abc import Callable
from functools import partial
from typing import Final

from aws_lambda_powertools import Logger, Metrics, single_metric
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.metrics.functions import is_metrics_disabled

from functions.shared.settings import TableSettings, read
from functions.shared.telemetry.metric_names import NAMESPACE, FunctionMetric, OfBoth
from functions.shared.telemetry.redaction import Redaction

SERVICE: Final = "freeswitch-functions"
STACK: Final = read(TableSettings).stack
# Nobody else's words: cutting secrets out of a text takes 3 microseconds. A trace has been through it.
_OURS: Final = frozenset({
    "level", "location", "timestamp", "service", "correlation_id", "function_request_id", "exception", "exception_name",
})  # fmt: skip


class RedactedLines(LambdaPowertoolsFormatter):
    """Powertools' lines; whatever stands in one, a trace's texts too, is cut as in the relay's."""

    redaction = Redaction()

    def serialize(self, log: object) -> str:
        return super().serialize(self._shown(log))  # type: ignore[arg-type]  # Powertools calls its dict a LogRecord

    def formatException(self, ei: object) -> str:  # noqa: N802  # logging's name
        return self.redaction.trace(super().formatException(ei))  # type: ignore[arg-type]  # as logging has it

    def _shown(self, value: object) -> object:
        if isinstance(value, dict):
            return {name: one if name in _OURS else self._shown(one) for name, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._shown(one) for one in value]
        return value if isinstance(value, (int, float, type(None))) else self.redaction.text(str(value))


# Never log_event and never a body: they hold digests, PINs and passwords. ASCII only: a direction mark in a caller's
# words is told by its number and turns no line around.
logger = Logger(
    service=SERVICE,
    logger_formatter=RedactedLines(
        json_serializer=partial(json.dumps, default=str, separators=(",", ":")),
        # A text stays one, whatever it looks like: Powertools would make fields of a caller's JSON.
        json_deserializer=str,
    ),
)
metrics = Metrics(namespace=NAMESPACE, service=SERVICE)
# Two stacks of one account share neither an alarm nor a line of a graph.
metrics.set_default_dimensions(stack=STACK)
_elsewhere: Callable[[OfBoth, int], None] | None = None


def count(name: FunctionMetric, value: int = 1) -> None:
    """Add to a metric; `lambda_handler` writes it out, elsewhere POWERTOOLS_METRICS_DISABLED drops it.

    Look-ups that went well are not counted: API Gateway and Lambda do that already, and a line of metrics would cost
    25 microseconds and 300 bytes of log for every REGISTER.
    """
    # It would print them all the same, at the hundredth.
    if not is_metrics_disabled():
        metrics.add_metric(name=name, unit=MetricUnit.Count, value=value)


def count_in_both(name: OfBoth, value: int = 1) -> None:
    """Count what a relay does as well as a function, wherever this runs."""
    if _elsewhere is None:
        count(name, value)
    else:
        _elsewhere(name, value)


def count_elsewhere(add: Callable[[OfBoth, int], None] | None) -> None:
    """Let a relay, whose process this is, count in its own metrics."""
    global _elsewhere  # noqa: PLW0603  # one process is a function's or a relay's
    _elsewhere = add


def count_of(name: FunctionMetric, **dimensions: str) -> None:
    """Count something of one node or function, in a line of its own: all metrics of a line share their dimensions."""
    if not is_metrics_disabled():
        of_all = {"stack": STACK, "service": SERVICE, **dimensions}
        with single_metric(name, MetricUnit.Count, 1, namespace=NAMESPACE, default_dimensions=of_all):
            pass


def write_metrics() -> None:
    """Write what was counted, if anything was."""
    if metrics.metric_set:
        metrics.flush_metrics()
