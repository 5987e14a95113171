"""Serves the built web pages, where there are any."""

from pathlib import Path

from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGES = Path(__file__).parents[2] / "web" / "dist"

# Each page carries its own strict policy; this one adds what only a header can say and closes what a page forgot.
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; connect-src 'self' wss: ws://127.0.0.1:* ws://localhost:*; "
    "img-src 'self' blob:; media-src 'self' mediastream: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Permissions-Policy": "camera=(self), microphone=(self), speaker-selection=(self), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def page_routes(folder: Path = PAGES) -> list[Mount]:
    """Return the route of everything below `folder`, none when it was not built."""
    return [Mount("/", _with_headers(StaticFiles(directory=folder, html=True)))] if folder.is_dir() else []


def _with_headers(app: ASGIApp) -> ASGIApp:
    added = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]

    async def with_headers(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *added]
            await send(message)

        await app(scope, receive, send_more)

    return with_headers
