"""Brings rows back from a restored table: `python -m infra.restore_rows rooms --restored rooms-of-yesterday`.

DynamoDB restores into a new table, never into the one that is there. What that one lacks is copied into it; a row that
is there is left as it is, and what has ended meanwhile does not come back. What the system makes by itself is refused:
an older row of those would be believed (docs/runbooks/restore.md).
"""

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from functions.shared.settings import SettingError, TableSettings, read
from functions.shared.version import USER_AGENT
from infra.provision import confirmed

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# What somebody has said, or what was and is not said again.
RESTORABLE = (
    "assets",
    "audit",
    "conferences",
    "entries",
    "identities",
    "layouts",
    "meetings",
    "messages",
    "people",
    "rendered",
    "revocations",
    "rooms",
    "routes",
    "users",
    "webhooks",
)
# Of conferences only what outlives them: films that are done, scenes and their order.
OUTLIVING = re.compile(r"recording#.*|scene#.*|cues")
AT_ONCE = 16

Row = dict[str, Any]


class Restoring:
    """One table and what it was at an earlier moment.

    Args:
        client: of DynamoDB.
        restored: the full name of the table that was restored.
        live: that of the one that is used.
    """

    def __init__(self, client: "DynamoDBClient", restored: str, live: str) -> None:
        self._client, self._restored, self._live = client, restored, live
        self._whole = not live.endswith("-conferences")
        self._names = [key["AttributeName"] for key in client.describe_table(TableName=live)["Table"]["KeySchema"]]
        self._there = {self.key(row) for row in self._keys()}

    def key(self, row: Row) -> tuple[str, ...]:
        return tuple(str(next(iter(row[name].values()))) for name in self._names)

    def missing(self, begins: str, now: float) -> Iterator[list[Row]]:
        """Page by page, the rows that the live table does not have, and whose time is not over.

        Args:
            begins: how the first key of a row must begin; empty for all.
            now: seconds since 1970.
        """
        for page in self._client.get_paginator("scan").paginate(TableName=self._restored, ConsistentRead=True):
            yield [
                row
                for row in page["Items"]
                if self.key(row) not in self._there
                and (self._whole or _outlives(row, self.key(row)))
                and self.key(row)[0].startswith(begins)
                and float(row.get("expires", {}).get("N", "inf")) > now
            ]

    def put(self, row: Row) -> bool:
        """Write a row; False where somebody has made it meanwhile."""
        try:
            self._client.put_item(
                TableName=self._live,
                Item=row,
                ConditionExpression="attribute_not_exists(#0)",
                ExpressionAttributeNames={"#0": self._names[0]},
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def _keys(self) -> Iterator[Row]:
        names = {f"#{number}": name for number, name in enumerate(self._names)}
        pages = self._client.get_paginator("scan").paginate(
            TableName=self._live,
            ConsistentRead=True,
            ProjectionExpression=", ".join(names),
            ExpressionAttributeNames=names,
        )
        for page in pages:
            yield from page["Items"]


def _outlives(row: Row, key: tuple[str, ...]) -> bool:
    """Whether a row of `conferences` is good without the conference; `live_node` has what a relay still works on."""
    return OUTLIVING.fullmatch(key[1]) is not None and "live_node" not in row


def main(arguments: Sequence[str] | None = None, now: float | None = None) -> int:
    """Show what is missing, ask, and write it; 1 where nothing was written, 2 where the tables did not answer."""
    parser = argparse.ArgumentParser(prog="python -m infra.restore_rows", description=__doc__)
    parser.add_argument("table", choices=RESTORABLE, help="what the rows are of, without TABLE_PREFIX")
    parser.add_argument("--restored", required=True, help="the full name of the table that was restored")
    parser.add_argument("--begins", default="", help="only rows whose first key begins so, such as example.com")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    options = parser.parse_args(arguments)
    try:
        return _restore(options, time.time() if now is None else now)
    except (SettingError, BotoCoreError, ClientError) as error:
        print(f"infra.restore_rows: {error}", file=sys.stderr)
        return 2


def _restore(options: argparse.Namespace, now: float) -> int:
    settings = read(TableSettings)
    live = settings.prefix + options.table
    restoring = Restoring(_client(settings.region), options.restored, live)
    found = Counter(restoring.key(row)[0] for page in restoring.missing(options.begins, now) for row in page)
    for key, count in sorted(found.items()):
        print(f"{count:>7}  {key}")
    if not found:
        print(f"{live} lacks nothing of {options.restored}")
        return 1
    if not options.yes and not confirmed(found.total()):
        return 1
    with ThreadPoolExecutor(AT_ONCE) as pool:
        put = [sum(pool.map(restoring.put, page)) for page in restoring.missing(options.begins, now)]
    print(f"{sum(put)} of {found.total()} rows are back in {live}")
    return 0


def _client(region: str) -> "DynamoDBClient":
    config = Config(
        retries={"mode": "standard", "total_max_attempts": 10},
        max_pool_connections=AT_ONCE,
        user_agent_extra=USER_AGENT,
    )
    return boto3.client("dynamodb", region_name=region, config=config)


if __name__ == "__main__":
    sys.exit(main())
