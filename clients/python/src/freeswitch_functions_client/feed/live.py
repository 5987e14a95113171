"""What happens, as it happens: any number of conferences over one WebSocket that comes back by itself."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from random import random
from typing import Literal, Self

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from freeswitch_functions_client.async_api import AsyncApi
from freeswitch_functions_client.feed.frames import frame_in, hear
from freeswitch_functions_client.feed.listeners import Listener
from freeswitch_functions_client.feed.pauses import Pauses
from freeswitch_functions_client.feed.track import Track
from freeswitch_functions_client.feed.watched import Watched
from freeswitch_functions_client.problem import Problem
from freeswitch_functions_client.schemas import ClientFrame, Ping, PongFrame, Unsubscribe

Status = Literal["connecting", "live", "waiting", "refused", "closed"]
OPEN_SECONDS = 10.0
PONG_SECONDS = 10.0
# How long after a doubt it is looked again.
DOUBT_SECONDS = 2.0
# So often it is looked whether something is due.
TICK_SECONDS = 0.5
# Whoever is told that it may not will be told so again.
NO_USE = (400, 401, 403, 404, 422)


class Live:
    """Follows conferences as long as its `async with` lasts.

    It asks every `ping_seconds` whether it has missed anything, and no answer within ten seconds counts as gone. Then
    it connects again, after half a second at first and half a minute at most, and goes on after the last event.

    Args:
        ping_seconds: at most 500, for a silent connection is ended.
        on_status: told when the connection is another: `connecting`, `live` (what is shown is what is), `waiting`
            (for the next try), `refused` (the token; it does not go on), `closed`.
        clock, chance: for tests.
    """

    def __init__(
        self,
        api: AsyncApi,
        *,
        ping_seconds: float = 60.0,
        on_status: Callable[[Status], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random,
    ) -> None:
        self.status: Status = "closed"
        self._api = api
        self._ping_seconds = ping_seconds
        self._on_status = on_status
        self._clock = clock
        self._pauses = Pauses(None, clock, chance)
        self._following: dict[str, tuple[Track, set[Listener]]] = {}
        self._saying = deque[ClientFrame]()
        self._socket: ClientConnection | None = None
        self._refusal: Problem | None = None
        self._ping_at = self._silent_at = 0.0
        self._task: asyncio.Task[None]

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        self._set("closed")

    async def watch(self, conference: str) -> AsyncGenerator[Watched, None]:
        """How a conference is, and again after everything that happens; each event once and in order.

        Whoever takes too long to take it is told all of it anew.

        Raises:
            Problem: the conference, or anything at all, may not be followed.
        """
        if self._refusal is not None:
            raise self._refusal
        track, listeners = self._following.get(conference) or self._begin(conference)
        listener = Listener(lambda: track.watched)
        listeners.add(listener)
        try:
            while True:
                yield await listener.next()
        finally:
            listeners.discard(listener)
            if not listeners and self._following.get(conference, (None,))[0] is track:
                del self._following[conference]
                self._say(Unsubscribe(conference=conference))

    def _begin(self, conference: str) -> tuple[Track, set[Listener]]:
        listeners = set[Listener]()

        def tell(told: Watched | Problem) -> None:
            for listener in listeners:
                listener.tell(told)

        track = Track(conference, self._say, tell, self._doubt, self._clock)
        self._following[conference] = (track, listeners)
        if self._socket:
            track.ask()
        return track, listeners

    def _say(self, frame: ClientFrame) -> None:
        if self._socket:
            self._saying.append(frame)

    def _doubt(self) -> None:
        self._ping_at = min(self._ping_at, self._clock() + DOUBT_SECONDS)

    async def _run(self) -> None:
        while True:
            self._set("connecting")
            try:
                await self._connected()
            except Problem as problem:
                if problem.status in NO_USE:
                    self._refuse(problem)
                    return
                pause = self._pauses.after(problem)
            except (OSError, TimeoutError, WebSocketException):
                pause = self._pauses.after(Problem(0))
            except Exception:
                # Nobody waits for what does not come; whoever leaves the `async with` sees what it was.
                self._refuse(Problem(0))
                raise
            finally:
                self._lost()
            self._set("waiting")
            await asyncio.sleep(pause)

    async def _connected(self) -> None:
        """One connection until its end, which is an exception."""
        ticket = await self._api.open_live()
        async with connect(ticket.url, open_timeout=OPEN_SECONDS, close_timeout=1.0, ping_interval=None) as socket:
            self._socket = socket
            for track, _ in self._following.values():
                track.ask()
            self._ping_at, self._silent_at = self._clock(), self._clock() + PONG_SECONDS
            while True:
                await self._due(socket)
                with suppress(TimeoutError):
                    async with asyncio.timeout(TICK_SECONDS):
                        self._hear(await socket.recv())

    async def _due(self, socket: ClientConnection) -> None:
        now = self._clock()
        if now >= self._silent_at:
            # Whoever does not answer hangs, whatever the network says.
            raise TimeoutError
        if now >= self._ping_at:
            self._say(Ping())
            self._ping_at = now + self._ping_seconds
            self._silent_at = now + PONG_SECONDS
        for track, _ in self._following.values():
            if track.asks_at is not None and now >= track.asks_at:
                track.ask()
        while self._saying:
            async with asyncio.timeout(PONG_SECONDS):
                await socket.send(msgspec.json.encode(self._saying.popleft()).decode())

    def _hear(self, text: str | bytes) -> None:
        told = frame_in(text)
        if told is None:
            return
        hear(told, {name: track for name, (track, _) in self._following.items()})
        if isinstance(told.frame, PongFrame):
            self._silent_at = float("inf")
            self._pauses.over()
            # After it was told: whoever hears that it is live has what there is.
            self._set("live")

    def _lost(self) -> None:
        self._socket = None
        self._saying.clear()
        for track, _ in self._following.values():
            track.rest()

    def _refuse(self, problem: Problem) -> None:
        self._refusal = problem
        self._set("refused")
        for _, listeners in self._following.values():
            for listener in listeners:
                listener.tell(problem)

    def _set(self, status: Status) -> None:
        if status != self.status:
            self.status = status
            self._on_status(status)
