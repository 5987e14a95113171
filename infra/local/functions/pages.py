"""Serves the built web pages, where there are any."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from functions.shared.grammars.websockets import problem_of
from functions.shared.settings import SettingError

PAGES = Path(__file__).parents[3] / "web" / "dist"
CALL = "/call/"
# The pages that call SIP servers, the caller's and the operator's, by the folder that each is in.
CALLING = {"call": CALL, "": "/"}

_SERVERS = re.compile(r'<meta name="sip-servers" content="([^"]+)"')

# Each page carries its own strict policy; this one adds what only a header can say and closes what a page forgot.
HEADERS = {
    "Permissions-Policy": "camera=(self), microphone=(self), speaker-selection=(self), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# What has a hash of its content in its name never becomes another.
KEPT = "public, max-age=31536000, immutable"
_NAMED_BY_CONTENT = re.compile(r"^/(call/)?assets/")


def policy(connect: str) -> str:
    """Write the policy of a page that may connect to these."""
    return (
        f"default-src 'self'; connect-src {connect}; img-src 'self' blob:; media-src 'self' mediastream: blob:; "
        "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def page_routes(servers: Sequence[str] = (), folder: Path = PAGES) -> list[Mount]:
    """Return the routes of everything below `folder`, none when it was not built.

    `servers` are what the caller's and the operator's page may call; without any it is what they were built with.

    Raises:
        SettingError: one of them is no address that a page could call.
    """
    _check(servers)
    if not folder.is_dir():
        return []
    found = {path: _calling_page(folder / where, servers) for where, path in CALLING.items()}
    pages = [
        Route(address, _showing(text), methods=["GET"])
        for path, (text, _) in found.items()
        if text
        for address in (path, f"{path}index.html")
    ]
    # An application of its own: what is not there is answered inside of the headers, too.
    app = Starlette(routes=[*pages, Mount("/", StaticFiles(directory=folder, html=True))])
    # Nothing in a page is secret, so nothing of it can be guessed by how short it gets.
    return [Mount("/", _with_headers(GZipMiddleware(app), {path: named for path, (_, named) in found.items()}))]


def _showing(text: str) -> Callable[[Request], Awaitable[Response]]:
    async def get_page(_: Request) -> Response:
        return HTMLResponse(text)

    return get_page


def _calling_page(folder: Path, servers: Sequence[str]) -> tuple[str, str]:
    """Return a page's text and its servers, both empty where there is no such page."""
    file = folder / "index.html"
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    built = _SERVERS.search(text)
    if built is None:
        return "", ""
    named = " ".join(servers) or built[1]
    # Where the page reads them, and in its policy.
    return text.replace(built[1], named), named


def _check(servers: Sequence[str]) -> None:
    """As web/servers.ts does it for those that are built in."""
    for server in servers:
        if (problem := problem_of(server)) is not None:
            raise SettingError(f"CALL_SERVERS has {server!r}, which {problem}")


def _with_headers(app: ASGIApp, servers: Mapping[str, str]) -> ASGIApp:
    async def with_headers(scope: Scope, receive: Receive, send: Send) -> None:
        folder = CALL if scope["path"].startswith(CALL) else "/"
        connect = f"'self' {servers[folder]}" if servers[folder] else "'self'"
        headers = {**HEADERS, "Content-Security-Policy": policy(connect)}

        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                is_kept = message["status"] == HTTPStatus.OK and _NAMED_BY_CONTENT.match(scope["path"])
                headers["Cache-Control"] = KEPT if is_kept else HEADERS["Cache-Control"]
                added = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
                message["headers"] = [*message.get("headers", []), *added]
            await send(message)

        await app(scope, receive, send_more)

    return with_headers
