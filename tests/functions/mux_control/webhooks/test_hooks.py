"""Webhooks over the API: made, changed, removed; secrets told once; no address is taken that could not be sent to."""

import json

import pytest
from starlette.testclient import TestClient

from functions.shared.settings import WebhookSettings
from functions.shared.tables.webhooks.rows import WebhooksItem
from tests.functions.audits import all_words, audit_refuses, entries
from tests.functions.control import bearer

URL = "https://203.0.114.7/hook"


def test_a_webhook_is_made_with_a_secret_that_is_told_once(api: TestClient) -> None:
    made = api.put("/v1/webhooks/crm", json={"url": URL, "events": ["member.*"], "conferences": ["internal"]})

    assert made.status_code == 201
    body = made.json()
    secret = body.pop("secret")
    assert secret.startswith("whsec_")
    assert (body["url"], body["events"], body["conferences"], body["enabled"]) == (
        URL,
        ["member.*"],
        ["internal"],
        True,
    )
    assert (made.headers["etag"], made.headers["cache-control"]) == ('"1"', "no-store")
    shown = api.get("/v1/webhooks/crm").json()
    assert shown.pop("secret") is None
    assert shown == body
    assert api.get("/v1/webhooks").json()["items"] == [shown | {"secret": None}]
    # Neither at rest nor in the audit.
    kept = secret.removeprefix("whsec_")
    rows = json.dumps([item.to_simple_dict() for item in WebhooksItem.scan()], default=str)
    assert kept not in rows
    assert "v1." in rows
    assert kept not in all_words()


def test_what_is_left_out_is_everything(api: TestClient) -> None:
    body = api.put("/v1/webhooks/crm", json={"url": URL}).json()

    assert (body["events"], body["conferences"], body["enabled"]) == (["*"], ["*"], True)


def test_a_change_keeps_the_secret_and_counts_on(api: TestClient) -> None:
    api.put("/v1/webhooks/crm", json={"url": URL})
    changed = api.put("/v1/webhooks/crm", json={"url": URL, "enabled": False}, headers={"If-Match": '"1"'})

    assert (changed.status_code, changed.json()["secret"], changed.json()["enabled"]) == (200, None, False)
    assert changed.headers["etag"] == '"2"'
    stale = api.put("/v1/webhooks/crm", json={"url": URL}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "revision_moved")
    assert api.delete("/v1/webhooks/crm", headers={"If-Match": '"1"'}).status_code == 412
    assert api.delete("/v1/webhooks/crm", headers={"If-Match": '"2"'}).status_code == 204
    assert api.get("/v1/webhooks/crm").json()["code"] == "webhook_not_found"
    assert api.delete("/v1/webhooks/crm").status_code == 404
    assert api.put("/v1/webhooks/crm", json={"url": URL}, headers={"If-Match": '"2"'}).status_code == 412


def test_a_lost_answer_is_told_again_to_the_same_request_alone(api: TestClient) -> None:
    key = {"Idempotency-Key": "one"}
    first = api.put("/v1/webhooks/crm", json={"url": URL}, headers=key)
    again = api.put("/v1/webhooks/crm", json={"url": URL}, headers=key)
    other = api.put("/v1/webhooks/crm", json={"url": URL}, headers={"Idempotency-Key": "two"})

    assert (again.status_code, again.json()["secret"]) == (201, first.json()["secret"])
    assert (other.status_code, other.json()["secret"]) == (200, None)


def test_a_secret_is_changed_with_the_one_before_beside_it(api: TestClient) -> None:
    first = api.put("/v1/webhooks/crm", json={"url": URL}).json()["secret"]
    key = {"Idempotency-Key": "one"}
    second = api.post("/v1/webhooks/crm/secret", json={}, headers=key).json()
    again = api.post("/v1/webhooks/crm/secret", headers=key).json()
    third = api.post("/v1/webhooks/crm/secret", json={"overlap_seconds": 60}).json()

    assert len({first, second["secret"], third["secret"]}) == 3
    assert again == second
    assert [one["until"] is None for one in second["secrets"]] == [True, False]
    # Never more than two.
    assert len(third["secrets"]) == 2
    assert api.post("/v1/webhooks/none/secret").status_code == 404
    assert api.post("/v1/webhooks/crm/secret", json={"overlap_seconds": -1}).status_code == 422


