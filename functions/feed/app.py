"""Woken by a queue with what was appended to feeds; tells every connection that listens, and wakes webhooks."""

import time
from collections.abc import Mapping
from typing import Any

import msgspec

from functions.feed.hooks import wake_those_that_want
from functions.feed.rounds import Round, tell
from functions.shared.feed.waking import Wake
from functions.shared.live.posting import gateway
from functions.shared.participation.watching import tell_begun
from functions.shared.tables import base
from functions.shared.tables.base import TablesUnavailable
from functions.shared.telemetry.observations import logger, write_metrics
from functions.shared.webhooks.waking import sqs_client


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
    # First: whoever tells viewers pauses afterwards.
    wake_those_that_want(rounds.values())
    failed: list[str] = []
    for one in tell(list(rounds.values()), now=time.time()):
        failed += messages[one]
    for each in rounds.values():
        if each.conference not in failed:
            _tell_who_waited(each)
    return failed


def _tell_who_waited(one: Round) -> None:
    """Whoever listened before a meeting began is told as there when it begins."""
    for event in one.events:
        if event.type == "conference.started":
            try:
                tell_begun(event, one.domain, now=time.time())
            except TablesUnavailable as error:
                # Whoever asks who is there is told by the connections themselves.
                logger.warning("nobody was told who waited", extra={"conference": one.conference, "reason": str(error)})


def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    logger.append_keys(function_request_id=context.aws_request_id)
    try:
        failed = run_once(event["Records"])
        return {"batchItemFailures": [{"itemIdentifier": one} for one in failed]}
    finally:
        write_metrics()


base.warm_up()
gateway()
sqs_client()
