"""Asks the functions: over connections that stay open, in time, the first region and then the second."""

import asyncio
import ssl
from collections.abc import Callable, Sequence
from typing import Final

import httpx2

from freeswitch.edge.answers import Answer
from freeswitch.edge.asked import PATHS, PIN_CHECK, Asked
from freeswitch.edge.breaker import Breaker
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.lookups.keeping import CACHE_CONTROL, NOBODY, keeping_of
from functions.shared.version import USER_AGENT

# mod_xml_curl waits 2 s (freeswitch/conf/lookups); a function promises its answer within 1.5 s.
ALONE_SECONDS: Final = 1.5
FIRST_SECONDS, SECOND_SECONDS = 1.0, 0.7
# An id that is guessed at is answered up to 10 s later.
PIN_SECONDS: Final = 11.0
CONNECT_SECONDS: Final = 0.5
MOST_CONNECTIONS: Final = 64
# Less than the functions' side keeps an idle connection, so that it is mostly we who close.
IDLE_SECONDS: Final = 30.0
# As much as mod_xml_curl reads.
MOST_BYTES: Final = 256 * 1024
# What functions say; whatever else comes, a redirect, 403, 404, 429, 5xx, is of something before them.
OF_FUNCTIONS: Final = frozenset({200, 400, 401, 405, 413})
PASSED_ON: Final = ("Content-Type", "Retry-After", "WWW-Authenticate", "Allow")


class Away(Exception):
    """No function answers; `answer` is what one said about itself, if it said anything."""

    def __init__(self, reason: str, *, stalled: bool = False, answer: Answer | None = None) -> None:
        super().__init__(reason)
        self.stalled, self.answer = stalled, answer


class Region:
    """The functions of one region, under one address; each has a breaker of its own."""

    def __init__(self, url: str, trust: ssl.SSLContext, opened: Callable[[], None]) -> None:
        self.url = url.rstrip("/")
        self.breakers = {path: Breaker(opened) for path in PATHS}
        self._client = httpx2.AsyncClient(
            verify=trust,
            # No proxy, whatever the environment says.
            trust_env=False,
            follow_redirects=False,
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"},
            limits=httpx2.Limits(
                max_connections=MOST_CONNECTIONS,
                max_keepalive_connections=MOST_CONNECTIONS // 2,
                keepalive_expiry=IDLE_SECONDS,
            ),
        )

    async def ask(self, asked: Asked, seconds: float) -> Answer:
        """Return the function's answer.

        Raises:
            Away: there is none, or it is none of theirs.
        """
        try:
            async with asyncio.timeout(seconds):
                answer = await self._again_if_closed(asked, seconds)
        except (TimeoutError, httpx2.TimeoutException) as problem:
            connects = isinstance(problem, httpx2.ConnectTimeout)
            raise Away("no connection in time" if connects else f"no answer in {seconds:g} s", stalled=True) from None
        except (httpx2.HTTPError, OSError) as problem:
            # OSError: of TLS 1.3 a refused certificate is told when an answer is read.
            raise Away(f"{type(problem).__name__}: {problem}"[:200]) from None
        if answer.status not in OF_FUNCTIONS:
            raise Away(f"answered {answer.status}", answer=answer)
        return answer

    async def _again_if_closed(self, asked: Asked, seconds: float) -> Answer:
        """A kept connection may turn out closed. A look-up changes nothing; a PIN counted twice costs a second."""
        try:
            return await self._post(asked, seconds)
        except (httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.WriteError):
            return await self._post(asked, seconds)

    async def _post(self, asked: Asked, seconds: float) -> Answer:
        timeout = httpx2.Timeout(seconds, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS)
        async with self._client.stream(
            "POST", f"{self.url}{asked.path}", content=asked.body, headers=asked.headers, timeout=timeout
        ) as response:
            body = b""
            async for part in response.aiter_raw():
                body += part
                if len(body) > MOST_BYTES:
                    raise Away(f"answered more than {MOST_BYTES} bytes")
        said = response.headers
        return Answer(
            status=response.status_code,
            body=body,
            headers=tuple((name, said[name]) for name in PASSED_ON if name in said),
            keeping=keeping_of(said.get(CACHE_CONTROL, "no-store")),
            nobody=NOBODY in said,
        )

    async def close(self) -> None:
        await self._client.aclose()


class Regions:
    """One region, or two of which the second is asked while the first fails."""

    def __init__(self, addresses: Sequence[str], trust: ssl.SSLContext, metrics: Metrics) -> None:
        self._metrics = metrics
        self.all = [Region(url, trust, lambda: metrics.count("BreakersOpened")) for url in addresses]

    def is_doubted(self, path: str) -> bool:
        """Whether no region would be asked as a matter of course."""
        return not any(region.breakers[path].is_closed for region in self.all)

    def wants_a_try(self, path: str) -> bool:
        """Whether the next question would find out whether a region answers again."""
        return any(region.breakers[path].wants_a_try for region in self.all)

    async def ask(self, asked: Asked) -> Answer:
        """Return the first region's answer that is one.

        Raises:
            Away: there is none.
        """
        problem = Away("it has not answered a moment ago, and is not asked again yet")
        for number, region in enumerate(self.all):
            breaker = region.breakers[asked.path]
            if not breaker.allows():
                continue
            try:
                answer = await region.ask(asked, self._seconds(asked.path, number))
            except Away as away:
                problem = away
                breaker.bad(stalled=away.stalled)
                self._metrics.count("FunctionsFailed")
                told = {"path": asked.path, "region": number + 1, "reason": str(away)}
                logger.warning("a function does not answer", extra=told)
            except BaseException:
                breaker.let_go()
                raise
            else:
                breaker.good()
                return answer
        raise problem

    async def close(self) -> None:
        for region in self.all:
            await region.close()

    def _seconds(self, path: str, number: int) -> float:
        if path == PIN_CHECK:
            return PIN_SECONDS
        if len(self.all) == 1:
            return ALONE_SECONDS
        return FIRST_SECONDS if number == 0 else SECOND_SECONDS
