"""Woken by a queue with what was appended to feeds; tells it to every connection that listens."""

import time
from collections.abc import Mapping
from typing import Any

import msgspec

from functions.feed.rounds import Round, tell
from functions.shared.feed.waking import Wake
from functions.shared.live.posting import gateway
from functions.shared.observations import logger, write_metrics
from functions.shared.tables import base


def run_once(records: list[Mapping[str, Any]]) -> list[str]:
    """Tell what these messages bring; returns the ids of those that are to come once more."""
    rounds: dict[str, Round] = {}
    messages: dict[str, list[str]] = {}
    for record in records:
        try:
            wake = msgspec.json.decode(record["body"], type=Wake)
        except msgspec.DecodeError as error:
            # It will be no better the next time.
            logger.error("a wake cannot be read", extra={"reason": str(error)})
            continue
        rounds.setdefault(wake.conference, Round(wake.conference, wake.domain)).add(wake)
        messages.setdefault(wake.conference, []).append(str(record["messageId"]))
    failed: list[str] = []
    for one in tell(list(rounds.values()), now=time.time()):
        failed += messages[one]
    return failed


def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    logger.append_keys(function_request_id=context.aws_request_id)
    try:
        failed = run_once(event["Records"])
        return {"batchItemFailures": [{"itemIdentifier": one} for one in failed]}
    finally:
        write_metrics()


base.warm_up()
gateway()
