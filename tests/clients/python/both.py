"""Both clients, for programs that wait and for asyncio, before a server that answers by the list."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

import httpx2
import msgspec
import pytest

from freeswitch_functions_client import Api, AsyncApi

both = pytest.mark.parametrize("kind", ["waiting", "asyncio"])
URL = "https://api.example.com"
LOST = httpx2.ConnectError("the line is down")
Answer = httpx2.Response | httpx2.RequestError


def json(body: object, status: int = 200, **headers: str) -> httpx2.Response:
    return httpx2.Response(status, content=msgspec.json.encode(body), headers=headers)


def refusal(status: int, code: str, **more: object) -> httpx2.Response:
    body = {"type": "about:blank", "title": code, "status": status, "code": code, "detail": f"it is {code}", **more}
    return json(body, status)


def command(state: str, **more: object) -> dict[str, object]:
    fields = {"id": "c1", "kind": "mute", "conference": "internal", "reason": None, "detail": None, "evidence": None}
    at = {"reply": None, "created_at": "2026-05-04T12:00:00.000Z", "deadline": "2026-05-04T12:00:30.000Z"}
    return {**fields, **at, "finished_at": None, "steps": [], "state": state, **more}


class Asked:
    """What was asked, how long it was slept, and one way to ask with either client.

    The clock moves with each sleep, and by `seconds_an_answer` with each answer. The last answer is given again.
    """

    def __init__(self, kind: str, answers: Sequence[Answer], seconds_an_answer: float = 0.0) -> None:
        self.kind = kind
        self.requests: list[httpx2.Request] = []
        self.slept: list[float] = []
        self.renewed = ["new", None]
        self.now = 0.0
        self._answers = list(answers)
        self._seconds_an_answer = seconds_an_answer

    def get(self, ask: Callable[[Any], Any], *, renews: bool = False) -> Any:
        """What `ask` says of an `Api` or an `AsyncApi`; all that an iterator brings as a list."""
        if self.kind == "waiting":
            return self._waiting(ask, renews)
        return asyncio.run(self._asyncio(ask, renews))

    def headers(self, name: str) -> list[str | None]:
        return [request.headers.get(name) for request in self.requests]

    def _waiting(self, ask: Callable[[Any], Any], renews: bool) -> Any:
        renew = self._renew if renews else None
        with httpx2.Client(transport=httpx2.MockTransport(self._answer)) as client:
            api = Api(URL, "old", renew=renew, client=client, sleep=self._sleep, clock=self._clock)
            told = ask(api)
            return list(told) if isinstance(told, Iterator) else told

    async def _asyncio(self, ask: Callable[[Any], Any], renews: bool) -> Any:
        async def sleep(seconds: float) -> None:
            self._sleep(seconds)

        async def renew() -> str | None:
            return self._renew()

        async with httpx2.AsyncClient(transport=httpx2.MockTransport(self._answer)) as client:
            given = renew if renews else None
            api = AsyncApi(URL, "old", renew=given, client=client, sleep=sleep, clock=self._clock)
            told = ask(api)
            return [one async for one in told] if isinstance(told, AsyncIterator) else await told

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        self.now += self._seconds_an_answer
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, httpx2.RequestError):
            raise answer
        return httpx2.Response(answer.status_code, content=answer.content, headers=answer.headers)

    def _renew(self) -> str | None:
        return self.renewed.pop(0)

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def _clock(self) -> float:
        return self.now
