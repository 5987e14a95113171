"""A request that comes again with its Idempotency-Key: what is kept of it gives nothing away, and its secrets stay."""

import hashlib

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.rooms import wishes
from functions.shared.tables.kept_answers import KeptAnswersItem

KEY = {"Idempotency-Key": "once"}
OLD = wishes.pin_keys[0]
NEW = "another-key-of-the-pin-hashes-that-is-long"


def kept() -> str:
    return "".join(str(item.answer) for item in KeptAnswersItem.scan())


def test_a_pin_cannot_be_found_by_trying_from_what_is_kept(api: TestClient) -> None:
    body = {"dial_in": {"pin": "481516"}}
    assert api.put("/v1/rooms/planning", json=body, headers=KEY).status_code == 201

    asked = msgspec.json.encode(["PUT", "/v1/rooms/planning", "", body], order="deterministic")
    assert "fingerprint" in kept()
    assert hashlib.sha256(asked).hexdigest() not in kept()
    assert "481516" not in kept()


def test_a_repeat_after_a_change_of_keys_gets_the_secrets_that_open(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = api.put("/v1/users/2000", json={"name": "Grace"}, headers=KEY)
    monkeypatch.setattr(wishes, "pin_keys", (NEW, OLD))
    again = api.put("/v1/users/2000", json={"name": "Grace"}, headers=KEY)
    other = api.put("/v1/users/2000", json={"name": "Ada"}, headers=KEY)

    assert first.json()["password"]
    assert (again.status_code, again.json()) == (201, first.json())
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_a_repeat_whose_key_is_gone_is_refused_with_words(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    api.put("/v1/users/2000", json={"name": "Grace"}, headers=KEY)
    monkeypatch.setattr(wishes, "pin_keys", (NEW,))
    again = api.put("/v1/users/2000", json={"name": "Grace"}, headers=KEY)

    assert (again.status_code, again.json()["code"]) == (422, "idempotency_key_reused")
    assert "is gone" in again.json()["detail"]
    assert api.put("/v1/users/2000", json={"name": "Grace"}, headers={"Idempotency-Key": "two"}).status_code == 200
