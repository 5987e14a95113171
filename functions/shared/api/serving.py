"""An HTTP API's app: its routes inside of what every answer and every failure goes through."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute

from functions.shared.api.front import OnlyThroughFront
from functions.shared.api.gates import REQUEST_ID_HEADER, AnswerHeaders, on_failure
from functions.shared.api.problems import HANDLERS
from functions.shared.settings import ApiSettings

REQUEST_HEADERS = ("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Prefer")
ANSWER_HEADERS = (
    "Deprecation", "ETag", "Link", "Location", "Preference-Applied", "Retry-After", "Sunset", REQUEST_ID_HEADER,
)  # fmt: skip


def served(routes: Sequence[BaseRoute], settings: ApiSettings) -> Starlette:
    """Put routes behind ids, headers, the proof of the front, problems and CORS."""
    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=REQUEST_HEADERS,
        expose_headers=ANSWER_HEADERS,
        max_age=600,
    )
    front = Middleware(OnlyThroughFront, settings.front_secrets)
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(AnswerHeaders),
            *([front] if settings.front_secrets else []),
            *([cors] if settings.cors_origins else []),
        ],
        exception_handlers={**HANDLERS, Exception: on_failure},
    )
