"""Bad bodies, unknown paths, the description, and pages."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from functions.mux_control.operations import ALL_OPERATIONS
from functions.shared.api.problems import CODES
from functions.shared.version import VERSION
from tests.functions.control import ADA, SETTINGS, bearer, client

CONFERENCE = "/v1/conferences/internal"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "invalid_json"),
        (b"\xff\xfe", 400, "invalid_json"),
        (b'"\\ud800"', 400, "invalid_json"),
        (b"NaN", 400, "invalid_json"),
        (b"[" * 100_000, 400, "invalid_json"),
        (b'{"locked": true} x', 400, "invalid_json"),
        (b"[]", 422, "invalid_field"),
        (b"", 422, "invalid_field"),
        (b'{"locked": 1}', 422, "invalid_field"),
        (b'{"max_members": 1e400}', 400, "invalid_json"),
        (b'{"max_members": 99999999999999999999999}', 422, "invalid_field"),
        (b'{"\xf0\x9f\x92\xa5": 1}', 422, "invalid_field"),
        (b'{"layout": "' + b"x" * 300_000 + b'"}', 413, "body_too_large"),
    ],
)
def test_a_bad_body_is_answered_with_a_problem(api: TestClient, body: bytes, status: int, code: str) -> None:
    answer = api.patch(CONFERENCE, content=body)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert (answer.json()["code"], answer.json()["status"]) == (code, status)


def test_a_body_that_is_no_json_by_its_type_is_refused(api: TestClient) -> None:
    answer = api.patch(CONFERENCE, content=b"<locked/>", headers={"Content-Type": "application/xml"})

    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_what_curl_sends_without_a_type_is_read_as_json(api: TestClient) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    json, no_json = (
        api.patch(CONFERENCE, content=body, headers=form) for body in (b'{"locked": true}', b"locked=true")
    )

    assert (json.status_code, no_json.status_code) == (202, 400)


def test_a_long_value_is_not_repeated_in_full(api: TestClient) -> None:
    answer = api.patch(CONFERENCE, json={"layout": "x" * 10_240, "y" * 10_240: 1})

    assert answer.status_code == 422
    assert len(answer.content) < 2000


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/nothing", "/v1/conferences/", "/v2/conferences", "/favicon.ico"])
def test_an_unknown_path_is_a_problem_too(api: TestClient, path: str) -> None:
    answer = api.get(path, follow_redirects=False)

    if answer.status_code == 307:
        assert answer.headers["location"].endswith("/v1/conferences")
    else:
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_wrong_method_is_told_the_right_ones(api: TestClient) -> None:
    answer = api.put(CONFERENCE)

    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "PATCH"}


def test_a_failure_of_ours_is_a_problem_without_details(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: str) -> None:
        raise KeyError("secret")

    monkeypatch.setattr("functions.shared.api.sight.presence.find_own_conference", broken)

    answer = api.get(CONFERENCE)

    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert "secret" not in answer.text


def test_health_and_docs_need_no_token(api: TestClient) -> None:
    health = api.get("/healthz", headers={"Authorization": ""})
    page = api.get("/docs", headers={"Authorization": ""})

    assert (health.status_code, health.json()) == (200, {"status": "ok", "version": VERSION})
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")


def test_the_page_names_everything_and_fetches_nothing(api: TestClient) -> None:
    page = api.get("/docs").text

    assert all(f'id="{operation.name}"' in page for operation in ALL_OPERATIONS)
    assert all(f'id="{code}"' in page for code in CODES)
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links <= set(re.findall(r'id="([^"]+)"', page))
    assert not re.findall(r"<(?:script|link|img|iframe)|@import|url\(", page)


def test_the_description_has_every_operation_and_every_code(api: TestClient) -> None:
    described = api.get("/v1/openapi.json").json()

    found = {(method.upper(), path) for path, item in described["paths"].items() for method in item}
    assert found == {(operation.method, operation.path) for operation in ALL_OPERATIONS}
    assert described["openapi"] == "3.1.0"
    references = set(re.findall(r"#/components/schemas/(\w+)", str(described)))
    assert references <= set(described["components"]["schemas"])


def test_pages_of_configured_origins_may_call(queue: str) -> None:
    own = client(type(SETTINGS)(token_secrets=SETTINGS.token_secrets, cors_origins=("https://app.example.com",)))
    wish = {
        "Access-Control-Request-Method": "PATCH",
        "Access-Control-Request-Headers": "authorization, if-match, prefer",
    }

    allowed = own.options(CONFERENCE, headers={"Origin": "https://app.example.com", **wish})
    refused = own.options(CONFERENCE, headers={"Origin": "https://evil.example.com", **wish})
    answer = own.get(CONFERENCE, headers={"Origin": "https://app.example.com"})

    assert allowed.headers["access-control-allow-origin"] == "https://app.example.com"
    assert "access-control-allow-origin" not in refused.headers
    assert "ETag" in answer.headers["access-control-expose-headers"]


def test_no_origin_may_call_unless_configured(api: TestClient) -> None:
    answer = api.get(CONFERENCE, headers={"Origin": "https://app.example.com"})

    assert "access-control-allow-origin" not in answer.headers


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
KINDS = st.sampled_from(["mute", "set_layout", "set_banner", "dial", "relate", "set_variable", "play", "start_stream"])
FIELDS = st.sampled_from(["member", "muted", "layout", "banner", "user", "number", "gateway", "name", "value", "url"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=JSON, kind=KINDS, fields=st.dictionaries(FIELDS, JSON | st.just(ADA), max_size=5))
def test_no_body_is_a_server_error(api: TestClient, body: object, kind: str, fields: dict[str, object]) -> None:
    command = {"kind": kind, **fields}

    answers = [
        api.patch(CONFERENCE, json=body),
        api.patch(f"{CONFERENCE}/members/{ADA}", json=fields),
        api.post(f"{CONFERENCE}/commands", json=command),
        api.post(f"{CONFERENCE}/scenes", json={"steps": [command, body]}),
    ]

    assert {answer.status_code for answer in answers} <= {202, 400, 404, 409, 422}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(header=st.binary(max_size=40).filter(lambda value: not set(value) & set(b"\r\n\0")))
def test_no_header_is_a_server_error(api: TestClient, header: bytes) -> None:
    statuses = {
        api.patch(CONFERENCE, json={"locked": True}, headers={name: header}).status_code
        for name in (b"Authorization", b"Prefer", b"If-Match", b"Idempotency-Key", b"Content-Type")
    }

    assert statuses <= {200, 202, 401, 412, 415, 422}


def test_a_token_of_another_installation_is_refused(api: TestClient) -> None:
    strict = client(type(SETTINGS)(token_secrets=SETTINGS.token_secrets, token_issuer="us", token_audience="them"))

    assert strict.get("/v1/conferences", headers=bearer()).status_code == 401