WRONG = {
    "no address": ({}, "url"),
    "not https": ({"url": "http://8.8.8.8/"}, "url"),
    "another scheme": ({"url": "ftp://203.0.114.7/"}, "url"),
    "private": ({"url": "https://10.0.0.1/"}, "url"),
    "metadata": ({"url": "https://169.254.169.254/latest"}, "url"),
    "a local name": ({"url": "https://printer/"}, "url"),
    "a user": ({"url": "https://me:swordfish@203.0.114.7/"}, "url"),
    "a fragment": ({"url": "https://203.0.114.7/#x"}, "url"),
    "a space": ({"url": "https://203.0.114.7/a b"}, "url"),
    "another service's port": ({"url": "https://203.0.114.7:22/"}, "url"),
    "an odd number": ({"url": "https://2130706433/"}, "url"),
    "no events": ({"url": URL, "events": []}, "events"),
    "an unknown event": ({"url": URL, "events": ["*", "member.jumped"]}, "events[1]"),
    "an unknown noun": ({"url": URL, "events": ["people.*"]}, "events[0]"),
    "all and one": ({"url": URL, "conferences": ["*", "internal"]}, "conferences[0]"),
    "no name": ({"url": URL, "conferences": [""]}, "conferences[0]"),
    "a field that is none": ({"url": URL, "secret": "mine"}, "secret"),
    "not a flag": ({"url": URL, "enabled": "yes"}, "enabled"),
}


@pytest.mark.parametrize(("body", "field"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_taken_is_refused_and_the_field_named(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, body: object, field: str
) -> None:
    monkeypatch.setattr("functions.mux_control.webhooks.targets._settings", WebhookSettings())
    answer = api.put("/v1/webhooks/crm", json=body)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_field")
    assert answer.json()["errors"][0]["field"] == field
    assert "swordfish" not in answer.text
    assert api.get("/v1/webhooks").json()["items"] == []


def test_all_that_is_wrong_is_told_at_once(api: TestClient) -> None:
    body = {"url": "https://10.0.0.1/", "events": ["x.*"], "conferences": ["*", "a"]}

    errors = api.put("/v1/webhooks/crm", json=body).json()["errors"]

    assert [one["field"] for one in errors] == ["url", "events[0]", "conferences[0]"]


@pytest.mark.parametrize("name", ["CRM", "-a", "a%20b", "a" * 65, "ü"])
def test_a_name_is_one_of_plain_letters(api: TestClient, name: str) -> None:
    assert api.put(f"/v1/webhooks/{name}", json={"url": URL}).status_code == 422


def test_a_domain_has_so_many_and_no_more(api: TestClient) -> None:
    made = [api.put(f"/v1/webhooks/h{number}", json={"url": URL}).status_code for number in range(21)]

    assert made == [201] * 20 + [409]


def test_whoever_is_no_administrator_sees_none(api: TestClient) -> None:
    for method, path in (
        ("GET", ""),
        ("PUT", "/crm"),
        ("POST", "/crm/test"),
        ("POST", "/crm/secret"),
        ("DELETE", "/crm"),
    ):
        answer = api.request(method, f"/v1/webhooks{path}", json=None, headers=bearer("control", "view"))
        assert answer.status_code == 403, (method, path)


def test_a_token_for_some_conferences_has_webhooks_of_those_alone(api: TestClient) -> None:
    some = bearer("admin", conferences=("internal",))
    api.put("/v1/webhooks/all", json={"url": URL})

    assert api.put("/v1/webhooks/mine", json={"url": URL}, headers=some).status_code == 403
    mine = api.put("/v1/webhooks/mine", json={"url": URL, "conferences": ["internal"]}, headers=some)
    assert mine.status_code == 201
    assert [one["name"] for one in api.get("/v1/webhooks", headers=some).json()["items"]] == ["mine"]
    for method, path, body in (
        ("GET", "", None),
        ("PUT", "", {"url": URL, "conferences": ["internal"]}),
        ("DELETE", "", None),
        ("POST", "/secret", {}),
        ("POST", "/test", None),
        ("GET", "/deliveries", None),
    ):
        assert api.request(method, f"/v1/webhooks/all{path}", json=body, headers=some).status_code == 404, path


def test_every_change_is_in_the_audit_or_is_not_made(api: TestClient) -> None:
    api.put("/v1/webhooks/crm", json={"url": URL})
    api.post("/v1/webhooks/crm/secret")
    api.post("/v1/webhooks/crm/test")
    with audit_refuses():
        assert api.put("/v1/webhooks/other", json={"url": URL}).status_code == 503
        assert api.delete("/v1/webhooks/crm").status_code == 503
        assert api.post("/v1/webhooks/crm/secret").status_code == 503
        assert api.post("/v1/webhooks/crm/test").status_code == 503
    assert [one["name"] for one in api.get("/v1/webhooks").json()["items"]] == ["crm"]
    assert len(api.get("/v1/webhooks/crm").json()["secrets"]) == 2
    api.delete("/v1/webhooks/crm")

    told = [(one.operation, one.object, one.result, one.revision, one.fields) for one in entries()]
    assert told == [
        ("put_webhook", "webhook crm", "done", 1, ("url",)),
        ("rotate_webhook_secret", "webhook crm", "done", 2, ()),
        ("test_webhook", "webhook crm", "accepted", None, ()),
        ("delete_webhook", "webhook crm", "done", 2, ()),
    ]
