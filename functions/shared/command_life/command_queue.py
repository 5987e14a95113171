"""Wakes a node's relay: one FIFO queue per node, in order per conference; the message is only the command's id."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from functions.shared.command_life.outcomes import CommandRow
from functions.shared.settings import QueueSettings, read
from functions.shared.sqs import impatient_client

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

settings = read(QueueSettings)

# SQS takes so many in one call.
TOGETHER = 10


class NotSent(Exception):
    """SQS did not take the message in time; whether it has it is not known."""


@cache
def sqs_client() -> "SQSClient":
    """The process's one SQS client; asked for at import it is made in Lambda's init phase."""
    return impatient_client(
        settings.region, connect_seconds=settings.connect_seconds, read_seconds=settings.read_seconds, tries=2
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


def send_commands(queue_url: str, rows: Sequence[CommandRow]) -> None:
    """Do so for several commands of one node, ten a call.

    Raises:
        NotSent: not all of them were taken in time.
    """
    for start in range(0, len(rows), TOGETHER):
        entries: list[SendMessageBatchRequestEntryTypeDef] = [
            {
                "Id": str(number),
                "MessageBody": row.id,
                "MessageGroupId": row.group,
                "MessageDeduplicationId": row.id,
            }
            for number, row in enumerate(rows[start : start + TOGETHER])
        ]
        try:
            answer = sqs_client().send_message_batch(QueueUrl=queue_url, Entries=entries)
        except (BotoCoreError, ClientError) as error:
            raise NotSent(str(error)) from error
        if failed := answer.get("Failed", []):
            raise NotSent(f"{len(failed)} of {len(entries)} were refused: {failed[0].get('Code')}")
