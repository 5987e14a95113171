"""Stands before the functions of the local stack until the demo is in the tables; `/healthz` says how far it is."""

import asyncio
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.nodes import find_node
from infra.local.neighbours import answered

# As long as the supervisor gives each step of the start.
WAIT_SECONDS = 30.0


class Gate:
    """An ASGI app before the functions' own.

    A look-up in an empty table would be answered `not found`, and FreeSWITCH would go on to its disk: it waits instead.
    """

    def __init__(self, app: ASGIApp, *, node: str, waits_for_switch: bool) -> None:
        self._app = app
        self._node = node
        self._waits_for_switch = waits_for_switch
        self._opened: Future[None] = Future()

    def open_when_told(self, descriptor: int) -> threading.Thread:
        """Open when whoever holds the other end of this pipe writes into it; its end is no word."""

        def listen() -> None:
            # One byte and no more: others wait at the same pipe.
            told = os.read(descriptor, 1)
            os.close(descriptor)
            if told:
                self.open()

        thread = threading.Thread(target=listen, name="gate", daemon=True)
        thread.start()
        return thread

    def when_open(self, call: Callable[[], None]) -> None:
        """Have this called once there are tables and queues."""
        self._opened.add_done_callback(lambda _: call())

    def open(self) -> None:
        """The demo is in the tables."""
        self._opened.set_result(None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/healthz":
            missing = await self._missing()
            if missing:
                await _not_ready(missing)(scope, receive, send)
                return
        elif not await self._is_open():
            late = PlainTextResponse("the local stack is still starting\n", 503, {"Retry-After": "1"})
            await answered(late, scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _is_open(self) -> bool:
        if not self._opened.done():
            await asyncio.wait([asyncio.wrap_future(self._opened)], timeout=WAIT_SECONDS)
        return self._opened.done()

    async def _missing(self) -> str:
        if not self._opened.done():
            return "the demo's data"
        if self._waits_for_switch and not await asyncio.to_thread(self._switch_is_known):
            return "the relay's first look at FreeSWITCH"
        return ""

    def _switch_is_known(self) -> bool:
        try:
            node = find_node(self._node)
        except TablesUnavailable:
            return False
        return node is not None and node.switch_up and node.is_served(time.time())


def _not_ready(missing: str) -> JSONResponse:
    return JSONResponse({"status": "not ready", "problem": f"waiting for {missing}"}, 503, {"Retry-After": "1"})
