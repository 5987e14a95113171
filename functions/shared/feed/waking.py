"""Tells whoever brings events to listeners that there are some: the queue only wakes, the feed has them all.

A wake that is lost shows as a hole at the next one, or in the answer to a ping.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from functions.shared.feed.events import Event
from functions.shared.rooms.waiting import is_waiting_room
from functions.shared.settings import WakeSettings, read
from functions.shared.sqs import waker
from functions.shared.telemetry.observations import count_in_both, logger

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

settings = read(WakeSettings)


class Wake(msgspec.Struct, frozen=True, kw_only=True):
    """A batch of the feed, as it was appended."""

    conference: str
    domain: str
    events: list[Event]


@cache
def sqs_client() -> "SQSClient":
    """A client of its own: whoever appends waits for this, so it gives up early and does not try again."""
    return waker(settings.region, settings.wake_seconds)


def wake(events: Sequence[Event], domain: str | None) -> None:
    """Send what was appended; what cannot be sent is logged and counted, and nothing is lost."""
    if not settings.queue_url or not events or domain is None or is_waiting_room(events[0].conference):
        # Who waits is told of in the conference for which they do; nobody listens anywhere else.
        return
    conference = events[0].conference
    message = Wake(conference=conference, domain=domain, events=list(events))
    try:
        sqs_client().send_message(
            QueueUrl=settings.queue_url,
            MessageBody=msgspec.json.encode(message).decode(),
            # In order for each conference, and one at a time.
            MessageGroupId=hashlib.sha256(conference.encode()).hexdigest()[:32],
            MessageDeduplicationId=events[0].id + str(events[0].seq),
        )
    except (BotoCoreError, ClientError) as error:
        count_in_both("WakesFailed")
        logger.warning("nobody was woken", extra={"conference": conference, "reason": str(error)})
