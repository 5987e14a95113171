"""What every request passes: its id, the token, its rate, the conference, the ability; and what every answer says."""

import secrets
from collections.abc import Awaitable, Callable, Iterable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from functions.shared.api import deprecation
from functions.shared.api.auditing import name_operation, refused
from functions.shared.api.operation import Operation
from functions.shared.api.problems import REQUEST_ID, Problem, problem_response, request_id_of
from functions.shared.api.rate_limits import RateLimits
from functions.shared.api.sight.standing import in_meeting, outside
from functions.shared.api.tokens import Grant, RefusedToken, Tokens
from functions.shared.standings.grants import STANDING
from functions.shared.telemetry.observations import count, logger

# DynamoDB refuses keys over 1 to 2 kB, which would look as if the table were broken; no name of ours is as long.
MAX_NAME_BYTES = 256
REQUEST_ID_HEADER = "X-Request-Id"
# What every answer says to a browser: keep nothing, guess nothing, show it in nobody's frame. An answer that is a page,
# or may be cached, says so itself.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

# What the token of who may have to wait is good for beside a meeting: a connection, over which each is asked for.
OUTSIDE = frozenset({"open_live"})

Endpoint = Callable[[Request], Awaitable[Response]]
Submit = Callable[[Operation, Request, Grant], Awaitable[Response]]


class AnswerHeaders:
    """An ASGI middleware, before all that answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = _gateways(scope) or secrets.token_hex(16)
        # In the scope itself: what answers for a failure stands outside of all middleware and has the same one.
        scope[REQUEST_ID] = request_id

        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID_HEADER] = request_id
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                deprecation.tell(scope, headers)
            await send(message)

        # Several requests run in one thread of the local stack, each in a context of its own.
        with logger.append_context_keys(request=request_id):
            await self._app(scope, receive, send_more)


async def on_failure(request: Request, error: Exception) -> Response:
    # This answers outside of all middleware: it brings their headers itself.
    found = request_id_of(request)
    told = {"path": request.url.path, "method": request.method, "request": found}
    logger.exception("a request failed", exc_info=error, extra=told)
    headers = {**HEADERS, **({REQUEST_ID_HEADER: found} if found else {})}
    answer = problem_response(
        Problem("internal_error", "this should not have happened; it is logged", headers=headers), request
    )
    deprecation.tell(request.scope, answer.headers)
    return answer


def routes(
    operations: Iterable[Operation], tokens: Tokens, limits: RateLimits, submit: Submit | None = None
) -> list[Route]:
    """Make one route for each path: with one for each method a 405 would name only the first method.

    Args:
        submit: what becomes of a wish that is a command; a function whose operations only read has none.
    """
    by_path: dict[str, dict[str, Endpoint]] = {}
    for operation in operations:
        by_path.setdefault(operation.path, {})[operation.method] = endpoint(operation, tokens, limits, submit)
    return [Route(path, _dispatch(endpoints), methods=list(endpoints)) for path, endpoints in by_path.items()]


def endpoint(operation: Operation, tokens: Tokens, limits: RateLimits, submit: Submit | None) -> Endpoint:
    """Make the endpoint of an operation."""

    async def answer(request: Request) -> Response:
        count("Requested")
        name_operation(request, operation.name)
        deprecation.note(request.scope, operation.deprecated, operation.name)
        if operation.read_openly is not None:
            return await operation.read_openly(request)
        try:
            grant = tokens.authenticate(request.headers.get("authorization"))
        except RefusedToken as problem:
            refused(request, problem.grant, problem)
            raise
        limits.take((grant.domain, grant.sub))
        _refuse_long_names(request)
        try:
            return await _answer(operation, request, grant, submit)
        except Problem as problem:
            # Others look; who tries to change something is noted.
            if problem.code == "missing_ability" and operation.changes:
                refused(request, grant, problem)
            raise

    return answer


async def _answer(operation: Operation, request: Request, grant: Grant, submit: Submit | None) -> Response:
    # 404 before 403: a token learns nothing of what it does not cover.
    if "conference" in request.path_params:
        grant.require_conference(str(request.path_params["conference"]))
        if STANDING not in operation.needs:
            # No standing in the meeting gives what the token lacks.
            grant.require(operation.needs)
        if not operation.by_room:
            grant = in_meeting(grant, str(request.path_params["conference"]), operation.needs)
    elif grant.is_guests and grant.may(*operation.needs) and operation.name not in OUTSIDE:
        grant = outside(grant)
    grant.require(operation.needs)
    if operation.read_first is not None and (done := await operation.read_first(request, grant)) is not None:
        return done
    if operation.make is not None and submit is not None:
        return await submit(operation, request, grant)
    return await operation.read(request, grant) if operation.read else Response(status_code=204)


def _refuse_long_names(request: Request) -> None:
    for noun, name in request.path_params.items():
        if len(str(name).encode()) > MAX_NAME_BYTES:
            raise Problem("not_found", f"no {noun} has a name of more than {MAX_NAME_BYTES} bytes")


def _dispatch(endpoints: dict[str, Endpoint]) -> Endpoint:
    async def answer(request: Request) -> Response:
        # Starlette adds HEAD to whatever takes GET.
        return await endpoints["GET" if request.method == "HEAD" else request.method](request)

    return answer


def _gateways(scope: Scope) -> str:
    event = scope.get("aws.event") or {}
    return str(event.get("requestContext", {}).get("requestId", ""))
