"""Sends calls one after the other and reads their answers."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import httpx2

from freeswitch_functions_client.pages import PageOf, after
from freeswitch_functions_client.problem import Problem, problem_of
from freeswitch_functions_client.request import Request, new_key, read
from freeswitch_functions_client.tries import Tries

Answer = TypeVar("Answer")
ANSWER_SECONDS = 10.0


class Transport:
    """A connection to the API; close it, or use it in a `with`.

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
        renew: Callable[[], str | None] | None = None,
        client: httpx2.Client | None = None,
        seconds: float = ANSWER_SECONDS,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = url.rstrip("/")
        self._token = token
        self._renew = renew
        self._renewing = threading.Lock()
        self._client = client or httpx2.Client()
        self._is_own = client is None
        self._seconds = seconds
        self._sleep = sleep
        self._clock = clock

    def close(self) -> None:
        if self._is_own:
            self._client.close()

    def _json(self, request: Request, kind: type[Answer]) -> Answer:
        return self._sent(request, lambda answer: read(answer.content, kind))

    def _json_or_none(self, request: Request, kind: type[Answer]) -> Answer | None:
        return self._sent(request, lambda answer: None if answer.status_code == 204 else read(answer.content, kind))

    def _nothing(self, request: Request) -> None:
        self._sent(request, lambda _: None)

    def _text(self, request: Request) -> str:
        return self._sent(request, lambda answer: answer.text)

    def _bytes(self, request: Request) -> bytes:
        return self._sent(request, lambda answer: answer.content)

    def _pages(self, request: Request, kind: type[PageOf]) -> Iterator[PageOf]:
        while True:
            page = self._json(request, kind)
            yield page
            if page.next is None:
                return
            request = after(request, page)

    def _sent(self, request: Request, parse: Callable[[httpx2.Response], Answer]) -> Answer:
        tries, key = Tries(request), new_key()
        while True:
            try:
                return parse(self._asked(request, key))
            except Problem as problem:
                self._sleep(tries.pause_after(problem))

    def _asked(self, request: Request, key: str) -> httpx2.Response:
        used = self._token
        answer = self._once(request, key, used)
        if answer.status_code == 401 and self._renewed(used):
            answer = self._once(request, key, self._token)
        if answer.is_success:
            return answer
        raise problem_of(answer.status_code, answer.headers, answer.content)

    def _once(self, request: Request, key: str, token: str) -> httpx2.Response:
        headers = request.headers(key) | ({"Authorization": f"Bearer {token}"} if token else {})
        try:
            return self._client.request(
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

    def _renewed(self, refused: str) -> bool:
        """Whether there is another token; several threads that are refused at once ask for one."""
        if self._renew is None:
            return False
        with self._renewing:
            if self._token == refused:
                token = self._renew()
                if token is None:
                    return False
                self._token = token
            return True
