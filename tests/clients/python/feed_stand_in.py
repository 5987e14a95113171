"""A feed in memory that speaks as functions/live does, over WebSockets on this machine."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx2
import msgspec
from websockets.asyncio.server import ServerConnection, serve

from freeswitch_functions_client import AsyncApi
from tests.clients.python.both import URL, json, refusal
from tests.clients.python.conferences import NODE, conference

FIRST = 10


class FeedStandIn:
    """One conference; `said` is what clients have said."""

    def __init__(self) -> None:
        self.said: list[dict[str, object]] = []
        self.tickets = 0
        self.is_refusing = False
        self.address = ""
        self._events: list[Mapping[str, object]] = []
        self._sockets = set[ServerConnection]()
        self._changed = asyncio.Condition()

    @property
    def seq(self) -> int:
        return FIRST + len(self._events)

    async def tell(self, event: Mapping[str, object], *, is_lost: bool = False) -> None:
        self._events.append(event)
        if not is_lost:
            for socket in list(self._sockets):
                await self._send(socket, type="events", conference="internal", events=[event])

    async def end_all(self) -> None:
        """As the gateway does after two hours."""
        for socket in list(self._sockets):
            await socket.close()

    async def heard(self, kind: str) -> dict[str, object]:
        """Wait until a client has said a frame of this type."""
        async with asyncio.timeout(20), self._changed:
            await self._changed.wait_for(lambda: any(frame["type"] == kind for frame in self.said))
        return next(frame for frame in self.said if frame["type"] == kind)

    @asynccontextmanager
    async def api(self) -> AsyncIterator[AsyncApi]:
        """A client of the API that gives tickets for it."""
        async with serve(self._serve, "127.0.0.1", 0) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            self.address = f"ws://127.0.0.1:{port}/?ticket=t"
            async with httpx2.AsyncClient(transport=httpx2.MockTransport(self._ticket)) as client:
                yield AsyncApi(URL, "token", client=client)

    def _ticket(self, request: httpx2.Request) -> httpx2.Response:
        assert (request.method, request.url.path) == ("POST", "/v1/live")
        self.tickets += 1
        if self.is_refusing:
            return refusal(403, "missing_ability")
        return json({"url": self.address, "expires_at": "2026-05-04T12:00:30.000Z"})

    async def _serve(self, socket: ServerConnection) -> None:
        try:
            async for text in socket:
                await self._hear(socket, msgspec.json.decode(text))
        finally:
            self._sockets.discard(socket)

    async def _hear(self, socket: ServerConnection, frame: dict[str, object]) -> None:
        self.said.append(frame)
        after = frame.get("after")
        if frame["type"] == "ping":
            await self._send(socket, type="pong", seqs={"internal": self.seq}, nodes={"internal": NODE})
        elif frame["type"] == "unsubscribe":
            self._sockets.discard(socket)
        elif isinstance(after, int):
            self._sockets.add(socket)
            await self._send(socket, type="events", conference="internal", events=self._events[after - FIRST :])
        else:
            self._sockets.add(socket)
            shown = {"name": "internal", "conference": conference(self.seq), "watching": [], "seq": self.seq}
            await self._send(socket, type="snapshot", part=1, of=1, **shown)
        async with self._changed:
            self._changed.notify_all()

    async def _send(self, socket: ServerConnection, **frame: object) -> None:
        await socket.send(msgspec.json.encode(frame).decode())
