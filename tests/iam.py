"""What IAM looks at in a call: whose rows, which attributes, how much of them, which object; and its conditions.

As https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html describes them. Nothing
here was held against AWS itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from functions.shared.settings import TableSettings, read
from infra.local.template import Template

TEMPLATE = Template(name="stack", region="eu-central-1", nodes=["fs1"])
PREFIX = read(TableSettings).prefix

_EXPRESSIONS = (
    "ConditionExpression",
    "FilterExpression",
    "KeyConditionExpression",
    "ProjectionExpression",
    "UpdateExpression",
)
_WORD = re.compile(r"(?<![\w:.#\]])#?[A-Za-z_0-9]+")
_OPERATORS = frozenset({
    "add", "and", "attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "between", "contains",
    "delete", "if_not_exists", "in", "list_append", "not", "or", "remove", "set", "size",
})  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One action on one table or index; what is missing is not among the request's conditions.

    Attributes:
        action: `dynamodb:Query`.
        resource: `conferences/by_domain`; empty where it is no table.
        conditions: by IAM's name, such as `dynamodb:LeadingKeys`.
        key: an object's, in S3.
    """

    action: str
    resource: str
    conditions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    key: str | None = None


def of_part(action: str, name: str, part: Mapping[str, Any]) -> Asked:
    """A call to one table, or a transaction's or a batch's part of one."""
    table = name.removeprefix(PREFIX)
    index = part.get("IndexName")
    conditions = {
        "dynamodb:LeadingKeys": tuple(_leading(part, hash_key(table, index))),
        "dynamodb:Attributes": tuple(sorted(_attributes(part))),
    }
    if action in ("BatchGetItem", "GetItem", "Query", "Scan"):
        narrow = part.get("Select") or ("SPECIFIC_ATTRIBUTES" if "ProjectionExpression" in part else "ALL_ATTRIBUTES")
        conditions["dynamodb:Select"] = (narrow,)
    return Asked(f"dynamodb:{action}", f"{table}/{index}" if index else table, conditions)


@cache
def hash_key(table: str, index: str | None = None) -> str:
    """The name of a table's, or of its index's, partition key."""
    found = next(
        properties
        for logical, properties in TEMPLATE.of_type("AWS::DynamoDB::Table").items()
        if logical == f"{table.title()}Table"
    )
    indexes = {one["IndexName"]: one for one in found.get("GlobalSecondaryIndexes", ())}
    schema = (found if index is None else indexes[index])["KeySchema"]
    return str(next(one["AttributeName"] for one in schema if one["KeyType"] == "HASH"))


def holds(operator: str, wanted: Iterable[str], values: tuple[str, ...] | None) -> bool:
    """Whether one condition of a statement holds; None where the request has no such key."""
    quantifier, _, plain = operator.rpartition(":")
    if_exists = plain.endswith("IfExists")
    match plain.removesuffix("IfExists"):
        case "StringEquals":
            matches = [value in wanted for value in values or ()]
        case "StringLike":
            matches = [any(fnmatchcase(value, pattern) for pattern in wanted) for value in values or ()]
        case _:
            raise ValueError(f"template.yaml has the operator {operator}, which is not read here")
    if quantifier == "ForAllValues":
        return all(matches)
    if quantifier == "ForAnyValue":
        return any(matches)
    return if_exists if values is None else all(matches)


def _leading(part: Mapping[str, Any], name: str) -> Iterator[str]:
    for item in (part.get("Key"), part.get("Item"), *part.get("Keys", ())):
        if item is not None and name in item:
            yield item[name]["S"]
    for write in part.get("Writes", ()):
        yield from (one[name]["S"] for request in write.values() for one in request.values())
    expression = part.get("KeyConditionExpression")
    if expression is not None:
        names = part.get("ExpressionAttributeNames", {})
        for left, right in re.findall(r"(#?\w+) = (:\w+)", expression):
            if names.get(left, left) == name:
                yield part["ExpressionAttributeValues"][right]["S"]


def _attributes(part: Mapping[str, Any]) -> set[str]:
    names = part.get("ExpressionAttributeNames", {})
    words = {word for one in _EXPRESSIONS for word in _WORD.findall(part.get(one, ""))}
    found = {names.get(word, word) for word in words if word.lower() not in _OPERATORS}
    for item in (part.get("Key"), part.get("Item"), *part.get("Keys", ())):
        found |= set(item or ())
    for write in part.get("Writes", ()):
        found |= {name for request in write.values() for one in request.values() for name in one}
    return found
