"""The embedded DynamoDB: conditions hold while something is written, reads go on, a transaction is all or nothing."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb import responses
from moto.dynamodb.comparisons import get_filter_expression
from moto.dynamodb.models import dynamodb_backends, table
from moto.dynamodb.models.utilities import dynamo_to_dict

from infra.local.aws import dynamodb

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# Whoever comes in between gets this long to do so.
BETWEEN_SECONDS = 0.05


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    put_back = dynamodb.install()
    with mock_aws():
        found = boto3.client("dynamodb", region_name="eu-central-1")
        for name in ("one", "other"):
            found.create_table(
                TableName=name,
                KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
                BillingMode="PAY_PER_REQUEST",
            )
        yield found
    put_back()


def put(name: str, key: str, *, absent: bool = False) -> Any:
    condition = {"ConditionExpression": "attribute_not_exists(id)"} if absent else {}
    return {"Put": {"TableName": name, "Item": {"id": {"S": key}}, **condition}}


def ids(client: "DynamoDBClient", name: str) -> list[str]:
    return sorted(item["id"]["S"] for item in client.scan(TableName=name)["Items"])


def test_a_transaction_is_done_as_a_whole(client: "DynamoDBClient") -> None:
    client.put_item(TableName="one", Item={"id": {"S": "old"}})
    old: Any = {"TableName": "one", "Key": {"id": {"S": "old"}}, "ConditionExpression": "attribute_exists(id)"}
    client.transact_write_items(
        TransactItems=[
            {"Delete": old},
            put("one", "new", absent=True),
            put("other", "new"),
        ]
    )

    assert (ids(client, "one"), ids(client, "other")) == (["new"], ["new"])


def test_a_transaction_whose_condition_does_not_hold_does_nothing_and_says_which(client: "DynamoDBClient") -> None:
    client.put_item(TableName="other", Item={"id": {"S": "there"}})

    with pytest.raises(client.exceptions.TransactionCanceledException) as refused:
        client.transact_write_items(TransactItems=[put("one", "new"), put("other", "there", absent=True)])

    reasons = refused.value.response["CancellationReasons"]
    assert [reason.get("Code") for reason in reasons] == ["None", "ConditionalCheckFailed"]
    assert ids(client, "one") == []


def test_a_refused_transaction_takes_back_nothing_of_anybody_else(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    client.put_item(TableName="one", Item={"id": {"S": "there"}})
    looking = threading.Event()
    look = dynamodb._holds

    def slow(*words: Any) -> bool:
        looking.set()
        time.sleep(BETWEEN_SECONDS)
        return look(*words)

    def another() -> None:
        assert looking.wait(5)
        client.put_item(TableName="one", Item={"id": {"S": "another"}})

    monkeypatch.setattr(dynamodb, "_holds", slow)
    with ThreadPoolExecutor() as pool:
        beside = pool.submit(another)
        with pytest.raises(client.exceptions.TransactionCanceledException):
            client.transact_write_items(TransactItems=[put("one", "there", absent=True)])
        beside.result(5)

    assert ids(client, "one") == ["another", "there"]


def test_of_two_who_write_under_the_same_condition_at_once_one_does(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluate = get_filter_expression

    def slow(*words: Any) -> Any:
        time.sleep(BETWEEN_SECONDS)
        return evaluate(*words)

    def claim() -> bool:
        try:
            client.put_item(
                TableName="one", Item={"id": {"S": "claimed"}}, ConditionExpression="attribute_not_exists(id)"
            )
        except client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    monkeypatch.setattr(table, "get_filter_expression", slow)
    with ThreadPoolExecutor() as pool:
        claims = [pool.submit(claim) for _ in range(4)]

    assert sum(one.result(5) for one in claims) == 1


def test_an_answer_is_written_before_its_item_is_changed(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    key: Any = {"id": {"S": "there"}}
    client.put_item(TableName="one", Item={**key, "a": {"S": "1"}, "b": {"S": "2"}})
    writing = threading.Event()
    write = dynamo_to_dict

    def slow(result: Any) -> Any:
        # Of what the other one is answered nothing is of interest.
        if "Item" in result:
            writing.set()
            for _ in result["Item"]:
                time.sleep(BETWEEN_SECONDS)
        return write(result)

    def another() -> None:
        assert writing.wait(5)
        client.update_item(
            TableName="one", Key=key, UpdateExpression="SET c = :c", ExpressionAttributeValues={":c": {"S": "3"}}
        )

    monkeypatch.setattr(responses, "dynamo_to_dict", slow)
    with ThreadPoolExecutor() as pool:
        beside = pool.submit(another)
        assert set(client.get_item(TableName="one", Key=key)["Item"]) == {"id", "a", "b"}
        beside.result(5)


def test_who_reads_while_others_write_gets_an_answer(client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch) -> None:
    reading = threading.Event()
    look = table.Table.all_items

    def slow(self: table.Table) -> Any:
        reading.set()
        rows = self.items.values()
        for _ in rows:
            # Whoever writes now changes what is gone through.
            time.sleep(BETWEEN_SECONDS)
        return look(self)

    def write() -> None:
        assert reading.wait(5)
        client.put_item(TableName="one", Item={"id": {"S": "later"}})

    for number in range(3):
        client.put_item(TableName="one", Item={"id": {"S": str(number)}})
    monkeypatch.setattr(table.Table, "all_items", slow)
    with ThreadPoolExecutor() as pool:
        beside = pool.submit(write)
        assert ids(client, "one") == ["0", "1", "2"]
        beside.result(5)


def test_what_is_written_first_of_a_partition_stays_though_somebody_asks_for_it_meanwhile(
    client: "DynamoDBClient",
) -> None:
    client.create_table(
        TableName="feed",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "seq", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": "id", "AttributeType": "S"},
            {"AttributeName": "seq", "AttributeType": "N"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    rows = dynamodb_backends[DEFAULT_ACCOUNT_ID]["eu-central-1"].get_table("feed").items
    missed = threading.Event()
    row: Any = {"id": {"S": "new"}, "seq": {"N": "1"}}

    def slow() -> dict[Any, Any]:
        first = not missed.is_set()
        missed.set()
        if first:
            time.sleep(BETWEEN_SECONDS)
        return {}

    rows.default_factory = slow
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(client.get_item, TableName="feed", Key=row)
        assert missed.wait(5)
        client.put_item(TableName="feed", Item=row)
        assert "Item" not in asked.result(5)

    assert client.get_item(TableName="feed", Key=row)["Item"] == row
