"""The commands' rows and the queues, read past the proxies, in the words of the table."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import boto3
import msgspec

from functions.shared.command_life.outcomes import CommandRow, CommandState, Outcome
from functions.shared.tables.commands.erasures import ERASE
from functions.shared.tables.commands.rows import KEY
from infra.local.aws.key import AwsKey

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.literals import QueueAttributeNameType

COUNTS: "tuple[QueueAttributeNameType, ...]" = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")


class Storage:
    """What the embedded AWS holds."""

    def __init__(self, endpoint: str, region: str, key: AwsKey, table: str, queues: Mapping[str, str]) -> None:
        own: Any = {
            "region_name": region,
            "endpoint_url": endpoint,
            "aws_access_key_id": key.name,
            "aws_secret_access_key": key.secret,
        }
        self._tables: DynamoDBClient = boto3.client("dynamodb", **own)
        self._queues: SQSClient = boto3.client("sqs", **own)
        self._table, self._urls = table, queues

    def commands(self) -> dict[str, CommandRow]:
        """Every command's row, by its id."""
        rows: dict[str, CommandRow] = {}
        for page in self._tables.get_paginator("scan").paginate(TableName=self._table, ConsistentRead=True):
            for item in page["Items"]:
                # The others say which command an Idempotency-Key has made, and which film is to be erased.
                if not item["id"]["S"].startswith(KEY) and ERASE not in item["id"]["S"]:
                    row = _row(item)
                    rows[row.id] = row
        return rows

    def messages(self) -> dict[str, int]:
        """How many messages each queue holds, in somebody's hands or not."""
        found = {}
        for logical, url in self._urls.items():
            attributes = self._queues.get_queue_attributes(QueueUrl=url, AttributeNames=list(COUNTS))["Attributes"]
            found[logical] = sum(int(attributes[name]) for name in COUNTS)
        return found


def _row(item: Mapping[str, Any]) -> CommandRow:
    fixed = msgspec.json.decode(item["request"]["S"], type=CommandRow)
    ended, outcome, owner = item.get("finished_at"), item.get("outcome"), item.get("owner")
    return msgspec.structs.replace(
        fixed,
        state=msgspec.convert(item["state"]["S"], CommandState),
        deadline=float(item["deadline"]["N"]),
        attempt=int(item["attempt"]["N"]),
        owner=owner["S"] if owner else None,
        until=float(item["until"]["N"]),
        finished_at=float(ended["N"]) if ended and "N" in ended else None,
        outcome=msgspec.json.decode(outcome["S"], type=Outcome) if outcome and "S" in outcome else None,
    )
