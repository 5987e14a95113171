"""IAM's part in tests: what a function or the relay asks of AWS is held against its policy.

Functions have theirs in template.yaml, a relay has it in infra/node.yaml. moto lets everybody do everything, so a
missing permission would show on AWS only.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, cast
from unittest.mock import patch

from botocore.client import BaseClient
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.iam import TEMPLATE, Asked, holds, of_part

RELAY = "RelayPolicyfs1"

# The action and the table or its index: ("dynamodb:Query", "conferences/by_domain"); ("sqs:SendMessage", "").
Permission = tuple[str, str]

_who: ContextVar[str | None] = ContextVar("who", default=None)


class NotGranted(AssertionError):
    """template.yaml does not allow this call."""


@dataclass(frozen=True)
class Statement:
    """One statement of a policy, for one action on one table, index or object."""

    allows: bool
    permission: Permission
    # Operator → condition's key → values.
    conditions: Mapping[str, Mapping[str, list[str]]]
    # Of an object's key; None where it is no object.
    objects: str | None

    def concerns(self, asked: Asked) -> bool:
        if self.permission != (asked.action, asked.resource):
            return False
        if asked.key is not None and self.objects is not None and not fnmatchcase(asked.key, self.objects):
            return False
        return all(
            holds(operator, wanted, asked.conditions.get(key))
            for operator, keys in self.conditions.items()
            for key, wanted in keys.items()
        )


@cache
def statements(who: str) -> tuple[Statement, ...]:
    """What the policy of a function, or of the relay, says."""
    functions = TEMPLATE.of_type("AWS::Serverless::Function")
    policy = (
        functions[who]["Policies"][0]
        if who in functions
        else TEMPLATE.of_type("AWS::IAM::ManagedPolicy")[who]["PolicyDocument"]
    )
    return tuple(
        Statement(
            allows=statement["Effect"] == "Allow",
            permission=(action, _noun(action, resource)),
            conditions=statement.get("Condition", {}),
            objects=resource.partition("/")[2] or None,
        )
        for statement in policy["Statement"]
        for action in _listed(statement["Action"])
        for resource in _listed(statement["Resource"])
    )


@cache
def granted(who: str) -> frozenset[Permission]:
    """What is allowed at all, whatever the conditions."""
    return frozenset(one.permission for one in statements(who) if one.allows)


def is_granted(who: str, asked: Asked) -> bool:
    """Whether IAM would let it pass: something allows it and nothing forbids it."""
    concerned = [one.allows for one in statements(who) if one.concerns(asked)]
    return bool(concerned) and all(concerned)


def hold_this_process(who: str) -> None:
    """From now on whatever this process asks of AWS is asked by `who`: a greenlet does not inherit a context."""
    patch.object(BaseClient, "_make_api_call", _holding(set(), always=who)).start()


@contextmanager
def acting(who: str) -> Iterator[set[Permission]]:
    """Whatever is asked of AWS in here is asked by this function; gives what was asked so far."""
    used: set[Permission] = set()
    token = _who.set(who)
    try:
        with patch.object(BaseClient, "_make_api_call", _holding(used)):
            yield used
    finally:
        _who.reset(token)


class As:
    """An app that acts as its function: a call that its policy does not allow raises in the middle of the request."""

    def __init__(self, app: ASGIApp, who: str) -> None:
        self._app = app
        self._who = who

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with acting(self._who):
            await self._app(scope, receive, send)


def _holding(used: set[Permission], always: str | None = None) -> Callable[[Any, str, Mapping[str, Any]], Any]:
    """The private method through which all of botocore's and pynamodb's calls pass, with a look at the policy first."""
    real = BaseClient._make_api_call  # type: ignore[attr-defined]

    def held(client: Any, operation: str, parameters: Mapping[str, Any]) -> Any:
        who = _who.get() or always
        service = _SERVICES.get(client.meta.service_model.service_name, client.meta.service_model.service_name)
        for asked in _asked(service, operation, parameters) if who else ():
            used.add((asked.action, asked.resource))
            if not is_granted(cast("str", who), asked):
                named = ", ".join(f"{key} {values}" for key, values in asked.conditions.items())
                raise NotGranted(f"{who} has no {asked.action} on {asked.resource or asked.key or 'it'} ({named})")
        return real(client, operation, parameters)

    return held


_SERVICES = {"apigatewaymanagementapi": "execute-api"}
# S3 names its permissions after something else than its operations.
_S3_ACTIONS = {
    "CompleteMultipartUpload": "PutObject",
    "CreateMultipartUpload": "PutObject",
    "HeadObject": "GetObject",
    "ListObjectVersions": "ListBucketVersions",
    "ListParts": "ListMultipartUploadParts",
    "UploadPart": "PutObject",
}
# Nor has a batch of messages an action of its own.
_QUEUE_ACTIONS = {"SendMessageBatch": "SendMessage"}


def _asked(service: str, operation: str, parameters: Mapping[str, Any]) -> list[Asked]:
    """What a call needs: a transaction needs what its parts need, a batch what each table's part needs."""
    if "Bucket" in parameters:
        return [
            Asked(f"{service}:{action}", "", key=parameters.get("Key")) for action in _on_bucket(operation, parameters)
        ]
    if "TransactItems" in parameters:
        parts = [part for item in parameters["TransactItems"] for part in item.items()]
        actions = {"ConditionCheck": "ConditionCheckItem"}
        return [of_part(actions.get(what, f"{what}Item"), part["TableName"], part) for what, part in parts]
    if "ConnectionId" in parameters:
        return [Asked(f"{service}:ManageConnections", "")]
    if "RequestItems" in parameters:
        return [
            of_part(operation, name, part if isinstance(part, Mapping) else {"Writes": part})
            for name, part in parameters["RequestItems"].items()
        ]
    if "TableName" in parameters:
        return [of_part(operation, parameters["TableName"], parameters)]
    return [Asked(f"{service}:{_QUEUE_ACTIONS.get(operation, operation)}", "")]


def _on_bucket(operation: str, parameters: Mapping[str, Any]) -> list[str]:
    action = _S3_ACTIONS.get(operation, operation)
    # What a version's lock says is shown only to whoever may ask for it.
    more = ["GetObjectRetention", "GetObjectLegalHold"] if operation == "HeadObject" else []
    return [f"{action}Version", *more] if parameters.get("VersionId") else [action]


def _noun(action: str, resource: str) -> str:
    """`UsersTable.Arn` is `users`, `CommandsTable.Arn/index/by_node` is `commands/by_node`; of queues there is one."""
    if not action.startswith("dynamodb:"):
        return ""
    # A node's stack names the tables of the other one.
    resource = re.sub(r"^arn:aws:dynamodb:[^/]*:table/stack-(\w+)", r"\1Table.Arn", resource)
    table, _, index = resource.partition("Table.Arn")
    return table.lower() + index.removeprefix("/index").replace("/*", "/any")


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]
