"""The HTTP API as a client sees it: each path goes to the function that answers it."""

import re

from starlette.types import ASGIApp, Receive, Scope, Send

from functions.live.app import create_app as create_live
from functions.mux_control.app import create_app as create_mux_control
from functions.shared.live.operations import LIVE_OPERATIONS
from functions.shared.settings import ApiSettings

_LIVE = [re.compile(re.sub(r"{\w+}", "[^/]+", operation.path)) for operation in LIVE_OPERATIONS]


def whole_api(settings: ApiSettings) -> ASGIApp:
    """An ASGI app; API Gateway does this on AWS."""
    live, mux_control = create_live(settings), create_mux_control(settings)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        is_live = any(path.fullmatch(scope["path"]) for path in _LIVE)
        await (live if is_live else mux_control)(scope, receive, send)

    return app
