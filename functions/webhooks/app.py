"""Woken by a queue, and once a minute by the clock: tells webhooks what happened."""

import time
from collections.abc import Mapping
from typing import Any

from functions.shared.known_structs import know_structs
from functions.shared.tables import base
from functions.shared.telemetry.observations import logger, write_metrics
from functions.shared.webhooks.waking import sqs_client
from functions.webhooks.looking import look
from functions.webhooks.means import own_means
from functions.webhooks.rounds import run_round

means = own_means()


def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    logger.append_keys(function_request_id=context.aws_request_id)
    try:
        if "Records" not in event:
            look(time.time())
            return {}
        return {"batchItemFailures": [{"itemIdentifier": one} for one in run_round(event["Records"], means)]}
    finally:
        write_metrics()


base.warm_up()
# Before the first thread.
know_structs()
sqs_client()
