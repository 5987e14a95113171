"""The process's logger and metrics; every metric's name stands here once."""

import json
from functools import partial
from typing import Literal

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.metrics.functions import is_metrics_disabled

Metric = Literal[
    "Refused",  # no or wrong HTTP Basic credentials, or no valid token
    "TablesUnavailable",  # DynamoDB did not answer in time: 503
    "PinAccepted",  # a caller was let into a room
    "PinRefused",  # a wrong conference id or PIN
    "PinTooEarlyOrLate",  # a right PIN while the room is not open
    "PinAttack",  # more guesses at an id, or at the ids of a node, than an hour has slots
    "Odd",  # an authenticated request that makes no sense: unknown section, missing field
    "Requested",  # a request to the API, whatever the answer
    "RateLimited",  # a token made too many requests
    "WaitCutShort",  # a token's holder had many long waits already
    "CommandAccepted",  # a command was written and sent to its node
    "CommandNotSent",  # the queue did not take it: its relay finds it within seconds
    "Swept",  # the sweep ran
    "CommandExpired",  # nobody began it in time
    "ConferenceLost",  # its node was lost, and did not come back within five minutes
]

# Never log_event and never a body: they hold digests, PINs and passwords. ASCII only: a direction mark in a caller's
# words is told by its number and turns no line around.
logger = Logger(service="freeswitch-functions", json_serializer=partial(json.dumps, default=str, separators=(",", ":")))
metrics = Metrics(namespace="freeswitch-functions", service="freeswitch-functions")


def count(name: Metric, value: int = 1) -> None:
    """Add to a metric; `lambda_handler` writes it out, elsewhere POWERTOOLS_METRICS_DISABLED drops it.

    Look-ups that went well are not counted: API Gateway and Lambda do that already, and a line of metrics would cost
    25 microseconds and 300 bytes of log for every REGISTER.
    """
    # It would print them all the same, at the hundredth.
    if not is_metrics_disabled():
        metrics.add_metric(name=name, unit=MetricUnit.Count, value=value)


def write_metrics() -> None:
    """Write what was counted, if anything was."""
    if metrics.metric_set:
        metrics.flush_metrics()
