"""Tokens that are good no more, over HTTP."""

import time
from datetime import UTC, datetime, timedelta

import jwt
from starlette.testclient import TestClient

from functions.shared.tables.known.revocations import forget_revocations
from infra.token import mint
from tests.functions.audits import entries
from tests.functions.control import SETTINGS, bearer

PATH = "/v1/tokens/revocations"


def asks(api: TestClient, token: str) -> int:
    forget_revocations()
    return int(api.get("/v1/users", headers={"Authorization": f"Bearer {token}"}).status_code)


def test_a_token_is_refused_by_its_id_and_taken_again_when_the_revocation_goes(api: TestClient) -> None:
    token = mint(SETTINGS, domain="example.com", subject="grace")
    token_id = jwt.decode(token, options={"verify_signature": False})["jti"]
    before = asks(api, token)
    made = api.post(PATH, json={"jti": token_id})
    refused = asks(api, token)
    listed = api.get(PATH).json()["items"]
    gone = api.delete(PATH, params={"jti": token_id})

    assert (before, made.status_code, refused) == (200, 201, 401)
    assert [one["jti"] for one in listed] == [token_id]
    assert (gone.status_code, asks(api, token)) == (204, 200)
    assert api.delete(PATH, params={"jti": token_id}).status_code == 404


def test_what_a_subject_was_issued_before_a_moment_is_refused_and_what_comes_later_is_not(api: TestClient) -> None:
    old = mint(SETTINGS, domain="example.com", subject="grace", now=time.time() - 600)
    new = mint(SETTINGS, domain="example.com", subject="grace")
    moment = (datetime.now(UTC) - timedelta(minutes=5)).isoformat()
    made = api.post(PATH, json={"sub": "grace", "before": moment})

    assert (made.status_code, made.json()["sub"]) == (201, "grace")
    assert (asks(api, old), asks(api, new)) == (401, 200)
    api.post(PATH, json={"sub": "grace"})
    assert asks(api, new) == 401


def test_what_is_wrong_is_told(api: TestClient) -> None:
    for body in (
        {}, {"jti": "a", "sub": "b"}, {"jti": "a\nb"}, {"jti": "x" * 300}, {"sub": "a", "before": "yesterday"},
        {"sub": "a", "before": "2026-01-01T00:00:00"}, {"sub": "a", "before": "2199-01-01T00:00:00Z"},
        {"jti": "a", "before": "2026-01-01T00:00:00Z"}, {"jit": "a"},
    ):  # fmt: skip
        answer = api.post(PATH, json=body)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_field"), body
    assert api.delete(PATH).status_code == 422


def test_another_domain_and_a_token_without_admin_have_no_part_in_it(api: TestClient) -> None:
    api.post(PATH, json={"sub": "grace"})

    assert api.get(PATH, headers=bearer(domain="other.example")).json()["items"] == []
    assert api.delete(PATH, params={"sub": "grace"}, headers=bearer(domain="other.example")).status_code == 404
    assert api.post(PATH, json={"sub": "x"}, headers=bearer("control")).status_code == 403


def test_the_audit_names_the_token_and_no_subject(api: TestClient) -> None:
    api.post(PATH, json={"jti": "t-1"})
    api.post(PATH, json={"sub": "grace"})
    api.delete(PATH, params={"sub": "grace"})

    found = [(one.operation, one.object, bool(one.about)) for one in entries() if one.operation.endswith("_tokens")]
    assert found == [
        ("revoke_tokens", "token t-1", False),
        ("revoke_tokens", "tokens", True),
        ("allow_tokens", "tokens", True),
    ]
    assert "grace" not in str(entries())
