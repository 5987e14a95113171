"""What the embedded DynamoDB answers is the same, and is written down with fewer looks."""

from typing import Any
from unittest.mock import patch

import boto3
from moto import mock_aws
from moto.core.serialize import AttributePicker, JSONSerializer

from infra.local.aws import dynamodb
from tests.quick_moto import MOTO_S_OWN

ITEM: Any = {
    "id": {"S": "one"},
    "empty": {"S": ""},
    "number": {"N": "1.50"},
    "true": {"BOOL": True},
    "null": {"NULL": True},
    "bytes": {"B": b"ab"},
    "texts": {"SS": ["a", "b"]},
    "list": {"L": [{"S": "S"}, {"N": "2"}, {"M": {"S": {"S": "x"}}}]},
    "map": {"M": {"N": {"N": "3"}, "S": {"S": "y"}, "deep": {"M": {"L": {"L": []}}}}},
}


def answers() -> tuple[list[Any], int]:
    """Every kind of answer with values in it, and how often a value was looked for."""
    looks: list[str] = []
    real = AttributePicker.__call__

    def look(picker: AttributePicker, context: Any) -> Any:
        looks.append(context.key)
        return real(picker, context)

    with mock_aws(), patch.object(AttributePicker, "__call__", look):
        client = boto3.client("dynamodb", region_name="eu-central-1")
        client.create_table(
            TableName="one",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        client.put_item(TableName="one", Item=ITEM)
        looks.clear()
        key: Any = {"id": {"S": "one"}}
        found = [
            client.get_item(TableName="one", Key=key)["Item"],
            client.batch_get_item(RequestItems={"one": {"Keys": [key]}})["Responses"],
            client.scan(TableName="one")["Items"],
            client.query(
                TableName="one", KeyConditionExpression="id = :id", ExpressionAttributeValues={":id": {"S": "one"}}
            )["Items"],
            client.delete_item(TableName="one", Key=key, ReturnValues="ALL_OLD")["Attributes"],
        ]
    return found, len(looks)


def test_values_of_all_kinds_come_as_they_were_put_and_all_but_bytes_are_not_looked_for() -> None:
    with patch.object(JSONSerializer, "_serialize_type_structure", MOTO_S_OWN):
        before, looks_before = answers()
    put_back = dynamodb.install()
    now, looks_now = answers()
    put_back()

    assert before[0] == ITEM
    assert now == before
    assert looks_now < 0.4 * looks_before
