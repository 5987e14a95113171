"""IAM's part in tests: what a function or the relay asks of AWS is held against its policy in template.yaml.

moto lets everybody do everything, so a missing permission would show on AWS only.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, cast
from unittest.mock import patch

from botocore.client import BaseClient
from starlette.types import ASGIApp, Receive, Scope, Send

from functions.shared.settings import TableSettings, read
from infra.local.template import Template

TEMPLATE = Template(name="stack", region="eu-central-1", parameters={"NodeNames": "fs1"})
RELAY = "RelayPolicyfs1"
PREFIX = read(TableSettings).prefix

# The action and the table or its index: ("dynamodb:Query", "conferences/by_domain"); ("sqs:SendMessage", "").
Permission = tuple[str, str]

_who: ContextVar[str | None] = ContextVar("who", default=None)


class NotGranted(AssertionError):
    """template.yaml does not allow this call."""


@cache
def granted(who: str) -> frozenset[Permission]:
    """What the policy of a function, or of the relay, allows."""
    functions = TEMPLATE.of_type("AWS::Serverless::Function")
    policy = (
        functions[who]["Policies"][0]
        if who in functions
        else TEMPLATE.of_type("AWS::IAM::ManagedPolicy")[who]["PolicyDocument"]
    )
    return frozenset(
        (action, _noun(action, resource))
        for statement in policy["Statement"]
        for action in _listed(statement["Action"])
        for resource in _listed(statement["Resource"])
    )


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
        for action, resource in _asked(operation, parameters) if who else ():
            asked = (f"{service}:{action}", resource)
            used.add(asked)
            if asked not in granted(cast("str", who)):
                raise NotGranted(f"{who} has no {asked[0]} on {resource or 'it'} in template.yaml")
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


def _asked(operation: str, parameters: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The actions that a call needs, each with its table: a transaction needs those of its parts."""
    if "Bucket" in parameters:
        action = _S3_ACTIONS.get(operation, operation)
        # What a version's lock says is shown only to whoever may ask for it.
        more = ["GetObjectRetention", "GetObjectLegalHold"] if operation == "HeadObject" else []
        if parameters.get("VersionId"):
            return [(f"{action}Version", ""), *((each, "") for each in more)]
        return [(action, "")]
    if "TransactItems" in parameters:
        parts = [part for item in parameters["TransactItems"] for part in item.items()]
        actions = {"ConditionCheck": "ConditionCheckItem"}
        return [(actions.get(what, f"{what}Item"), _table(part)) for what, part in parts]
    if "ConnectionId" in parameters:
        return [("ManageConnections", "")]
    if "RequestItems" in parameters:
        return [(operation, name.removeprefix(PREFIX)) for name in parameters["RequestItems"]]
    return [(operation, _table(parameters))]


def _table(parameters: Mapping[str, Any]) -> str:
    table = str(parameters.get("TableName", "")).removeprefix(PREFIX)
    return f"{table}/{parameters['IndexName']}" if "IndexName" in parameters else table


def _noun(action: str, resource: str) -> str:
    """`UsersTable.Arn` is `users`, `CommandsTable.Arn/index/by_node` is `commands/by_node`; of queues there is one."""
    if not action.startswith("dynamodb:"):
        return ""
    table, _, index = resource.partition("Table.Arn")
    return table.lower() + index.removeprefix("/index").replace("/*", "/any")


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]
