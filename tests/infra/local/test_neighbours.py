"""Strangers' pages in this machine's browser are refused, by their origin or by the name that was pointed here."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any, cast
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest
from botocore.config import Config
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from infra.local.aws.gate import AwsGate
from infra.local.aws.key import AwsKey
from infra.local.neighbours import OnlyNeighbours, refusal

KEY = AwsKey("THISRUN", "the secret of this run")
ENDPOINT = "http://127.0.0.1:3001"


@pytest.mark.parametrize("host", ["127.0.0.1:3000", "localhost:3000", "LOCALHOST", "[::1]:3000", "127.0.0.1"])
def test_whoever_calls_this_machine_by_its_name_is_answered(host: str) -> None:
    assert refusal(host, None) == ""
    assert refusal(host, f"http://{host}") == ""


@pytest.mark.parametrize(
    "host",
    [
        "rebound.example:3000",
        "127.0.0.1.rebound.example",
        "localhost.example",
        "0.0.0.0:3000",
        "",
        "[::1",
        "a@127.0.0.2",
    ],
)
def test_dns_rebinding_is_refused_for_it_says_its_own_name(host: str) -> None:
    assert "this is not" in refusal(host, None)
    assert "this is not" in refusal(host, f"http://{host}")


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "http://127.0.0.1:8888",
        "http://localhost:3000",
        "file://",
        "ftp://127.0.0.1:3000",
    ],
)
def test_a_stranger_s_page_is_refused_by_its_origin(origin: str) -> None:
    assert "may not ask" in refusal("127.0.0.1:3000", origin)


def test_what_was_allowed_aloud_is_answered() -> None:
    assert refusal("desk.example", None, names=["Desk.example"]) == ""
    assert refusal("127.0.0.1:3000", "https://app.example", origins=["https://app.example"]) == ""


def test_a_refused_request_reaches_no_function() -> None:
    reached = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        reached.append(scope["path"])
        await PlainTextResponse("a row")(scope, receive, send)

    stack = TestClient(OnlyNeighbours(app, names=[], origins=[]), base_url="http://rebound.example:3000")
    assert stack.get("/v1/conferences").status_code == 403
    own = TestClient(OnlyNeighbours(app, names=[], origins=[]), base_url="http://127.0.0.1:3000")
    assert own.get("/own").text == "a row"

    assert reached == ["/own"]


def prepared(service: str, operation: str, key: AwsKey = KEY, **parameters: Any) -> AWSPreparedRequest:
    """A request as botocore signs it, not sent."""
    client: Any = cast("Any", boto3.client)(
        service,
        region_name="eu-central-1",
        endpoint_url=ENDPOINT,
        aws_access_key_id=key.name,
        aws_secret_access_key=key.secret,
    )
    caught: list[AWSPreparedRequest] = []

    class Sent(Exception):
        pass

    def catch(request: AWSPreparedRequest, **_: object) -> None:
        caught.append(request)
        raise Sent

    client.meta.events.register("before-send", catch)
    with pytest.raises(Sent):
        getattr(client, operation)(**parameters)
    return caught[0]


def asked(method: str, url: str, headers: dict[str, str], body: bytes = b"", **changes: str) -> str:
    """What the gate answers: `in` where it lets the request through."""
    path = url.removeprefix(ENDPOINT)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "REQUEST_URI": path,
        "PATH_INFO": urlsplit(path).path,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        "HTTP_HOST": urlsplit(ENDPOINT).netloc,
    }
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key.startswith("CONTENT_") else f"HTTP_{key}"] = value
    environ |= changes
    said: list[str] = []

    def app(_environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [])
        return [b"in"]

    gate = AwsGate(app, key=KEY.name, secret=KEY.secret)
    answer = b"".join(gate(environ, lambda status, *_: said.append(status)))  # type: ignore[arg-type]
    assert said == ["200 OK" if answer == b"in" else "403 Forbidden"]
    return answer.decode()


def sent(request: AWSPreparedRequest, body: bytes | None = None, **changes: str) -> str:
    # botocore has some of its headers as bytes, whatever its types say.
    said: dict[str, Any] = dict(request.headers.items())
    headers = {name: value.decode() if isinstance(value, bytes) else str(value) for name, value in said.items()}
    content: Any = request.body if body is None else body
    raw = content.encode() if isinstance(content, str) else content if isinstance(content, bytes) else b""
    return asked(str(request.method), str(request.url), headers, raw, **changes)


CALLS: list[tuple[str, str, dict[str, Any]]] = [
    ("dynamodb", "scan", {"TableName": "users"}),
    ("sqs", "receive_message", {"QueueUrl": f"{ENDPOINT}/123456789012/node-fs1.fifo"}),
    ("s3", "get_object", {"Bucket": "recordings", "Key": "example.com/a b~(1)+ü/x.mp4"}),
    ("s3", "put_object", {"Bucket": "recordings", "Key": "x", "Body": b"film", "Tagging": "retention-days=7"}),
    ("s3", "list_objects_v2", {"Bucket": "recordings", "Prefix": "a b/&=", "StartAfter": ""}),
    ("s3", "list_parts", {"Bucket": "recordings", "Key": "x", "UploadId": "u+/="}),
    ("s3", "create_multipart_upload", {"Bucket": "recordings", "Key": "x"}),
]


@pytest.mark.parametrize(("service", "operation", "parameters"), CALLS, ids=[f"{one} {two}" for one, two, _ in CALLS])
def test_who_has_the_key_of_this_run_is_answered_and_no_other(
    service: str, operation: str, parameters: dict[str, Any]
) -> None:
    request = prepared(service, operation, **parameters)

    assert sent(request) == "in"
    for key in (AwsKey("local", "local"), AwsKey(KEY.name, "guessed"), AwsKey("other", KEY.secret)):
        assert "was not signed" in sent(prepared(service, operation, key, **parameters))
    assert "pages may not" in sent(request, HTTP_ORIGIN="http://127.0.0.1:3000")
    assert "this is not" in sent(request, HTTP_HOST="rebound.example:3001")
    assert "was not signed" in sent(request, REQUEST_METHOD="DELETE")


def test_a_signed_scan_cannot_be_made_a_scan_of_another_table() -> None:
    request = prepared("dynamodb", "scan", TableName="prompts")

    assert "was not signed" in sent(request, b'{"TableName": "users"}')


@pytest.mark.parametrize("path", ["/moto-api/reset", "/moto-api/data.json", "/", "/recordings"])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_without_a_signature_there_is_nothing(method: str, path: str) -> None:
    assert "was not signed" in asked(method, ENDPOINT + path, {})
    anybody = f"AWS4-HMAC-SHA256 Credential={KEY.name}/20260101/eu-central-1/dynamodb/aws4_request, "
    assert "was not signed" in asked(
        method, ENDPOINT + path, {"Authorization": f"{anybody}SignedHeaders=host, Signature={'0' * 64}"}
    )


def link(seconds: int = 60, key: str = "one.mp4") -> str:
    client: Any = cast("Any", boto3.client)(
        "s3",
        region_name="eu-central-1",
        endpoint_url=ENDPOINT,
        aws_access_key_id=KEY.name,
        aws_secret_access_key=KEY.secret,
        config=Config(signature_version="s3v4"),
    )
    parameters = {"Bucket": "recordings", "Key": key, "ResponseContentDisposition": 'attachment; filename="a b.mp4"'}
    return str(client.generate_presigned_url("get_object", Params=parameters, ExpiresIn=seconds))


def test_a_link_to_a_recording_opens_that_recording_and_nothing_else() -> None:
    assert asked("GET", link(), {}) == "in"
    assert "was not signed" in asked("GET", link().replace("one.mp4", "two.mp4", 1), {})
    assert "was not signed" in asked("DELETE", link(), {})
    assert "was not signed" in asked("GET", link().replace("X-Amz-Expires=60", "X-Amz-Expires=9999999"), {})


def test_a_link_that_is_over_opens_nothing() -> None:
    address = link(60)
    gate = AwsGate(
        lambda _environ, _start: [b"in"], key=KEY.name, secret=KEY.secret,
        clock=lambda: datetime.now(UTC) + timedelta(seconds=90),
    )  # fmt: skip
    environ = {"REQUEST_METHOD": "GET", "REQUEST_URI": address.removeprefix(ENDPOINT), "HTTP_HOST": "127.0.0.1:3001"}

    assert b"was not signed" in b"".join(gate(environ, lambda *_: lambda _written: None))
