"""A request of the API as it looks from outside: its answer, and what was asked of the tables for it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import httpx2
from starlette.testclient import TestClient

from functions.shared.tables import base
from functions.shared.tables.revocations import RevocationsItem

# What some operation takes, so that none stops at its body.
BODIES: tuple[object, ...] = (
    {},
    {"locked": True},
    {"muted": True},
    {"kind": "lock", "locked": True},
    {"user": "1002"},
    {"layout": "2x2"},
    {"prompt": "welcome"},
    {"paused": True},
    {"preset": "youtube", "key": "abcd-efgh"},
    {"steps": [{"kind": "lock", "locked": True}]},
    {"images": [{"x": 0, "y": 0, "scale": 180}]},
    {"layouts": ["2x2"]},
    {"text": "hello"},
    {"hand": True},
    {"url": "https://203.0.114.7/"},
    {"proxy": "sip.carrier.example"},
    {"jti": "a-token"},
    {"members": ["1002"]},
    {"scenes": []},
    {"kind": "picture", "bytes": 100},
    {"newcomers": "next_place"},
    {"draining": True},
    {"node": "fs1"},
)


@dataclass(frozen=True)
class Tried:
    """One request: what it was answered, and what was asked of the tables for it."""

    status: int
    text: str
    calls: Sequence[str]


def tried(api: TestClient, method: str, path: str, headers: Mapping[str, str] | None = None) -> list[Tried]:
    """What a token of another domain gets, with every body that some operation takes."""
    return list(one_after_another(api, method, path, headers))


def one_after_another(
    api: TestClient, method: str, path: str, headers: Mapping[str, str] | None = None
) -> Iterator[Tried]:
    """The same, for who stops at the first one that will do."""
    bodies: tuple[object, ...] = (None,) if method == "get" else BODIES
    for body in bodies:
        yield one_try(api, method, path, body, headers)


def one_try(api: TestClient, method: str, path: str, body: object, headers: Mapping[str, str] | None = None) -> Tried:
    with calls_of_tables() as calls:
        answer = api.request(method.upper(), path, json=body, headers=headers, follow_redirects=False)
    return Tried(answer.status_code, _told(answer), tuple(calls))


def renamed(tries: Sequence[Tried], names: Mapping[str, str], into: Mapping[str, str]) -> list[Tried]:
    """The same tries, as they would be of other names."""

    def put_in(text: str) -> str:
        for noun, name in names.items():
            text = text.replace(name, into[noun])
        return text

    return [Tried(one.status, put_in(one.text), tuple(map(put_in, one.calls))) for one in tries]


@contextmanager
def calls_of_tables() -> Iterator[list[str]]:
    """What is asked of the tables, and what they answer but for how many rows they looked at."""
    client: Any = base.shared_connection().client
    real, calls = client._make_api_call, []

    def noted(operation: str, asked: Mapping[str, Any]) -> Any:
        answer = real(operation, asked)
        # Where a look at one row ended is told also of one that was left out.
        left_out = ("ResponseMetadata", "ScannedCount", "LastEvaluatedKey")
        told = {name: answer[name] for name in answer if name not in left_out}
        # Read every half minute of the caller's own domain, whatever is asked.
        if asked.get("TableName") != RevocationsItem.Meta.table_name:
            calls.append(json.dumps([operation, asked, told], sort_keys=True, default=str))
        return answer

    with patch.object(client, "_make_api_call", noted):
        yield calls


def _told(answer: httpx2.Response) -> str:
    text = answer.text
    for own in (answer.headers["x-request-id"], answer.headers.get("location", "")):
        text = text.replace(own, "") if own else text
    return text + answer.headers.get("etag", "")
