"""`/v1/…`: the HTTP API that controls conferences."""

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from functions.mux_control.description.docs import docs_page
from functions.mux_control.operations import ALL_OPERATIONS, DESCRIPTION, OPERATIONS
from functions.mux_control.submission.submitting import submit
from functions.shared.api.gates import routes
from functions.shared.api.rate_limits import RateLimits
from functions.shared.api.serving import served
from functions.shared.api.tokens import Tokens
from functions.shared.command_life import command_queue
from functions.shared.handlers.lambda_handler import lambda_handler
from functions.shared.handlers.readiness import health
from functions.shared.settings import ApiSettings, read
from functions.shared.tables import base
from functions.shared.tables.commands.rows import CommandsItem
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.nodes import NodesItem

# The page needs its own style and nothing else.
PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


async def get_docs(_: Request) -> Response:
    return HTMLResponse(PAGE, headers={"Content-Security-Policy": PAGE_POLICY})


PAGE = docs_page(ALL_OPERATIONS, msgspec.convert(DESCRIPTION["components"], dict[str, dict[str, object]])["schemas"])


def create_app(settings: ApiSettings) -> Starlette:
    """Put the operations behind tokens, limits and CORS."""
    tokens = Tokens(settings)
    limits = RateLimits(settings.requests_per_second, settings.requests_at_once)
    return served(
        [
            *routes(OPERATIONS, tokens, limits, submit),
            Route("/docs", get_docs, methods=["GET"]),
            Route("/healthz", health(ConferencesItem, CommandsItem, NodesItem), methods=["GET"]),
        ],
        settings,
    )


base.warm_up()
command_queue.warm_up()
app = create_app(read(ApiSettings))
handler = lambda_handler(app)
