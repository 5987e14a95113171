"""A Query of the embedded DynamoDB gives what moto's own gives, and looks at those rows only that it can be about."""

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import boto3
import pytest
from moto import mock_aws
from moto.dynamodb.models.dynamo_type import Item

from infra.local.aws import dynamodb

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PARTITIONS, ROWS = ("a", "b", "c"), 14


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mock_aws():
        found = boto3.client("dynamodb", region_name="eu-central-1")
        for name, kind in (("numbers", "N"), ("texts", "S")):
            make(found, name, kind)
        yield found


@pytest.fixture
def install() -> Iterator[Callable[[], None]]:
    """Puts ours in moto's place, until the test is over."""
    with ExitStack() as later:

        def put() -> None:
            later.callback(dynamodb.install())

        yield put


def make(client: "DynamoDBClient", name: str, kind: Any) -> None:
    client.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "of", "KeyType": "HASH"}, {"AttributeName": "key", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": "of", "AttributeType": "S"},
            {"AttributeName": "key", "AttributeType": kind},
            {"AttributeName": "colour", "AttributeType": "S"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by_colour",
                "KeySchema": [
                    {"AttributeName": "colour", "KeyType": "HASH"},
                    {"AttributeName": "key", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    dice = random.Random(3)
    for number in dice.sample(range(ROWS), ROWS):
        for partition in PARTITIONS:
            key = {"N": str(number * 7)} if kind == "N" else {"S": f"{'xyz'[number % 3]}#{number:03d}"}
            coloured = {"colour": {"S": "blue"}} if number % 4 == 0 else {}
            client.put_item(TableName=name, Item={"of": {"S": partition}, "key": key, **coloured})


CONDITIONS = [None, "#k > :a", "#k >= :a", "#k < :a", "#k <= :a", "#k = :a", "#k BETWEEN :a AND :b"]
BOUNDS = {
    "numbers": [
        ({"N": "7"}, {"N": "70"}),
        ({"N": "-1"}, {"N": "1e9"}),
        ({"N": "3"}, {"N": "4"}),
    ],
    "texts": [({"S": "x#003"}, {"S": "y#010"}), ({"S": "y"}, {"S": "z"}), ({"S": "z#011"}, {"S": "zz"})],
}


def asked(table: str) -> Iterator[dict[str, Any]]:
    """Queries of all kinds: conditions, directions, limits, filters, an index."""
    conditions = [*CONDITIONS, *(["begins_with(#k, :a)"] if table == "texts" else [])]
    for condition in conditions:
        for low, high in BOUNDS[table] if condition else [({}, {})]:
            for forward in (True, False):
                for limit in (None, 2):
                    yield query(table, condition, low, high, forward, limit, None, filtered=False)
                    yield query(table, condition, low, high, forward, limit, None, filtered=True)
                    yield query(table, condition, low, high, forward, limit, "by_colour", filtered=False)


def query(  # noqa: PLR0917
    table: str,
    condition: str | None,
    low: Any,
    high: Any,
    forward: bool,
    limit: int | None,
    index: str | None,
    *,
    filtered: bool,
) -> dict[str, Any]:
    names = {"#h": "colour" if index else "of"}
    values: dict[str, Any] = {":h": {"S": "blue" if index else "b"}}
    wanted: dict[str, Any] = {"TableName": table, "KeyConditionExpression": "#h = :h", "ScanIndexForward": forward}
    if condition:
        wanted["KeyConditionExpression"] += f" AND {condition}"
        names["#k"] = "key"
        values[":a"] = low
        if ":b" in condition:
            values[":b"] = high
    if filtered:
        wanted["FilterExpression"] = "#f = :f"
        names["#f"], values[":f"] = ("of", {"S": "c"}) if index else ("colour", {"S": "blue"})
    wanted |= {"Limit": limit} if limit else {}
    wanted |= {"IndexName": index} if index else {}
    return {**wanted, "ExpressionAttributeNames": names, "ExpressionAttributeValues": values}


def pages(client: "DynamoDBClient", wanted: dict[str, Any]) -> list[Any]:
    """Every page of a Query, as it is answered."""
    found: list[Any] = []
    while True:
        page: Any = client.query(**wanted)
        found.append((page["Items"], page["Count"], page.get("LastEvaluatedKey")))
        if "LastEvaluatedKey" not in page:
            return found
        wanted = {**wanted, "ExclusiveStartKey": page["LastEvaluatedKey"]}
        assert len(found) <= len(PARTITIONS) * ROWS


@pytest.mark.parametrize("table", ["numbers", "texts"])
def test_every_query_gives_what_it_gave(client: "DynamoDBClient", table: str, install: Callable[[], None]) -> None:
    queries = list(asked(table))
    before = [pages(client, one) for one in queries]
    install()

    assert len(queries) > 60
    for wanted, pages_before in zip(queries, before, strict=True):
        assert pages(client, wanted) == pages_before, wanted


def test_a_partition_that_is_not_there_is_empty(client: "DynamoDBClient", install: Callable[[], None]) -> None:
    install()
    nobody: Any = {"ExpressionAttributeNames": {"#h": "of"}, "ExpressionAttributeValues": {":h": {"S": "nobody"}}}

    assert client.query(TableName="texts", KeyConditionExpression="#h = :h", **nobody)["Items"] == []


def test_for_the_newest_of_many_the_others_are_not_looked_at(
    client: "DynamoDBClient", install: Callable[[], None]
) -> None:
    install()
    newest = query("numbers", None, {}, {}, False, 1, None, filtered=False)
    sizes: list[str] = []
    real = Item.size

    def size(item: Item) -> int:
        sizes.append(str(item.range_key.value) if item.range_key else "")
        return real(item)

    with patch.object(Item, "size", size):
        answer = client.query(**newest)

    assert answer["Items"][0]["key"] == {"N": str((ROWS - 1) * 7)}
    assert len(set(sizes)) <= 2
