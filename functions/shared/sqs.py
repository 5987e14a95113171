"""Clients of SQS for those that somebody waits for: they give up early."""

from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from functions.shared.version import USER_AGENT

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

# A relay sends so many at once without throwing connections away.
AT_ONCE = 50


def impatient_client(region: str, *, connect_seconds: float, read_seconds: float, tries: int = 1) -> "SQSClient":
    """Make a client of its own.

    Args:
        region: AWS's name of it.
        connect_seconds: until a connection has to stand.
        read_seconds: until it has to answer.
        tries: how often a message is sent before the sender hears of the failure.
    """
    return boto3.client(
        "sqs",
        region_name=region,
        config=Config(
            user_agent_extra=USER_AGENT,
            connect_timeout=connect_seconds,
            read_timeout=read_seconds,
            max_pool_connections=AT_ONCE,
            retries={"total_max_attempts": tries, "mode": "standard"},
        ),
    )


def waker(region: str, seconds: float) -> "SQSClient":
    """Make a client that tries once, for so many seconds: what it cannot send is found by the clock."""
    return impatient_client(region, connect_seconds=seconds, read_seconds=seconds)
