"""Sends calls and reads their answers, for asyncio."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

import httpx2

from freeswitch_functions_client.pages import PageOf, after
from freeswitch_functions_client.problem import Problem, problem_of
from freeswitch_functions_client.request import Request, new_key, read
from freeswitch_functions_client.tries import Tries

Answer = TypeVar("Answer")
ANSWER_SECONDS = 10.0


class AsyncTransport:
    """A connection to the API; close it, or use it in an `async with`.

    Args:
        url: where the API is, such as `https://api.example.com`.
        token: for the header `Authorization`; empty for what needs none (`redeem_entry`).
        renew: asked for another token when one is refused; None where there is none.
        client: to send with; it stays open. Without it one of our own.
        seconds: how long an answer may let us wait, beyond what the API was asked to wait for.
        sleep, clock: for tests.
    """

    def __init__(
        self,
        url: str,
        token: str = "",
        *,
        renew: Callable[[], Awaitable[str | None]] | None = None,
        client: httpx2.AsyncClient | None = None,
        seconds: float = ANSWER_SECONDS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = url.rstrip("/")
        self._token = token
        self._renew = renew
        self._renewing = asyncio.Lock()
        self._client = client or httpx2.AsyncClient()
        self._is_own = client is None
        self._seconds = seconds
        self._sleep = sleep
        self._clock = clock

    async def aclose(self) -> None:
        if self._is_own:
            await self._client.aclose()

    async def _json(self, request: Request, kind: type[Answer]) -> Answer:
        return await self._sent(request, lambda answer: read(answer.content, kind))

    async def _json_or_none(self, request: Request, kind: type[Answer]) -> Answer | None:
        return await self._sent(
            request, lambda answer: None if answer.status_code == 204 else read(answer.content, kind)
        )

    async def _nothing(self, request: Request) -> None:
        await self._sent(request, lambda _: None)

    async def _text(self, request: Request) -> str:
        return await self._sent(request, lambda answer: answer.text)

    async def _bytes(self, request: Request) -> bytes:
        return await self._sent(request, lambda answer: answer.content)

    async def _pages(self, request: Request, kind: type[PageOf]) -> AsyncIterator[PageOf]:
        while True:
            page = await self._json(request, kind)
            yield page
            if page.next is None:
                return
            request = after(request, page)

    async def _sent(self, request: Request, parse: Callable[[httpx2.Response], Answer]) -> Answer:
        tries, key = Tries(request), new_key()
        while True:
            try:
                return parse(await self._asked(request, key))
            except Problem as problem:
                await self._sleep(tries.pause_after(problem))

    async def _asked(self, request: Request, key: str) -> httpx2.Response:
        used = self._token
        answer = await self._once(request, key, used)
        if answer.status_code == 401 and await self._renewed(used):
            answer = await self._once(request, key, self._token)
        if answer.is_success:
            return answer
        raise problem_of(answer.status_code, answer.headers, answer.content)

    async def _once(self, request: Request, key: str, token: str) -> httpx2.Response:
        headers = request.headers(key) | ({"Authorization": f"Bearer {token}"} if token else {})
        try:
            return await self._client.request(
                request.method,
                self._url + request.target,
                content=request.content,
                headers=headers,
                timeout=self._seconds + request.waits_seconds,
                # A recording's file is where its answer points to; what changes something goes nowhere else.
                follow_redirects=request.method == "GET",
            )
        except httpx2.RequestError as error:
            raise Problem(0) from error

    async def _renewed(self, refused: str) -> bool:
        """Whether there is another token; several calls that are refused at once ask for one."""
        if self._renew is None:
            return False
        async with self._renewing:
            if self._token == refused:
                token = await self._renew()
                if token is None:
                    return False
                self._token = token
            return True
