"""Each built function starts alone, as on Lambda, and answers the events of an HTTP API."""

import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from functions.shared.nodes.passwords import hashed
from infra.local.aws.key import AwsKey
from infra.local.aws.resources import create_resources
from infra.local.children import Children
from infra.local.ports import listen, port_of, wait_for_http
from infra.local.template import Template
from tests.build.artifacts import ROOT, api_token, build, imports, runtime_folder, started

REGION = "eu-central-1"
KEY = AwsKey("BUILT", "for-these-tests")
PASSWORD = "a-password-for-tests"
TEMPLATE = Template(name="built", region=REGION)
FUNCTIONS = {
    logical: function["Handler"].split(".")[1]
    for logical, function in TEMPLATE.of_type("AWS::Serverless::Function").items()
}


@pytest.fixture(scope="session")
def artifacts() -> Path:
    return build()


@pytest.fixture(scope="session")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return runtime_folder(tmp_path_factory.mktemp("runtime"))


@pytest.fixture(scope="session")
def environ(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a function: what the template says, with the demo's data in tables on this machine."""
    nodes = tmp_path_factory.mktemp("nodes") / "nodes.yaml"
    nodes.write_text(f"nodes: [{{name: fs1, domains: [example.com], credentials: [{hashed(PASSWORD)}]}}]\n")
    aws = listen(0, "LOCAL_AWS_PORT")
    port = port_of(aws)
    declared = TEMPLATE.function_settings(
        {
            "PinHashKey": "k" * 40,
            "ApiTokenSecret": "s" * 40,
            "StreamKeySecret": "t" * 40,
            "EntryTokenSecret": "e" * 40,
            "TurnSecret": "u" * 40,
            "WebhookKeySecret": "w" * 40,
        }
    )
    settings = {
        **declared,
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        **KEY.environment,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_LAMBDA_FUNCTION_NAME": "built",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024",
        # A busy machine is slower than DynamoDB.
        "DYNAMODB_CONNECT_SECONDS": "5",
        "DYNAMODB_READ_SECONDS": "5",
    }
    with Children() as children:
        children.start("embedded AWS", "infra.local.aws.services", {**os.environ, **settings}, [str(aws.fileno())])
        aws.close()
        wait_for_http(port, "/", 60)
        create_resources(TEMPLATE, region=REGION, endpoint=settings["AWS_ENDPOINT_URL"], key=KEY)
        for file in ("infra/demo.yaml", nodes):
            subprocess.run(
                [sys.executable, "-m", "infra.provision", file, "--yes"],
                cwd=ROOT,
                env={**os.environ, **settings},
                capture_output=True,
                timeout=60,
                check=True,
            )
        yield settings


def event(method: str, path: str, body: str = "", *, encoded: bool = False, **headers: str) -> dict[str, Any]:
    """An event as an HTTP API sends it (payload 2.0); AWS encodes a form's body, `sam local` does not."""
    return {
        "version": "2.0",
        "routeKey": f"ANY {path}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"host": "example.com", "content-length": str(len(body)), **headers},
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api",
            "domainName": "example.com",
            "domainPrefix": "example",
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "t"},
            "requestId": "id",
            "routeKey": f"ANY {path}",
            "stage": "$default",
            "time": "12/Mar/2026:19:03:58 +0000",
            "timeEpoch": 1773342238000,
        },
        "body": b64encode(body.encode()).decode() if encoded else body,
        "isBase64Encoded": encoded,
    }


def form_event(path: str, form: dict[str, str], *, encoded: bool) -> dict[str, Any]:
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "authorization": "Basic " + b64encode(f"fs1:{PASSWORD}".encode()).decode(),
    }
    return event("POST", path, urlencode(form), encoded=encoded, **headers)


LOOKUPS = {
    "DirectoryFunction": (
        "/directory",
        {"section": "directory", "domain": "example.com", "user": "1000", "action": "sip_auth"},
        '<user id="1000"',
    ),
    "DialplanFunction": (
        "/dialplan",
        {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "999"},
        "external",
    ),
    "ConfigurationFunction": (
        "/configuration",
        {"section": "configuration", "key_value": "no-such-file.conf"},
        "not found",
    ),
    "PinCheckFunction": (
        "/pin-check",
        {"id": "00000000", "pin": "1234", "caller": "1", "node": "fs1", "call": "c"},
        "my-conf-name",
    ),
}


@pytest.mark.parametrize("encoded", [True, False], ids=["as AWS sends it", "as sam local sends it"])
@pytest.mark.parametrize("function", sorted(LOOKUPS))
def test_a_built_lookup_answers(
    function: str, encoded: bool, artifacts: Path, runtime: Path, environ: dict[str, str]
) -> None:
    path, form, expected = LOOKUPS[function]
    with started(artifacts / function, runtime, handler(function), environ) as stub:
        answer = stub.invoke(form_event(path, form, encoded=encoded))

    assert answer["statusCode"] == 200
    assert answer["isBase64Encoded"] is False
    assert expected in answer["body"]


@pytest.mark.parametrize("encoded", [True, False], ids=["as AWS sends it", "as sam local sends it"])
def test_the_built_api_answers(encoded: bool, artifacts: Path, runtime: Path, environ: dict[str, str]) -> None:
    token = api_token(environ, "--conferences", "*", "--can", "control")
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    body = json.dumps({"locked": True})
    with started(artifacts / "MuxControlFunction", runtime, handler("MuxControlFunction"), environ) as stub:
        health = stub.invoke(event("GET", "/healthz"))
        unknown = stub.invoke(event("PATCH", "/v1/conferences/nobody-there", body, encoded=encoded, **headers))

    assert health["statusCode"] == 200
    assert unknown["statusCode"] == 404
    assert json.loads(unknown["body"])["code"] == "conference_not_found"


def test_the_built_sweep_runs_by_the_clock(artifacts: Path, runtime: Path, environ: dict[str, str]) -> None:
    scheduled = {"version": "0", "source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}
    with started(artifacts / "SweepFunction", runtime, handler("SweepFunction"), environ) as stub:
        assert stub.invoke(scheduled) == {}


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_an_artifact_has_its_own_function_and_no_other(function: str, artifacts: Path) -> None:
    own = FUNCTIONS[function]

    assert not [
        other for other in FUNCTIONS.values() if other != own and imports(artifacts / function, f"functions.{other}")
    ]
    assert imports(artifacts / function, f"functions.{own}")


@pytest.mark.parametrize("function", sorted(LOOKUPS))
def test_a_lookup_carries_neither_boto3_nor_tokens(function: str, artifacts: Path) -> None:
    assert not [module for module in ("boto3", "jwt", "cryptography") if imports(artifacts / function, module)]


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_all_byte_code_is_used_whatever_the_time_stamps_say(function: str, artifacts: Path) -> None:
    sources = list((artifacts / function).rglob("*.py"))
    # Bytes 4 to 8 of the header: 1 is "by hash, never checked" (PEP 552).
    flags = {source: byte_code(source).read_bytes()[4:8] for source in sources if byte_code(source).exists()}

    assert len(sources) > 100
    assert set(flags.values()) == {b"\x01\x00\x00\x00"}
    assert {source for source in sources if source not in flags} <= set()


def byte_code(source: Path) -> Path:
    return source.parent / "__pycache__" / f"{source.stem}.{sys.implementation.cache_tag}.pyc"


def handler(function: str) -> str:
    return f"functions.{FUNCTIONS[function]}.app.handler"
