"""`/v1/…`: the HTTP API that controls conferences."""

from collections.abc import Sequence

import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from functions.mux_control import calls, commands, conferences, members, prompts
from functions.mux_control.description.docs import docs_page
from functions.mux_control.description.openapi import description
from functions.mux_control.gates import routes
from functions.mux_control.operations import Operation
from functions.mux_control.outputs import recordings, streams
from functions.mux_control.picture import canvas, layout_groups, layouts, scenes, stages, stills
from functions.shared.api.problems import HANDLERS
from functions.shared.api.rate_limits import RateLimits
from functions.shared.api.tokens import Grant, Tokens
from functions.shared.command_life import command_queue
from functions.shared.handlers.lambda_handler import lambda_handler
from functions.shared.handlers.readiness import health
from functions.shared.settings import ApiSettings, read
from functions.shared.tables import base
from functions.shared.tables.commands import CommandsItem
from functions.shared.tables.conferences import ConferencesItem
from functions.shared.tables.nodes import NodesItem

NOUNS = (
    conferences,
    members,
    calls,
    canvas,
    stills,
    stages,
    layouts,
    layout_groups,
    prompts,
    recordings,
    streams,
    scenes,
    commands,
)

REQUEST_HEADERS = ("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Prefer")
ANSWER_HEADERS = ("ETag", "Location", "Preference-Applied", "Retry-After")
# The page needs its own style and nothing else.
PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


async def get_description(_: Request, __: Grant) -> Response:
    return JSONResponse(DESCRIPTION)


async def get_docs(_: Request) -> Response:
    return HTMLResponse(PAGE, headers={"Content-Security-Policy": PAGE_POLICY})


OPERATIONS: Sequence[Operation] = (
    *(operation for noun in NOUNS for operation in noun.OPERATIONS),
    Operation(
        method="GET",
        path="/v1/openapi.json",
        name="get_description",
        summary="This API as OpenAPI 3.1.",
        tag="description",
        read=get_description,
    ),
)
DESCRIPTION = description(OPERATIONS)
PAGE = docs_page(OPERATIONS, msgspec.convert(DESCRIPTION["components"], dict[str, dict[str, object]])["schemas"])


def create_app(settings: ApiSettings) -> Starlette:
    """Put the operations behind tokens, limits and CORS."""
    tokens = Tokens(settings)
    limits = RateLimits(settings.requests_per_second, settings.requests_at_once)
    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=REQUEST_HEADERS,
        expose_headers=ANSWER_HEADERS,
        max_age=600,
    )
    return Starlette(
        routes=[
            *routes(OPERATIONS, tokens, limits),
            Route("/docs", get_docs, methods=["GET"]),
            Route("/healthz", health(ConferencesItem, CommandsItem, NodesItem), methods=["GET"]),
        ],
        middleware=[cors] if settings.cors_origins else [],
        exception_handlers=HANDLERS,
    )


base.warm_up()
command_queue.warm_up()
app = create_app(read(ApiSettings))
handler = lambda_handler(app)
