"""An application as Lambda calls it."""

import asyncio
from types import SimpleNamespace

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from functions.shared.handlers.lambda_handler import lambda_handler

EVENT = {
    "version": "2.0",
    "rawPath": "/",
    "rawQueryString": "",
    "headers": {"host": "api.example.com"},
    "requestContext": {
        "http": {"method": "GET", "path": "/", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"},
        "requestId": "r",
        "stage": "$default",
    },
    "isBase64Encoded": False,
}


async def answer(_: Request) -> PlainTextResponse:
    return PlainTextResponse("here")


async def nothing() -> None:
    pass


def test_a_request_is_answered_on_a_thread_whose_loop_is_gone() -> None:
    handler = lambda_handler(Starlette(routes=[Route("/", answer)]))
    # It leaves the thread without a loop.
    asyncio.run(nothing())

    assert handler(EVENT, SimpleNamespace(aws_request_id="1"))["body"] == "here"
