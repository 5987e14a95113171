"""A slow function holds up nobody else."""

import asyncio
import threading

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from infra.local.functions.threads import FunctionThreads

MESSAGES = 3


async def asked(app: FunctionThreads, body: bytes = b"") -> str:
    """Ask an app as a server does; the body comes in several messages."""
    parts = [body[at::MESSAGES] for at in range(MESSAGES)]
    answer: list[bytes] = []

    async def receive() -> dict[str, object]:
        part = parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message: object) -> None:
        assert isinstance(message, dict)
        answer.append(message.get("body", b""))

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b"", "root_path": ""}
    await app(scope, receive, send)
    return b"".join(answer).decode()


async def turn() -> None:
    """Let the other tasks begin."""
    await asyncio.wait([asyncio.get_running_loop().create_future()], timeout=0)


def function(threads: int, blocked: threading.Event | None = None) -> FunctionThreads:
    async def endpoint(request: Request) -> Response:
        body = await request.body()
        if blocked:
            # As a look-up does: it blocks its thread and its loop.
            blocked.wait(30)
        return PlainTextResponse(f"{len(body)} bytes in {threading.current_thread().name}")

    return FunctionThreads(
        Starlette(routes=[Route("/", endpoint, methods=["POST"])]), "slow" if blocked else "quick", threads
    )


def test_a_request_reaches_the_function_whole_on_a_thread_of_its_own() -> None:
    assert asyncio.run(asked(function(1), b"x" * 1000)) == "1000 bytes in quick-0"


def test_a_blocked_function_does_not_hold_up_another() -> None:
    released = threading.Event()
    slow, quick = function(1, released), function(1)

    async def both() -> tuple[str, bool, str]:
        waiting = asyncio.create_task(asked(slow))
        await turn()
        answer = await asyncio.wait_for(asked(quick), 10)
        early = waiting.done()
        released.set()
        return answer, early, await asyncio.wait_for(waiting, 10)

    assert asyncio.run(both()) == ("0 bytes in quick-0", False, "0 bytes in slow-0")


def test_waiting_requests_of_one_function_take_a_thread_each() -> None:
    released = threading.Event()
    slow = function(3, released)

    async def three() -> list[str]:
        waiting = [asyncio.create_task(asked(slow)) for _ in range(3)]
        await turn()
        released.set()
        return sorted(await asyncio.gather(*waiting))

    assert asyncio.run(three()) == [f"0 bytes in slow-{number}" for number in range(3)]
