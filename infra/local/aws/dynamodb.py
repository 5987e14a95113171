"""The embedded DynamoDB does one thing at a time.

moto looks at a condition and writes in two steps, and another of its threads may come in between: two relays could have
claimed one command. Of a transaction it copies every table that is touched, all its rows, and where the transaction is
refused it puts the copies back, with them what somebody else has written meanwhile.
Whoever reads an index goes through rows that another thread adds to, and that ends with an error; so does an answer
that is written while another thread adds an attribute to its item.
Whoever asks for a row of a partition that is not there makes an empty one, in the place of one that another thread has
just made and written to: that row was lost.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from moto.core.serialize import JSONSerializer
from moto.dynamodb.comparisons import get_filter_expression
from moto.dynamodb.exceptions import TransactionCanceledException
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.table import Table
from moto.dynamodb.responses import DynamoHandler

from infra.local.aws.answers import plain_values
from infra.local.aws.queries import all_of, narrowed
from infra.local.aws.turns import alone_with

one_at_a_time = alone_with(threading.RLock())

Failure = tuple[str, str, dict[str, Any] | None] | tuple[None, None, None]

DONE: Failure = (None, None, None)
REFUSED: Failure = ("ConditionalCheckFailed", "The conditional request failed", None)


def transact_write_items(backend: DynamoDBBackend, transact_items: Sequence[Mapping[str, Any]]) -> None:
    """Do all of it or nothing: look at every condition first, then write."""
    parts = [part for item in transact_items for part in item.items()]
    failures = [DONE if _holds(backend, what, part) else REFUSED for what, part in parts]
    if REFUSED in failures:
        raise TransactionCanceledException(failures)
    for what, part in parts:
        _write(backend, what, part)


def _holds(backend: DynamoDBBackend, what: str, part: Mapping[str, Any]) -> bool:
    condition = part.get("ConditionExpression")
    if condition is None:
        return True
    names, values = part.get("ExpressionAttributeNames"), part.get("ExpressionAttributeValues")
    current = backend.get_item(part["TableName"], _key(backend, what, part))
    return bool(get_filter_expression(condition, names, values).expr(current))


def _key(backend: DynamoDBBackend, what: str, part: Mapping[str, Any]) -> dict[str, Any]:
    if what != "Put":
        return dict(part["Key"])
    table = backend.get_table(part["TableName"])
    return {name: part["Item"][name] for name in (table.hash_key_attr, table.range_key_attr) if name is not None}


def _write(backend: DynamoDBBackend, what: str, part: Mapping[str, Any]) -> None:
    table, key = part["TableName"], _key(backend, what, part)
    if what == "Put":
        backend.put_item(table, part["Item"])
    elif what == "Delete":
        backend.delete_item(table, key)
    elif what == "Update":
        backend.update_item(
            table,
            key,
            update_expression=part["UpdateExpression"],
            expression_attribute_names=part.get("ExpressionAttributeNames", {}),
            expression_attribute_values=part.get("ExpressionAttributeValues", {}),
        )


_REPLACED: tuple[tuple[Any, str], ...] = (
    (DynamoDBBackend, "transact_write_items"),
    (DynamoHandler, "call_action"),
    (Table, "query"),
    (Table, "all_items"),
    (JSONSerializer, "_serialize_type_structure"),
)


def install() -> Callable[[], None]:
    """Put this in moto's place, for the whole process; gives what puts moto's own back."""
    before = [(kind, name, getattr(kind, name)) for kind, name in _REPLACED]
    kind: Any = DynamoDBBackend
    kind.transact_write_items = transact_write_items
    # Up to the written answer: what was found is changed in its place by whoever comes next.
    answers: Any = DynamoHandler
    answers.call_action = one_at_a_time(answers.call_action)
    table: Any = Table
    table.query, table.all_items = narrowed(table.query), all_of(table.all_items)

    writer: Any = JSONSerializer
    writer._serialize_type_structure = plain_values(writer._serialize_type_structure)

    def put_back() -> None:
        for replaced, name, own in before:
            setattr(replaced, name, own)

    return put_back
