"""Wakes whoever ends connections: when a connection's token ends, and when tokens are revoked.

The queue only wakes: whether a token is over stands in the connection's row and in the domain's revocations. What the
queue does not take is found by the sweep, a minute later at most.
"""

import math
from functools import cache
from typing import TYPE_CHECKING

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from functions.shared.settings import EndingSettings, read
from functions.shared.sqs import waker
from functions.shared.tables.live.connections import LIFE_SECONDS, Viewer
from functions.shared.telemetry.observations import count, logger

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

# SQS lets no message wait longer: whoever gets it before the token's end sends the next.
LONGEST_DELAY = 900
# An index shows what was written a moment ago a moment later: a connection that was opened just before a revocation.
REVOKED_DELAY = 2

settings = read(EndingSettings)


class TokenEnds(msgspec.Struct, frozen=True, kw_only=True, tag="token_ends"):
    """The token of a connection ends about now, or is to be waited for again."""

    connection: str


class Revoked(msgspec.Struct, frozen=True, kw_only=True, tag="revoked", omit_defaults=True):
    """Tokens were revoked: all that a subject had, or without a subject one of whoever it is in the domain."""

    domain: str
    subject: str = ""


@cache
def sqs_client() -> "SQSClient":
    """A client of its own: whoever connects or revokes waits for this, so it gives up early."""
    return waker(settings.region, settings.wake_seconds)


def wake_at_end(connection: str, viewer: Viewer, *, now: float) -> bool:
    """Have the connection ended when its token ends; one that the gateway ends before needs nothing.

    Returns:
        Whether that is seen to; otherwise it was logged and counted, and the sweep does it.
    """
    left = viewer.ends - now
    if left > LIFE_SECONDS:
        return True
    return _sent(TokenEnds(connection=connection), delay=max(0, min(LONGEST_DELAY, math.ceil(left))))


def wake_at_revocation(domain: str, subject: str = "") -> bool:
    """Have connections ended whose tokens were just revoked: a subject's, or any of the domain.

    Returns:
        Whether the queue has it; otherwise it was logged and counted, and the sweep does it.
    """
    return _sent(Revoked(domain=domain, subject=subject), delay=REVOKED_DELAY)


def _sent(message: TokenEnds | Revoked, *, delay: int) -> bool:
    if not settings.queue_url:
        return False
    body = msgspec.json.encode(message).decode()
    try:
        sqs_client().send_message(QueueUrl=settings.queue_url, MessageBody=body, DelaySeconds=delay)
    except (BotoCoreError, ClientError) as error:
        count("WakesFailed")
        logger.warning("connections are ended by the sweep", extra={"reason": str(error)})
        return False
    return True
