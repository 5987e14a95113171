"""Wakes who sends to webhooks: the queue only wakes, the tables have all that there is to do."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from functions.shared.settings import WebhookQueueSettings, read
from functions.shared.sqs import waker
from functions.shared.telemetry.observations import count, logger

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

# SQS takes so many in one call, and lets none wait longer than so.
TOGETHER, LONGEST_DELAY = 10, 900

settings = read(WebhookQueueSettings)


class Wake(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What may have something to do.

    Attributes:
        hook: the webhook's name; without it, each one of the domain.
        conference: without it, and without `delivery`, all of the webhook's.
        delivery: one that was asked for.
        seq: the newest that is known.
    """

    domain: str
    hook: str = ""
    conference: str = ""
    delivery: str = ""
    seq: int = 0


@cache
def sqs_client() -> "SQSClient":
    """A client of its own, which gives up early: what it cannot send is found by the clock."""
    return waker(settings.region, settings.wake_seconds)


def wake_hooks(wakes: Iterable[Wake], *, delay: float = 0.0) -> None:
    """Send these; what cannot be sent is logged and counted, and the next look by the clock finds it.

    Args:
        delay: seconds until they arrive, at most 900.
    """
    if not settings.queue_url:
        return
    waiting = list(wakes)
    for start in range(0, len(waiting), TOGETHER):
        some = waiting[start : start + TOGETHER]
        entries = [
            {
                "Id": str(number),
                "MessageBody": msgspec.json.encode(one).decode(),
                "DelaySeconds": max(0, min(LONGEST_DELAY, round(delay))),
            }
            for number, one in enumerate(some)
        ]
        try:
            answer = sqs_client().send_message_batch(QueueUrl=settings.queue_url, Entries=entries)  # type: ignore[arg-type]  # plain dicts
            failed = len(answer.get("Failed", []))
        except (BotoCoreError, ClientError) as error:
            logger.warning("no webhook was woken", extra={"reason": str(error)})
            failed = len(entries)
        if failed:
            count("WakesFailed", failed)
