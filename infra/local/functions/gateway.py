"""API Gateway's WebSocket API on this machine: a real socket's life becomes the events of a Lambda function.

Its limits are kept: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
"""

import asyncio
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from functions.shared.telemetry.observations import logger

Handler = Callable[[Mapping[str, Any], Any], dict[str, Any]]

FRAME_BYTES = 32 * 1024
SILENCE_SECONDS = 600.0
LIFE_SECONDS = 2 * 3600.0
CONNECTS_A_SECOND = 500
# How late the end of a silence may be seen.
LOOK_SECONDS = 1.0
# As API Gateway ends them: silence and two hours, a frame that is too large.
GOING_AWAY, TOO_BIG = 1001, 1009


@dataclass
class Open:
    """A connection: its socket, and when something went over it last."""

    socket: WebSocket
    since: float
    active: float
    sending: asyncio.Lock = field(default_factory=asyncio.Lock)

    def ends(self) -> float:
        return min(self.since + LIFE_SECONDS, self.active + SILENCE_SECONDS)


class Gateway:
    """Every open connection; `handler` is the function behind the routes `$connect`, `$disconnect` and `$default`."""

    def __init__(self, handler: Handler, *, stage: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._handler, self._stage, self._clock = handler, stage, clock
        self._open: dict[str, Open] = {}
        self._room, self._counted = float(CONNECTS_A_SECOND), clock()

    async def connect(self, socket: WebSocket) -> None:
        """Serve one connection from its handshake to its end."""
        if not self.may_connect():
            await socket.send_denial_response(PlainTextResponse("Too Many Requests\n", 429))
            return
        connection = secrets.token_urlsafe(12)
        answer = await self._tell("CONNECT", "$connect", connection, socket)
        if answer.get("statusCode") != 200:
            status = int(answer.get("statusCode", 500))
            await socket.send_denial_response(PlainTextResponse("", status))
            return
        now = self._clock()
        self._open[connection] = one = Open(socket, now, now)
        await socket.accept()
        code = GOING_AWAY
        try:
            code = await self._listen(connection, one)
        finally:
            self._open.pop(connection, None)
            await self._tell("DISCONNECT", "$disconnect", connection, socket, disconnectStatusCode=code)

    async def _listen(self, connection: str, one: Open) -> int:
        """Pass on what the client says until the connection ends; returns with which code."""
        saying = asyncio.ensure_future(one.socket.receive())
        try:
            while True:
                await asyncio.wait([saying], timeout=min(LOOK_SECONDS, max(0.0, one.ends() - self._clock())))
                if not saying.done():
                    if self._clock() < one.ends():
                        continue
                    await self.close(connection)
                    return GOING_AWAY
                said = saying.result()
                if said["type"] == "websocket.disconnect":
                    return int(said.get("code") or GOING_AWAY)
                text = said.get("text") or (said.get("bytes") or b"").decode(errors="replace")
                if len(text.encode()) > FRAME_BYTES:
                    await self.close(connection, TOO_BIG)
                    return TOO_BIG
                one.active = self._clock()
                await self._tell("MESSAGE", "$default", connection, one.socket, body=text)
                saying = asyncio.ensure_future(one.socket.receive())
        finally:
            saying.cancel()

    async def post(self, connection: str, frame: bytes) -> int:
        """Send a frame; returns the status that API Gateway answers with."""
        one = self._open.get(connection)
        if one is None:
            return 410
        if len(frame) > FRAME_BYTES:
            await self.close(connection, TOO_BIG)
            return 413
        try:
            # Frames of several posts follow each other. Who reads slowly holds up who posts, as there.
            async with one.sending:
                await one.socket.send_text(frame.decode())
        except (RuntimeError, WebSocketDisconnect):
            return 410
        one.active = self._clock()
        return 200

    async def close(self, connection: str, code: int = GOING_AWAY) -> int:
        """End a connection; returns the status that API Gateway answers with."""
        one = self._open.pop(connection, None)
        if one is None:
            return 410
        try:
            await one.socket.close(code)
        except (RuntimeError, WebSocketDisconnect):
            return 410
        return 204

    def may_connect(self) -> bool:
        """Count one that wants to connect; False where this second has had its share."""
        now = self._clock()
        self._room = min(float(CONNECTS_A_SECOND), self._room + (now - self._counted) * CONNECTS_A_SECOND)
        self._counted = now
        if self._room < 1:
            return False
        self._room -= 1
        return True

    async def _tell(
        self, kind: str, route: str, connection: str, socket: WebSocket, body: str | None = None, **more: object
    ) -> dict[str, Any]:
        event = _event(kind, route, connection, socket, self._stage, **more)
        if kind == "CONNECT":
            event |= {"headers": dict(socket.headers), "queryStringParameters": dict(socket.query_params) or None}
        if body is not None:
            event["body"] = body
        try:
            return await asyncio.to_thread(self._handler, event, SimpleNamespace(aws_request_id="local"))
        except Exception:  # noqa: BLE001  # whatever it is, logged; on AWS it is the function's failure, too
            logger.exception("the function behind a WebSocket failed")
            return {"statusCode": 502}


def _event(kind: str, route: str, connection: str, socket: WebSocket, stage: str, **more: object) -> dict[str, Any]:
    """An event as API Gateway sends it."""
    return {
        "requestContext": {
            "routeKey": route,
            "eventType": kind,
            "connectionId": connection,
            "requestId": secrets.token_urlsafe(12),
            "extendedRequestId": secrets.token_urlsafe(12),
            "messageDirection": "IN",
            "stage": stage,
            "domainName": socket.url.hostname or "",
            "apiId": "local",
            "requestTimeEpoch": int(time.time() * 1000),
            "identity": {"sourceIp": socket.client.host if socket.client else ""},
            **more,
        },
        "isBase64Encoded": False,
    }
