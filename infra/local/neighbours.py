"""Who on this machine is answered: pages in its browser reach 127.0.0.1, too, and some of them are strangers'.

A stranger's page names itself in `Origin`. One whose name was pointed at 127.0.0.1 after it was loaded (DNS rebinding)
is of one origin with what it reaches, and still says its own name in `Host`.
"""

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

NAMES = ("127.0.0.1", "localhost", "::1")


def refusal(host: str, origin: str | None, *, names: Sequence[str] = (), origins: Sequence[str] = ()) -> str:
    """Say in words why a request is not answered, empty where it is.

    `names` are further ones under which this machine is reached, `origins` further ones whose pages may ask.
    """
    name = _name_of(host)
    if name not in NAMES and name not in {one.lower() for one in names}:
        return (
            f"this is not {host[:100]!r}: the local stack is reached as 127.0.0.1 or localhost (LOCAL_HOSTS adds names)"
        )
    if origin is None or origin in origins:
        return ""
    # Whoever ends TLS in front of it makes https of it; the name and the port stay.
    if urlsplit(origin).scheme in {"http", "https"} and origin.partition("://")[2].lower() == host.lower():
        return ""
    return f"pages of {origin[:100]!r} may not ask the local stack (API_CORS_ORIGINS adds origins)"


def _name_of(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


async def answered(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Send an answer, to who asks for a WebSocket in place of it."""
    if scope["type"] == "websocket":
        await WebSocket(scope, receive, send).send_denial_response(response)
    else:
        await response(scope, receive, send)


class OnlyNeighbours:
    """An ASGI app in front of the functions and pages."""

    def __init__(self, app: ASGIApp, *, names: Sequence[str], origins: Sequence[str]) -> None:
        self._app, self._names, self._origins = app, names, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"}:
            headers = Headers(scope=scope)
            problem = refusal(headers.get("host", ""), headers.get("origin"), names=self._names, origins=self._origins)
            if problem:
                await answered(PlainTextResponse(f"{problem}\n", HTTPStatus.FORBIDDEN), scope, receive, send)
                return
        await self._app(scope, receive, send)
