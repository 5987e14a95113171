"""Runs one function's app on threads of its own, so that its slow requests hold up nobody else's."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import TypeVar

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Result = TypeVar("Result")


class LoopThread:
    """A thread with an event loop, and how many requests it has."""

    def __init__(self, name: str) -> None:
        self.requests = 0
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name=name, daemon=True).start()

    async def run(self, call: Callable[[], Awaitable[Result]]) -> Result:
        """Await `call` on this thread's loop."""

        async def there() -> Result:
            return await call()

        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(there(), self._loop))


class FunctionThreads:
    """An ASGI app that hands each request to the least busy of a function's threads."""

    def __init__(self, app: ASGIApp, name: str, threads: int) -> None:
        self._app = app
        self._threads = [LoopThread(f"{name}-{number}") for number in range(threads)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        serving = asyncio.get_running_loop()

        async def receive_there() -> Message:
            return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_as_coroutine(receive()), serving))

        async def send_there(message: Message) -> None:
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_as_coroutine(send(message)), serving))

        thread = min(self._threads, key=lambda each: each.requests)
        thread.requests += 1
        try:
            await thread.run(lambda: self._app(scope, receive_there, send_there))
        finally:
            thread.requests -= 1


async def _as_coroutine(awaitable: Awaitable[Result]) -> Result:
    return await awaitable
