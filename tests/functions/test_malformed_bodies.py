"""Whatever is sent instead of a body, no operation breaks, and what it refuses it refuses by the name of the field."""

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

import pytest
from starlette.testclient import TestClient

from functions.mux_control.operations import OPERATIONS
from functions.mux_control.submission import submitting as submission
from functions.shared.api.operation import Operation
from functions.shared.entries.operations import ENTRY_OPERATIONS
from functions.shared.live.operations import LIVE_OPERATIONS
from functions.shared.provisioning.over_http.operations import PROVISIONING_OPERATIONS
from functions.shared.tables.counters.attempts import AttemptsItem
from functions.shared.tables.known.identities import forget_identities
from functions.shared.tables.provisioned.users import forget_domains
from tests.functions.control import ADA, Relay, installation
from tests.functions.lookups import provision
from tests.functions.whole_api import whole_client
from tests.tables import make_tables

# Each with what it is answered: it cannot be read, or is no object.
UNREADABLE = {
    "broken": b"{",
    "more behind it": b"{}x",
    "NaN": b'{"a":NaN}',
    "no UTF-8": b'{"a":"\xff"}',
    "half a character": b'{"a":"\\ud800"}',
    "deep": b"[" * 5000 + b"]" * 5000,
    "UTF-16": "{}".encode("utf-16"),
    "NUL": b"\0",
    "a form": b"a=1",
    "a comment": b"{/*x*/}",
}
NO_OBJECT = {"null": b"null", "a list": b"[]", "text": b'"x"', "a number": b"1", "true": b"true"}
# For each field: what is of the wrong type, out of range, too long, in an odd script, or no moment.
VALUES: tuple[object, ...] = (
    None,
    True,
    -1,
    10**30,
    1.5,
    "",
    "\0",
    "a" * 10_000,
    "line\nbreak",
    "\u202e",
    "2026-13-45",
    [],
    {},
    [None],
    {"a": None},
    ["a"] * 2000,
)
WITH_BODY = tuple(
    each
    for each in (*OPERATIONS, *PROVISIONING_OPERATIONS, *ENTRY_OPERATIONS, *LIVE_OPERATIONS)
    if each.body is not None
)


@pytest.fixture(scope="module")
def api() -> Iterator[TestClient]:
    """The demo, whose people and rooms are provisioned, and two conferences."""
    with installation(), pytest.MonkeyPatch.context() as patched:
        make_tables([AttemptsItem])
        provision()
        patched.setattr(submission, "send_command", Relay)
        yield whole_client()
    forget_domains()
    forget_identities()


@pytest.fixture(scope="module")
def described(api: TestClient) -> Mapping[str, Any]:
    description: Mapping[str, Any] = api.get("/v1/openapi.json").json()
    return description


def send(api: TestClient, operation: Operation, **body: Any) -> tuple[int, Mapping[str, Any]]:
    path = operation.path.replace("{conference}", "internal").replace("{member}", ADA)
    answer = api.request(operation.method, re.sub(r"{\w+}", "abc", path), **body)
    return answer.status_code, {} if answer.status_code == HTTPStatus.NO_CONTENT else answer.json()


def fields_of(described: Mapping[str, Any], operation: Operation) -> Iterator[str]:
    """The names of a body's fields, of each shape that it may have."""
    content = described["paths"][operation.path][operation.method.lower()]["requestBody"]["content"]
    waiting = [next(iter(content.values()))["schema"]]
    while waiting:
        shape = waiting.pop()
        if "$ref" in shape:
            shape = described["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
        waiting += [*shape.get("anyOf", ()), *shape.get("oneOf", ())]
        yield from shape.get("properties", ())


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda each: each.name)
def test_what_cannot_be_read_is_refused_as_a_whole(api: TestClient, operation: Operation) -> None:
    headers = {"Content-Type": "application/json"}
    unread = {name: send(api, operation, content=body, headers=headers)[0] for name, body in UNREADABLE.items()}
    no_object = {name: send(api, operation, content=body, headers=headers)[0] for name, body in NO_OBJECT.items()}

    # Where there is nothing at the path, or it is in no state for it, that may be told first.
    assert {name: status for name, status in unread.items() if status not in (400, 404, 429)} == {}
    assert {name: status for name, status in no_object.items() if status not in (404, 409, 422, 429)} == {}


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda each: each.name)
def test_no_value_of_a_field_breaks_anything_and_a_refusal_names_a_field(
    api: TestClient, described: Mapping[str, Any], operation: Operation
) -> None:
    fields = sorted(set(fields_of(described, operation)))
    assert fields
    broken, unnamed = [], []
    for field in fields:
        for value in VALUES:
            status, told = send(api, operation, json={field: value})
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                broken.append((field, value, told))
            if told.get("code") == "invalid_field" and not told.get("errors"):
                unnamed.append((field, value, told))

    assert (broken, unnamed) == ([], [])
