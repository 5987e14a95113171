"""The API as Lambda calls it."""

import base64
from collections.abc import Iterator
from types import SimpleNamespace

import msgspec
import pytest

from functions.mux_control.app import handler
from functions.shared.settings import ApiSettings, read
from infra.token import mint
from tests.functions.control import ADA, body_of, installation

CONTEXT = SimpleNamespace(
    function_name="mux-control", memory_limit_in_mb=256, invoked_function_arn="arn:mux", aws_request_id="1"
)


@pytest.fixture(autouse=True)
def there() -> Iterator[None]:
    with installation():
        yield


def event(method: str, path: str, body: str | None = None, *, encoded: bool = False) -> dict[str, object]:
    """A request as API Gateway's HTTP API hands it over (payload 2.0)."""
    token = mint(read(ApiSettings), domain="example.com")
    sent = base64.b64encode(body.encode()).decode() if body and encoded else body
    return {
        "version": "2.0",
        "routeKey": "ANY /v1/{proxy+}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"authorization": f"Bearer {token}", "content-type": "application/json", "host": "api.example.com"},
        "requestContext": {
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"},
            "requestId": "r",
            "stage": "$default",
        },
        "body": sent,
        "isBase64Encoded": bool(sent) and encoded,
    }


@pytest.mark.parametrize("encoded", [True, False], ids=["as AWS may send it", "as sam local sends it"])
def test_a_command_comes_through_lambda(encoded: bool) -> None:
    body = '{"banner": {"text": "Ада 🎉"}}'

    answer = handler(event("PATCH", f"/v1/conferences/internal/members/{ADA}", body, encoded=encoded), CONTEXT)

    command = msgspec.json.decode(answer["body"], type=dict[str, object])
    assert (answer["statusCode"], answer["isBase64Encoded"]) == (202, False)
    assert answer["headers"]["location"] == f"/v1/commands/{command['id']}"
    assert body_of(str(command["id"])) == {"kind": "set_banner", "member": ADA, "banner": {"text": "Ада 🎉"}}


def test_a_problem_comes_as_text() -> None:
    answer = handler(event("GET", "/v1/conferences/nowhere"), CONTEXT)

    assert (answer["statusCode"], answer["headers"]["content-type"]) == (404, "application/problem+json")
    assert msgspec.json.decode(answer["body"], type=dict[str, object])["code"] == "conference_not_found"
