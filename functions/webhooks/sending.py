"""One POST to a receiver: to an address that was checked, with an end, and without following anybody anywhere."""

import asyncio
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from functools import cache
from types import TracebackType
from typing import Final, Self

import httpx2

from functions.shared.reach.hosts import Resolve, resolve_host
from functions.shared.reach.public_addresses import Address
from functions.shared.settings import Network
from functions.shared.version import USER_AGENT
from functions.shared.webhooks.addresses import Target, TargetRefused, reachable, read_target
from functions.shared.webhooks.deliveries import SHOWN_BYTES, Attempt
from functions.webhooks.backing_off import asked_pause

# From the look at the name to the last byte of the answer.
SECONDS: Final = 10.0
MOST_BYTES: Final = 64 * 1024
# A resolver that hangs holds a thread of its own, and nobody's time but this try's.
RESOLVERS: Final = 32

# To read the machine's certificates takes longer than to send an event.
_machines_trust = cache(ssl.create_default_context)
_resolving = ThreadPoolExecutor(RESOLVERS, thread_name_prefix="resolver")


class Sender:
    """Sends to one receiver after the other, and keeps the connection to the last one; for one thread."""

    def __init__(
        self,
        allowed: Sequence[Network],
        *,
        resolve: Resolve = resolve_host,
        trust: Callable[[], ssl.SSLContext] = _machines_trust,
        seconds: float = SECONDS,
    ) -> None:
        self._allowed, self._resolve, self._trust, self._seconds = allowed, resolve, trust, seconds
        self._loop = asyncio.Runner()
        self._client: httpx2.AsyncClient | None = None
        self._receiver = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._drop()
        self._loop.close()

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Attempt:
        """Send a body, and tell what came of it; whatever goes wrong is told, too."""
        at, began = time.time(), time.monotonic()
        status: int | None = None
        answer, problem, asked = b"", "", None
        try:
            target = read_target(url)
            addresses = self._addresses(target)
            left = self._seconds - (time.monotonic() - began)
            status, answer, after = self._loop.run(self._within(left, target, addresses, headers, body))
            asked = asked_pause(after, at)
            if not 200 <= status < 300:
                problem = f"answered {status}" + (", and redirects are not followed" if 300 <= status < 400 else "")
        except TargetRefused as refusal:
            problem = refusal.problem
        except (TimeoutError, TookTooLong, httpx2.TimeoutException):
            problem = f"took longer than {self._seconds:g} s"
            self._drop()
        except httpx2.HTTPError as error:
            problem = f"{type(error).__name__}: {error}"[:200]
            self._drop()
        return Attempt(
            at=at,
            milliseconds=round((time.monotonic() - began) * 1000),
            status=status,
            answer=_text(answer),
            problem=problem,
            retry_after=asked,
        )

    def _addresses(self, target: Target) -> list[Address]:
        looking = _resolving.submit(reachable, target, self._allowed, self._resolve)
        return looking.result(self._seconds)

    async def _within(
        self, seconds: float, target: Target, addresses: Sequence[Address], headers: Mapping[str, str], body: bytes
    ) -> tuple[int, bytes, str | None]:
        async with asyncio.timeout(seconds):
            for address in addresses[:-1]:
                try:
                    return await self._post(target, address, headers, body)
                except (httpx2.ConnectError, httpx2.ConnectTimeout):
                    # Nothing was sent: a host may have an address that cannot be reached from here.
                    continue
            return await self._post(target, addresses[-1], headers, body)

    async def _post(
        self, target: Target, address: Address, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, bytes, str | None]:
        host = f"[{address}]" if address.version == 6 else str(address)
        told = {"Host": target.authority, "User-Agent": USER_AGENT, "Accept-Encoding": "identity", **headers}
        client = await self._client_of(f"{target.scheme}://{target.authority}")
        async with client.stream(
            "POST",
            f"{target.scheme}://{host}:{target.port}{target.path}",
            content=body,
            headers=told,
            # The certificate is the name's, whatever the address.
            extensions={"sni_hostname": target.host},
        ) as response:
            answer = b""
            async for part in response.aiter_raw():
                answer += part
                if len(answer) >= MOST_BYTES:
                    # The rest stays where it is, and the connection ends.
                    break
            return response.status_code, answer[:MOST_BYTES], response.headers.get("retry-after")

    async def _client_of(self, receiver: str) -> httpx2.AsyncClient:
        """A connection is one receiver's: another name at the same address has another certificate."""
        if self._client is not None and self._receiver == receiver:
            return self._client
        if self._client is not None:
            await self._client.aclose()
        self._client = httpx2.AsyncClient(
            verify=self._trust(),
            # No proxy, whatever the environment says: it would choose the address.
            trust_env=False,
            follow_redirects=False,
            timeout=self._seconds,
            limits=httpx2.Limits(max_connections=2, max_keepalive_connections=1),
        )
        self._receiver = receiver
        return self._client

    def _drop(self) -> None:
        """Let go of the connection."""
        client, self._client = self._client, None
        if client is not None:
            self._loop.run(client.aclose())


def _text(answer: bytes) -> str:
    """The first bytes of an answer as one line of printable text."""
    text = answer[:SHOWN_BYTES].decode(errors="replace")
    return "".join(each if each.isprintable() else " " for each in text).strip()
