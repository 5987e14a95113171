"""An application as Lambda calls it."""

import asyncio
import json
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from functions.shared.handlers.lambda_handler import lambda_handler


def event(path: str = "/") -> dict[str, object]:
    return {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"host": "api.example.com"},
        "requestContext": {
            "http": {"method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"},
            "requestId": "r",
            "stage": "$default",
        },
        "isBase64Encoded": False,
    }


async def answer(_: Request) -> PlainTextResponse:
    return PlainTextResponse("here")


async def refuse(_: Request) -> PlainTextResponse:
    return PlainTextResponse("no", status_code=404)


async def stumble(_: Request) -> PlainTextResponse:
    raise ValueError("eleven")


async def nothing() -> None:
    pass


def test_a_request_is_answered_on_a_thread_whose_loop_is_gone() -> None:
    handler = lambda_handler(Starlette(routes=[Route("/", answer)]))
    # It leaves the thread without a loop.
    asyncio.run(nothing())

    assert handler(event(), SimpleNamespace(aws_request_id="1"))["body"] == "here"


@pytest.mark.parametrize(("path", "status", "errors"), [("/", 200, 0), ("/no", 404, 0), ("/broken", 500, 1)])
def test_an_answer_of_5xx_is_counted_with_the_function_that_gave_it(
    path: str, status: int, errors: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "false")
    routes = [Route("/", answer), Route("/no", refuse), Route("/broken", stumble)]
    context = SimpleNamespace(aws_request_id="1", function_name="stack-directory")

    assert lambda_handler(Starlette(routes=routes))(event(path), context)["statusCode"] == status
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "CloudWatchMetrics" in line]
    told = [line for line in lines if "ServerErrors" in line]
    assert [(line["ServerErrors"], line["function"]) for line in told] == [([1.0], "stack-directory")] * errors
    assert [line["_aws"]["CloudWatchMetrics"][0]["Dimensions"] for line in told] == [
        [["stack", "service", "function"]]
    ] * errors
