"""The HTTP API as a client sees it: each path goes to the function that answers it."""

import re
from collections.abc import Iterable

from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from functions.live.app import create_app as create_live
from functions.mux_control.app import create_app as create_mux_control
from functions.rooms.app import create_app as create_rooms
from functions.shared.api.operation import Operation
from functions.shared.entries.operations import ENTRY_OPERATIONS
from functions.shared.live.operations import LIVE_OPERATIONS
from functions.shared.provisioning.over_http.operations import PROVISIONING_OPERATIONS
from functions.shared.settings import ApiSettings
from tests.functions.control import SETTINGS, bearer
from tests.permissions import As


def _paths(operations: Iterable[Operation]) -> list[re.Pattern[str]]:
    return [re.compile(re.sub(r"{\w+}", "[^/]+", operation.path)) for operation in operations]


def whole_api(settings: ApiSettings) -> ASGIApp:
    """An ASGI app; API Gateway does this on AWS. Each function may do what its policy allows."""
    behind: list[tuple[list[re.Pattern[str]], ASGIApp]] = [
        (_paths(LIVE_OPERATIONS), As(create_live(settings), "LiveFunction")),
        (_paths((*PROVISIONING_OPERATIONS, *ENTRY_OPERATIONS)), As(create_rooms(settings), "RoomsFunction")),
    ]
    rest = As(create_mux_control(settings), "MuxControlFunction")

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        found = (answers for paths, answers in behind if any(each.fullmatch(path) for each in paths))
        await next(found, rest)(scope, receive, send)

    return app


def whole_client() -> TestClient:
    """A client of all of it whose token may do everything."""
    return TestClient(whole_api(SETTINGS), headers=bearer(), raise_server_exceptions=False)
