"""Which request an Idempotency-Key stands for."""

import hashlib

import msgspec
from starlette.requests import Request

from functions.shared.api.idempotency_keys import fingerprints, is_one_of

SCOPE = {"type": "http", "method": "POST", "path": "/v1/x", "query_string": b"a=1", "headers": []}
BODY = {"pin": "123456", "name": "Ada"}


def marks(*keys: str, body: object = BODY) -> tuple[str, ...]:
    return fingerprints(Request(SCOPE), body, keys)


def test_the_first_key_signs_and_all_compare() -> None:
    assert is_one_of(marks("old")[0], marks("new", "old"))
    assert is_one_of(marks("new", "old")[0], marks("new"))
    assert not is_one_of(marks("old")[0], marks("new"))


def test_another_body_is_another_request_and_another_order_is_not() -> None:
    assert marks("key", body=dict(reversed(BODY.items()))) == marks("key")
    assert not is_one_of(marks("key")[0], marks("key", body={**BODY, "pin": "123457"}))


def test_without_the_key_nobody_makes_one() -> None:
    asked = msgspec.json.encode(["POST", "/v1/x", "a=1", BODY], order="deterministic")

    assert hashlib.sha256(asked).hexdigest() not in marks("key")
