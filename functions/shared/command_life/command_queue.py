"""Wakes a node's relay: one FIFO queue per node, in order per conference; the message is only the command's id."""

from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from functions.shared.outcomes import CommandRow
from functions.shared.settings import QueueSettings, read
from functions.shared.version import USER_AGENT

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

settings = read(QueueSettings)


class NotSent(Exception):
    """SQS did not take the message in time; whether it has it is not known."""


@cache
def sqs_client() -> "SQSClient":
    """The process's one SQS client; asked for at import it is made in Lambda's init phase."""
    return boto3.client(
        "sqs",
        region_name=settings.region,
        config=Config(
            user_agent_extra=USER_AGENT,
            connect_timeout=settings.connect_seconds,
            read_timeout=settings.read_seconds,
            retries={"total_max_attempts": 2, "mode": "standard"},
        ),
    )


def warm_up() -> None:
    """Make the client now, in Lambda's init phase, rather than while a request waits."""
    sqs_client()


def send_command(queue_url: str, row: CommandRow) -> None:
    """Send the id of a written command to its node's queue.

    Raises:
        NotSent: no answer in time, or a refusal.
    """
    try:
        sqs_client().send_message(
            QueueUrl=queue_url,
            MessageBody=row.id,
            MessageGroupId=row.group,
            # SQS drops a second message with this id for five minutes: the client tries twice.
            MessageDeduplicationId=row.id,
        )
    except (BotoCoreError, ClientError) as error:
        raise NotSent(str(error)) from error
